import {
  createCountsStore,
  createListStore,
  isRapportError,
  type ListStore,
  type RapportError,
} from '@rapport/sdk'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { type ConsoleClient, useClient, useMe } from '../app/index.ts'
import { isListed } from './is-listed.ts'
import type { SessionsFilter } from './sessions-address.ts'

/**
 * A list of sessions, newest first, live while shown. `isListed` says which of its rows still belong to it: one that
 * has left stays among `rows`, so that a screen can take it out when that disturbs nobody.
 */
export function useSessionList(filter: SessionsFilter) {
  const client = useClient()
  const { historicalAfterDays } = useMe().workspace.settings
  const store = listStoreOf(client, filter, historicalAfterDays)
  const view = useSyncExternalStore(store.subscribe, store.get)
  const { list, inboxId, contactId } = filter
  const belongs = useMemo(
    () => belongsTo({ list, inboxId, contactId }, historicalAfterDays),
    [list, inboxId, contactId, historicalAfterDays],
  )
  return { ...view, isListed: belongs, store, ...useLoadMore(store) }
}

function useLoadMore(store: ListStore) {
  const [failed, setFailed] = useState<Readonly<{ store: ListStore; error: RapportError }> | null>(null)
  const loadMore = useCallback(() => {
    setFailed(null)
    store.loadMore().catch((error: unknown) => {
      if (!isRapportError(error)) throw error
      setFailed({ store, error })
    })
  }, [store])
  return { loadMore, moreError: failed?.store === store ? failed.error : null }
}

/** The counts beside the tabs, live; null until they are known. */
export function useSessionCounts() {
  const client = useClient()
  const store = useMemo(() => createCountsStore({ client, live: client.live }), [client])
  return useSyncExternalStore(store.subscribe, store.get)
}

const belongsTo =
  (filter: SessionsFilter, historicalAfterDays: number) =>
  (row: Parameters<typeof isListed>[0]): boolean =>
    isListed(row, filter, { now: Date.now(), historicalAfterDays })

const storesMax = 12
const storesByClient = new WeakMap<ConsoleClient, Map<string, ListStore>>()

/** The store of a list, kept a while, so that going back to a tab shows at once what was there. */
function listStoreOf(client: ConsoleClient, filter: SessionsFilter, historicalAfterDays: number): ListStore {
  const stores = storesByClient.get(client) ?? new Map<string, ListStore>()
  storesByClient.set(client, stores)
  const key = JSON.stringify([filter.list, filter.inboxId, filter.contactId, historicalAfterDays])
  const store = stores.get(key) ?? makeListStore(client, filter, historicalAfterDays)
  stores.delete(key)
  stores.set(key, store)
  for (const old of stores.keys()) {
    if (stores.size <= storesMax) break
    stores.delete(old)
  }
  return store
}

function makeListStore(
  client: ConsoleClient,
  filter: SessionsFilter,
  historicalAfterDays: number,
): ListStore {
  const { list, inboxId, contactId } = filter
  const belongs = belongsTo(filter, historicalAfterDays)
  const store: ListStore = createListStore({
    client,
    live: client.live,
    query: {
      list,
      sort: 'started',
      ...(inboxId === null ? {} : { inboxId }),
      ...(contactId === null ? {} : { contactId }),
    },
    // A known row stays and is kept up to date: the screen takes it out.
    belongs: (row) => belongs(row) || store.get().rows.some(({ session }) => session.id === row.session.id),
  })
  return store
}
