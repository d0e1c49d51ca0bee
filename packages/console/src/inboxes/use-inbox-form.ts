import type { InboxView } from '@rapport/contract/light'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem, useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'
import { type InboxValues, inputOf, valuesOf } from './inbox-values.ts'
import { inboxesQuery } from './use-inboxes.ts'

/** The form of one inbox, new or not: its values, how it is saved, and what is wrong with it. */
export function useInboxForm(inbox: InboxView | null, onMade: (id: string) => void) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const form = useForm<InboxValues>({ defaultValues: valuesOf(inbox, t('inboxes.greetingFirst')) })
  const [error, setError] = useState<string | null>(null)

  const save = async (values: InboxValues) => {
    setError(null)
    try {
      const input = inputOf(values)
      const { id } = await (inbox === null
        ? client.inboxes.create(input)
        : client.inboxes.change({ inboxId: inbox.id, ...input }))
      const saved = await client.inboxes.setAccess({
        inboxId: id,
        agentIds: values.agentIds,
        teamIds: values.teamIds,
      })
      await queries.invalidateQueries({ queryKey: inboxesQuery(client).queryKey })
      form.reset(valuesOf(saved, ''))
      showToast({ title: t('inboxes.saved') })
      if (inbox === null) onMade(id)
    } catch (failure) {
      setError(showProblem(failure, form, t))
    }
  }
  return { form, save, error }
}
