import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type ConsoleClient, useClient, useMe, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'

type Values = Readonly<Record<string, unknown>>

const queryKey = ['preferences']
const settleMs = 600

/**
 * Something one has arranged for oneself, kept on the server for every device: `[value, set]`. A copy in this browser
 * stands in at the first paint, and a change shows at once; it is sent when it has settled, so that dragging a
 * column's edge is one change and not fifty.
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
      const merged = {
        ...values,
        ...Object.fromEntries([...waiting].map(([name, one]) => [name, one.value])),
      }
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
      sendWhenSettled({
        client,
        key,
        value,
        onFail: () => showToast({ title: t('sessions.column.notSaved') }),
      })
    },
    [client, queries, key, copyKey, t],
  )
  return [data?.[key] ?? null, set]
}

type Change = Readonly<{
  client: ConsoleClient
  key: string
  value: unknown
  onFail: () => void
}>

const waiting = new Map<string, Readonly<{ value: unknown; timer: ReturnType<typeof setTimeout> }>>()

function sendWhenSettled(change: Change): void {
  clearTimeout(waiting.get(change.key)?.timer)
  const timer = setTimeout(() => void send(change), settleMs)
  waiting.set(change.key, { value: change.value, timer })
}

async function send({ client, key, value, onFail }: Change): Promise<void> {
  try {
    await client.preferences.set({ key, value: value as null })
  } catch (error) {
    console.warn('A preference was not saved', error)
    onFail()
  } finally {
    if (waiting.get(key)?.value === value) waiting.delete(key)
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
