import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { type ConsoleClient, useClient, useMe, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'
import { createSettlingChanges } from './settling-changes.ts'

type Values = Readonly<Record<string, unknown>>

const queryKey = ['preferences']
const settleMs = 600

/**
 * Something one has arranged for oneself, kept on the server for every device: `[value, set]`. A copy in this browser
 * stands in at the first paint, and a change shows at once; it is sent when it has settled, so that dragging a
 * column's edge is one change and not fifty, or when the page is left before.
 */
export function useSessionsPreference(key: string): readonly [unknown, (value: unknown) => void] {
  const client = useClient()
  const queries = useQueryClient()
  const t = useMessages()
  const { user, workspace } = useMe()
  const copyKey = `rapport.preferences.${workspace.id}.${user.id}`
  const { data } = useQuery({
    queryKey,
    queryFn: async (): Promise<Values> => {
      const { values } = await client.preferences.list({})
      // What was changed meanwhile is newer than the answer.
      const merged = { ...values, ...changes.unsent() }
      writeCopy(copyKey, merged)
      return merged
    },
    placeholderData: () => readCopy(copyKey),
    staleTime: 60_000,
  })
  const set = useCallback(
    (value: unknown) => {
      const next = { ...(queries.getQueryData<Values>(queryKey) ?? readCopy(copyKey)), [key]: value }
      queries.setQueryData(queryKey, next)
      writeCopy(copyKey, next)
      const onFail = () => showToast({ title: t('sessions.column.notSaved') })
      changes.change(key, value, () => send({ client, key, value, onFail }))
    },
    [client, queries, key, copyKey, t],
  )
  useEffect(() => {
    // A function of its own: the same one would be heard once for all, and gone with the first that leaves.
    const flush = () => changes.flush()
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [])
  return [data?.[key] ?? null, set]
}

type Change = Readonly<{
  client: ConsoleClient
  key: string
  value: unknown
  onFail: () => void
}>

const changes = createSettlingChanges(settleMs)

async function send({ client, key, value, onFail }: Change): Promise<void> {
  try {
    await client.preferences.set({ key, value: value as null })
  } catch (error) {
    console.warn('A preference was not saved', error)
    onFail()
  }
}

function readCopy(copyKey: string): Values {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(copyKey) ?? '{}')
    return typeof stored === 'object' && stored !== null ? (stored as Values) : {}
  } catch (error) {
    console.warn('This browser keeps no preferences', error)
    return {}
  }
}

function writeCopy(copyKey: string, values: Values): void {
  try {
    localStorage.setItem(copyKey, JSON.stringify(values))
  } catch (error) {
    console.warn('This browser keeps no preferences', error)
  }
}
