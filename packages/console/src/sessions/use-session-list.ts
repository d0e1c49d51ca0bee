import type { SessionRow } from '@rapport/contract/light'
import {
  conditionsOf,
  dependsOnTime,
  type Expression,
  type FilterEnvironment,
  instant,
  matchFilter,
  noTags,
  type TagTree,
} from '@rapport/domain'
import {
  createCountsStore,
  createListStore,
  isRapportError,
  type ListStore,
  type ListView,
  type RapportError,
} from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { type ConsoleClient, useClient, useMe } from '../app/index.ts'
import type { Filter } from './filter/use-filter.ts'
import { isListed } from './is-listed.ts'
import { useTags } from './marks/use-tags.ts'
import type { SessionsQuery } from './sessions-address.ts'

/** What a list is asked for: its address, what the filter in it means, and how many rows come at a time. */
export type AskedList = Readonly<{ query: SessionsQuery; filter: Filter; pageSize: number }>

/**
 * A list of sessions, live while shown. `isListed` says which of its rows still belong to it: one that has left stays
 * among `rows`, so that a screen can take it out when that disturbs nobody. A filter that cannot be read lists nothing.
 */
export function useSessionList({ query, filter, pageSize }: AskedList) {
  const client = useClient()
  const { user, workspace } = useMe()
  const { historicalAfterDays, timeZone } = workspace.settings
  const { list, sort, direction } = query
  const expression = filter.read.status === 'read' ? filter.read.expression : null
  const text = expression === null ? null : query.filter
  const { fields } = filter
  const { tree } = useTags()
  const rules = useMemo((): Rules => {
    const environment = (): FilterEnvironment => ({
      now: instant(Date.now()),
      me: user.id,
      timeZone,
      fields,
      tagsWithin: (tree ?? noTags).within,
    })
    const isOfTab = (row: SessionRow) => isListed(row, list, { now: Date.now(), historicalAfterDays })
    const belongs = (row: SessionRow) =>
      isOfTab(row) && expression !== null && matchFilter(expression, row, environment())
    return {
      environment,
      isTimely: expression !== null && dependsOnTime(expression),
      belongs,
      stays: tree === null && speaksOfTags(expression) ? isOfTab : belongs,
    }
  }, [expression, fields, historicalAfterDays, list, timeZone, tree, user.id])
  const store = useMemo(
    () =>
      text === null
        ? null
        : listStoreOf({ client, query: { list, filter: text, sort, direction }, pageSize }, rules),
    [client, list, text, sort, direction, pageSize, rules],
  )
  const view = useSyncExternalStore(store?.subscribe ?? subscribeToNothing, store?.get ?? getNothing)
  useAskingAgain(store, tree, speaksOfTags(expression))
  const retry = useCallback(() => store?.retry(), [store])
  const showArrived = useCallback(() => store?.showArrived(), [store])
  const letGo = useCallback((isWanted: (row: SessionRow) => boolean) => store?.letGo(isWanted), [store])
  return { ...view, isListed: rules.stays, retry, showArrived, letGo, ...useLoadMore(store) }
}

/** What decides about rows that news is about: as the server decides, with the workspace's fields as they are now. */
type Rules = Readonly<{
  belongs: (row: SessionRow) => boolean
  /** The same for rows that are listed: before the tree is known, the server alone can say what a filter by tags means. */
  stays: (row: SessionRow) => boolean
  environment: () => FilterEnvironment
  isTimely: boolean
}>

const speaksOfTags = (expression: Expression | null): boolean =>
  expression !== null && conditionsOf(expression).some(({ field }) => field === 'tag')

/** Asks again for a list that filters by tags when it was answered before the tree became what it is. */
function useAskingAgain(store: ListStore | null, tree: TagTree | null, isByTags: boolean): void {
  const known = useRef(tree)
  useEffect(() => {
    if (known.current === tree) return
    known.current = tree
    if (isByTags && store?.get().status === 'ready') store.retry()
  }, [store, tree, isByTags])
}

// Often enough that "in the last hour" is true to the minute, and seldom enough to cost nothing.
const refreshMs = 30_000

const subscribeToNothing = () => () => undefined
const blank: ListView = {
  status: 'loading',
  error: null,
  rows: [],
  arrived: [],
  hasMore: false,
  isLoadingMore: false,
}
const getNothing = () => blank

function useLoadMore(store: ListStore | null) {
  const [failed, setFailed] = useState<Readonly<{ store: ListStore; error: RapportError }> | null>(null)
  const loadMore = useCallback(() => {
    setFailed(null)
    store?.loadMore().catch((error: unknown) => {
      if (!isRapportError(error)) throw error
      setFailed({ store, error })
    })
  }, [store])
  return { loadMore, moreError: failed?.store === store ? (failed?.error ?? null) : null }
}

/** The counts beside the tabs, live; null until they are known. */
export function useSessionCounts() {
  const client = useClient()
  const store = useMemo(() => createCountsStore({ client, live: client.live }), [client])
  return useSyncExternalStore(store.subscribe, store.get)
}

const recountMs = 30_000

/** How many sessions match a filter in a list, up to 10,001; null while it is not known, or takes too long to know. */
export function useFilteredCount({ query, filter }: Pick<AskedList, 'query' | 'filter'>): number | null {
  const client = useClient()
  const isAsked = query.filter !== '' && filter.read.status === 'read'
  const { data } = useQuery({
    queryKey: ['sessions', 'count', query.list, query.filter],
    queryFn: () => client.sessions.count({ list: query.list, filter: query.filter }),
    enabled: isAsked,
    retry: false,
    refetchInterval: recountMs,
  })
  return isAsked ? (data?.count ?? null) : null
}

const storesMax = 12
type Kept = Readonly<{ store: ListStore; rules: { current: Rules } }>
const storesByClient = new WeakMap<ConsoleClient, Map<string, Kept>>()

type Made = Readonly<{ client: ConsoleClient; query: SessionsQuery; pageSize: number }>

/** The store of a list, kept a while, so that going back to a tab shows at once what was there. */
function listStoreOf({ client, query, pageSize }: Made, rules: Rules): ListStore {
  const stores = storesByClient.get(client) ?? new Map<string, Kept>()
  storesByClient.set(client, stores)
  const key = JSON.stringify([query.list, query.filter, query.sort, query.direction, pageSize])
  const kept = stores.get(key) ?? makeListStore({ client, query, pageSize }, rules)
  kept.rules.current = rules
  stores.delete(key)
  stores.set(key, kept)
  for (const old of stores.keys()) {
    if (stores.size <= storesMax) break
    stores.delete(old)
  }
  return kept.store
}

function makeListStore({ client, query, pageSize }: Made, given: Rules): Kept {
  const rules = { current: given }
  const store: ListStore = createListStore({
    client,
    live: client.live,
    query: { ...query, limit: pageSize },
    environment: () => rules.current.environment(),
    ...(given.isTimely ? { refreshMs } : {}),
    // A known row stays and is kept up to date: the screen takes it out.
    belongs: (row) =>
      rules.current.belongs(row) || store.get().rows.some(({ session }) => session.id === row.session.id),
  })
  return { store, rules }
}
