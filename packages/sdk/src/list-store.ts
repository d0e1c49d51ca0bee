import type { AgentCommand, Endpoints, InputOf, SessionRow } from '@rapport/contract/light'
import { type FilterEnvironment, instant, type SessionId } from '@rapport/domain'
import { backOffMs } from './back-off.ts'
import { followLists } from './follow-lists.ts'
import type { Client } from './http-client.ts'
import type { LiveClient } from './live-client.ts'
import { createSource, type Observable, type Source } from './observable.ts'
import { isRapportError, mayPass, type RapportError } from './rapport-error.ts'
import { mergeRows, newerRow, plainEnvironment, type RowOrder, serverOrder } from './session-rows.ts'

/** A list of sessions on screen. `arrived` are new ones that wait to be shown: "3 new sessions ↑". */
export type ListView = Readonly<{
  status: 'loading' | 'ready' | 'failed'
  error: RapportError | null
  rows: readonly SessionRow[]
  arrived: readonly SessionRow[]
  hasMore: boolean
  isLoadingMore: boolean
}>

/** A list that follows the news while anybody looks. */
export type ListStore = Observable<ListView> &
  Readonly<{
    retry(): void
    /** Fetches the next page, if there is one. */
    loadMore(): Promise<void>
    /** Puts the waiting rows into the list. */
    showArrived(): void
    /** Forgets the rows that nobody wants any more: those a screen kept for a while after they stopped to belong. */
    letGo(isWanted: (row: SessionRow) => boolean): void
  }>

/** Which list, whose rows belong to it, and whether new ones wait for the reader or come in by themselves. */
export type ListOptions = Readonly<{
  client: Pick<Client, 'sessions'>
  live: LiveClient<AgentCommand>
  query: Omit<InputOf<Endpoints['sessions']['list']>, 'cursor'>
  /**
   * Whether a row that news is about is one of this list; a row that stops to be is taken out. What the server lists is
   * taken as it is.
   */
  belongs(row: SessionRow): boolean
  arrivals?: 'wait' | 'insert'
  /** What the order is reckoned in: needed to sort by a workspace's own fields, or by hours of the day. */
  environment?(): FilterEnvironment
  /**
   * For filters by which rows come and go as time passes: so often the server is asked what has come in meanwhile, and
   * the rows shown are asked whether they still belong. New ones come as news does.
   */
  refreshMs?: number
}>

type State = {
  readonly options: ListOptions
  readonly view: Source<ListView>
  /** The server's order at the moment of the first page: its further pages are in the same. */
  order: RowOrder
  /** Rows heard of during a load: its answer may be older than they are. */
  heard: Map<SessionId, SessionRow>
  /** Sessions deleted since the last load: an answer under way may still have them. */
  gone: Set<SessionId>
  next: string | null
  loading: object | null
  failures: number
  retry: ReturnType<typeof setTimeout> | undefined
}

const pageMax = 200

/**
 * Makes a list. It loads when it is first looked at and whenever the link comes back, as long as it had become;
 * in between it changes by rows alone, of which the newest version wins.
 *
 * @example
 * const list = createListStore({ client, live, query: { list: 'unassigned' }, belongs })
 * const { rows, arrived } = useSyncExternalStore(list.subscribe, list.get)
 */
export function createListStore(options: ListOptions): ListStore {
  let stop: (() => void) | null = null
  const state: State = {
    options,
    view: createSource<ListView>(blankList, (isWatched) => {
      stop?.()
      stop = isWatched ? watch(state) : null
      if (!isWatched) leave(state)
    }),
    order: orderOf(options),
    heard: new Map(),
    gone: new Set(),
    next: null,
    loading: null,
    failures: 0,
    retry: undefined,
  }
  return {
    get: state.view.get,
    subscribe: state.view.subscribe,
    retry: () => void load(state),
    loadMore: () => loadMore(state),
    showArrived() {
      const { rows, arrived } = state.view.get()
      show(state, { rows: mergeRows(rows, arrived, state.order), arrived: [] })
    },
    letGo(isWanted) {
      const { rows } = state.view.get()
      const wanted = rows.filter(isWanted)
      if (wanted.length < rows.length) show(state, { rows: wanted })
    },
  }
}

const blankList: ListView = {
  status: 'loading',
  error: null,
  rows: [],
  arrived: [],
  hasMore: false,
  isLoadingMore: false,
}

const orderOf = ({ query, environment = plainEnvironment }: ListOptions): RowOrder =>
  serverOrder(query, { ...environment(), now: instant(Date.now()) })

const show = ({ view }: State, change: Partial<ListView>) => view.set({ ...view.get(), ...change })

function watch(state: State): () => void {
  const { live, refreshMs } = state.options
  const timer = refreshMs === undefined ? undefined : setInterval(() => void refresh(state), refreshMs)
  const stop = followLists(live, {
    onFollowed: () => void load(state),
    onRows: (rows) => hearRows(state, rows),
    onGone: (ids) => forget(state, ids),
  })
  return () => {
    clearInterval(timer)
    stop()
  }
}

/** Asks again what the list holds, and takes the answer as news. What fails now is asked for at the next turn. */
async function refresh(state: State): Promise<void> {
  const before = state.view.get()
  if (state.loading !== null || before.status !== 'ready') return
  state.gone.clear()
  try {
    const { rows } = await fetchRows(state.options, before.rows.length)
    // A load that began meanwhile knows better.
    if (state.loading !== null || state.view.get().status !== 'ready') return
    hearRows(
      state,
      [...state.view.get().rows, ...rows].filter(({ session }) => !state.gone.has(session.id)),
    )
  } catch (error) {
    if (!isRapportError(error)) throw error
    if (!mayPass(error)) fail(state, error)
  }
}

function leave(state: State): void {
  clearTimeout(state.retry)
  state.loading = null
}

async function load(state: State): Promise<void> {
  const token = {}
  state.loading = token
  state.heard.clear()
  state.gone.clear()
  clearTimeout(state.retry)
  const order = orderOf(state.options)
  try {
    const { rows, next } = await fetchRows(state.options, state.view.get().rows.length)
    if (state.loading !== token) return
    const { belongs } = state.options
    state.loading = null
    state.failures = 0
    state.next = next
    state.order = order
    // What the server answers it has judged itself, by what a reader may not know yet: only news is judged here.
    const listed = rows.flatMap((row) => {
      const newest = newerRow(row, state.heard.get(row.session.id))
      return newest === row || belongs(newest) ? [newest] : []
    })
    show(state, {
      status: 'ready',
      error: null,
      rows: listed.sort(order),
      arrived: [],
      hasMore: next !== null,
    })
    hearRows(state, [...state.heard.values()])
    forget(state, [...state.gone])
  } catch (error) {
    if (!isRapportError(error)) throw error
    if (state.loading === token) fail(state, error)
  }
}

function fail(state: State, error: RapportError): void {
  state.loading = null
  show(state, { status: 'failed', error, ...(mayPass(error) ? {} : { rows: [], arrived: [] }) })
  if (mayPass(error)) state.retry = setTimeout(load, backOffMs(state.failures++, 1_000, 15_000), state)
}

/** At least as many rows as were shown, so that a reload does not take away what one scrolled to. */
async function fetchRows({ client, query }: ListOptions, shown: number) {
  const limit = Math.min(pageMax, Math.max(query.limit === undefined ? 50 : Number(query.limit), shown))
  let page = await client.sessions.list({ ...query, limit })
  let rows = page.items
  while (page.next !== null && rows.length < shown) {
    page = await client.sessions.list({ ...query, limit, cursor: page.next })
    rows = rows.concat(page.items)
  }
  return { rows, next: page.next }
}

async function loadMore(state: State): Promise<void> {
  const { next } = state
  if (next === null || state.loading !== null || state.view.get().isLoadingMore) return
  show(state, { isLoadingMore: true })
  try {
    const { client, query } = state.options
    const page = await client.sessions.list({ ...query, cursor: next })
    // A reload meanwhile begins its own pages.
    if (state.next !== next) return
    state.next = page.next
    show(state, {
      rows: mergeRows(state.view.get().rows, page.items, state.order),
      hasMore: page.next !== null,
    })
  } finally {
    show(state, { isLoadingMore: false })
  }
}

function hearRows(state: State, news: readonly SessionRow[]): void {
  if (state.loading !== null) {
    for (const row of news) state.heard.set(row.session.id, newerRow(row, state.heard.get(row.session.id)))
  }
  if (news.length === 0) return
  const { rows, arrived } = news.reduce<ListView>((view, row) => withNews(view, row, state), state.view.get())
  show(state, { rows, arrived })
}

function forget(state: State, ids: readonly SessionId[]): void {
  if (ids.length === 0) return
  for (const id of ids) {
    state.heard.delete(id)
    state.gone.add(id)
  }
  const { rows, arrived } = state.view.get()
  const isHere = ({ session }: SessionRow) => !ids.includes(session.id)
  show(state, { rows: rows.filter(isHere), arrived: arrived.filter(isHere) })
}

function withNews(view: ListView, row: SessionRow, { options, order }: State): ListView {
  const { belongs, arrivals } = options
  const { id } = row.session
  const known = view.rows.find(({ session }) => session.id === id)
  if (known !== undefined) {
    const others = without(view.rows, id)
    const newest = newerRow(row, known)
    return { ...view, rows: belongs(newest) ? mergeRows(others, [newest], order) : others }
  }
  if (!belongs(row)) return { ...view, arrived: without(view.arrived, id) }
  // What belongs below the last row comes with its page.
  const last = view.rows.at(-1)
  if (view.hasMore && (last === undefined || order(row, last) > 0)) return view
  // Nothing moves under a reader of an empty list, and saying that there is nothing would be wrong.
  return arrivals === 'insert' || view.rows.length === 0
    ? { ...view, rows: mergeRows(view.rows, [row], order) }
    : { ...view, arrived: mergeRows(view.arrived, [row], order) }
}

const without = (rows: readonly SessionRow[], id: SessionId) =>
  rows.filter(({ session }) => session.id !== id)
