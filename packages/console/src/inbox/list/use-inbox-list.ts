import type { SessionRow } from '@rapport/contract/light'
import { createCountsStore, createListStore, type ListStore, type SessionCounts } from '@rapport/sdk'
import { useState, useSyncExternalStore } from 'react'
import { type ConsoleClient, useClient, useMe } from '../../app/index.ts'
import { type CalmRows, followRows, holdRows } from './calm-rows.ts'
import { type InboxList, isInList } from './inbox-list.ts'

type Stores = { lists: Map<string, ListStore>; counts: ReturnType<typeof createCountsStore> }

// One of each to a client, so that coming back to a list shows it at once and then brings it up to date.
const storesByClient = new WeakMap<ConsoleClient, Stores>()

function storesOf(client: ConsoleClient): Stores {
  const known = storesByClient.get(client)
  if (known) return known
  const stores = { lists: new Map(), counts: createCountsStore({ client, live: client.live }) }
  storesByClient.set(client, stores)
  return stores
}

/** How many sessions each list holds, live; null until first known. */
export function useCounts(): SessionCounts | null {
  const { counts } = storesOf(useClient())
  return useSyncExternalStore(counts.subscribe, counts.get)
}

/** A list of the inbox, by last activity, live while it is shown. */
export function useInboxList(list: InboxList) {
  const client = useClient()
  const { user, workspace } = useMe()
  const { lists } = storesOf(client)
  const reader = { meId: user.id, settings: workspace.settings, now: Date.now }
  const key = `${list.id} ${workspace.settings.historicalAfterDays}`
  const store =
    lists.get(key) ??
    createListStore({
      client,
      live: client.live,
      query: {
        list: list.list,
        sort: 'activity',
        ...(list.inboxId === null ? {} : { filter: `inbox:any(${list.inboxId})` }),
      },
      belongs: (row) => isInList(list, row, reader),
      // The screen itself decides when a row may come in; see `useCalmRows`.
      arrivals: 'insert',
    })
  lists.set(key, store)
  const view = useSyncExternalStore(store.subscribe, store.get)
  return { view, store }
}

/**
 * The rows as they may be shown at the moment: as they are, or, while the reader points at the list or has
 * scrolled, in the order they had, with the rest waiting. `release` lets everything in.
 */
export function useCalmRows(listId: string, rows: readonly SessionRow[], isHeld: boolean) {
  const [calm, setCalm] = useState<{ listId: string; rows: readonly SessionRow[]; shown: CalmRows }>(() => ({
    listId,
    rows,
    shown: followRows(rows),
  }))
  const isOther = calm.listId !== listId
  const mustFollow =
    isOther || (!isHeld && (calm.shown.waiting > 0 || calm.shown.rows.some((row) => row.isGone)))
  if (mustFollow || calm.rows !== rows) {
    const shown = isHeld && !isOther ? holdRows(calm.shown, rows) : followRows(rows)
    setCalm({ listId, rows, shown })
  }
  return { ...calm.shown, release: () => setCalm({ listId, rows, shown: followRows(rows) }) }
}
