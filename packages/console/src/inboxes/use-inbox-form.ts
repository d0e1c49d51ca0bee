import type { InboxView } from '@rapport/contract/light'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type ConsoleClient, showProblem, useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'
import { genericInputOf, type InboxKind, type InboxValues, inputOf, valuesOf } from './inbox-values.ts'
import { inboxesQuery } from './use-inboxes.ts'

/** The secrets of a new generic channel, which are shown this once. */
export type NewSecrets = Readonly<{ inboundSecret: string; outboundSecret: string }>

/** An inbox that was made just now; a web chat has no secrets. */
export type MadeInbox = Readonly<{ inbox: InboxView; secrets: NewSecrets | null }>

/** What the form of an inbox takes: which one, or of which kind a new one is, and who hears of it. */
export type InboxFormOptions = Readonly<{
  inbox: InboxView | null
  kind: InboxKind
  onMade(made: MadeInbox): void
}>

/** The form of one inbox, new or not: its values, how it is saved, and what is wrong with it. */
export function useInboxForm({ inbox, kind, onMade }: InboxFormOptions) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const form = useForm<InboxValues>({ defaultValues: valuesOf(inbox, t('inboxes.greetingFirst')) })
  const [error, setError] = useState<string | null>(null)

  const save = async (values: InboxValues) => {
    setError(null)
    try {
      const made =
        inbox === null
          ? await makeInbox(client, kind, values)
          : { inbox: await changeInbox(client, inbox.id, kind, values), secrets: null }
      const saved = await client.inboxes.setAccess({
        inboxId: made.inbox.id,
        agentIds: values.agentIds,
        teamIds: values.teamIds,
      })
      await queries.invalidateQueries({ queryKey: inboxesQuery(client).queryKey })
      form.reset(valuesOf(saved, ''))
      showToast({ title: t('inboxes.saved') })
      if (inbox === null) onMade({ ...made, inbox: saved })
    } catch (failure) {
      setError(showProblem(failure, form, t))
    }
  }
  return { form, save, error }
}

async function makeInbox(
  { inboxes }: ConsoleClient,
  kind: InboxKind,
  values: InboxValues,
): Promise<MadeInbox> {
  if (kind === 'web') return { inbox: await inboxes.create(inputOf(values)), secrets: null }
  const { inbox, ...secrets } = await inboxes.createGeneric(genericInputOf(values))
  return { inbox, secrets }
}

const changeInbox = (
  { inboxes }: ConsoleClient,
  inboxId: string,
  kind: InboxKind,
  values: InboxValues,
): Promise<InboxView> =>
  kind === 'web'
    ? inboxes.change({ inboxId, ...inputOf(values) })
    : inboxes.changeGeneric({ inboxId, ...genericInputOf(values) })
