import type { AgentCommand, ServerFrame, SessionRow } from '@rapport/contract/light'
import { asId, blankSession, instant, type SessionId, type WorkspaceId } from '@rapport/domain'
import { expect, test, vi } from 'vitest'
import { createCountsStore, type SessionCounts } from './counts-store.ts'
import { createListStore, type ListOptions } from './list-store.ts'
import type { Connection, LiveClient } from './live-client.ts'
import { createSource } from './observable.ts'
import { serverOrder } from './session-rows.ts'

function aRow(n: number, version = 1, state: 'unassigned' | 'ended' = 'unassigned'): SessionRow {
  const blank = blankSession(asId<WorkspaceId>('w'), asId<SessionId>(`s${String(n).padStart(3, '0')}`))
  const at = instant(n * 1000)
  const session = { ...blank, version, startedAt: at, lastActivityAt: instant(n * 1000 + version) }
  return {
    session:
      state === 'ended'
        ? { ...session, state, agentId: null, endReason: 'blocked', endedBy: { kind: 'system' } }
        : { ...session, state: 'unassigned' },
    contact: { name: `contact ${n}`, avatarUrl: null },
    inbox: { name: 'Shop', channelKind: 'web', channelLabel: null },
    agentName: null,
    botName: null,
    teamName: null,
    preview: null,
    summary: null,
    unread: 0,
    about: { email: null, phone: null, tagIds: [], fields: {} },
    fields: {},
    origin: { language: null, country: null, pageUrl: null, referrer: null, device: null },
  }
}

/** The socket's end of a server that says what the test says, and the HTTP end of one that holds these rows. */
function aServer(rows: SessionRow[]) {
  const listeners = new Set<(frame: ServerFrame) => void>()
  const said: AgentCommand['type'][] = []
  const live: LiveClient<AgentCommand> = {
    connection: createSource<Connection>({ state: 'live', since: 0, ended: null, closeCode: null }),
    connect: () => undefined,
    close: () => undefined,
    say: ({ type }) => said.push(type) > 0,
    hear: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const list: ListOptions['client']['sessions']['list'] = async ({ limit = 50, cursor, ...asked }) => {
    const sorted = rows.toSorted(serverOrder(asked))
    const from = Number(cursor ?? 0)
    const to = from + Number(limit)
    return { items: sorted.slice(from, to), next: to < sorted.length ? String(to) : null }
  }
  const say = (frame: ServerFrame) => {
    for (const listener of [...listeners]) listener(frame)
  }
  return { live, said, rows, list, say }
}

const aList = (server: ReturnType<typeof aServer>, options: Partial<ListOptions> = {}) => {
  const store = createListStore({
    client: { sessions: { list: server.list } as ListOptions['client']['sessions'] },
    live: server.live,
    query: { list: 'unassigned', limit: 5 },
    belongs: ({ session }) => session.state === 'unassigned',
    ...options,
  })
  const stop = store.subscribe(() => undefined)
  return { store, stop, ids: () => store.get().rows.map(({ session }) => Number(session.id.slice(1))) }
}
const isReady = ({ store }: ReturnType<typeof aList>) =>
  vi.waitFor(() => expect(store.get().status).toBe('ready'))
const rows = (...news: SessionRow[]) => ({ type: 'rows', rows: news }) as const

test('news of a row replaces it where it is newer, and is forgotten where it is older', async () => {
  const server = aServer([aRow(1, 3), aRow(2, 3)])
  const list = aList(server)
  await isReady(list)
  server.say(rows({ ...aRow(1, 4), preview: 'newer' }, { ...aRow(2, 2), preview: 'older' }))
  expect(list.store.get().rows.map(({ preview }) => preview)).toEqual([null, 'newer'])
})

test('new sessions wait until the reader asks for them; one that left meanwhile does not come', async () => {
  const server = aServer([aRow(1)])
  const list = aList(server)
  await isReady(list)
  server.say(rows(aRow(2), aRow(3), aRow(4)))
  server.say(rows(aRow(3, 2, 'ended')))
  expect(list.ids()).toEqual([1])
  expect(list.store.get().arrived).toHaveLength(2)
  list.store.showArrived()
  expect(list.ids()).toEqual([4, 2, 1])
  expect(list.store.get().arrived).toEqual([])
})

test('the first session of an empty list is shown at once: there is nobody it could disturb', async () => {
  const server = aServer([])
  const list = aList(server)
  await isReady(list)
  server.say(rows(aRow(1)))
  expect(list.ids()).toEqual([1])
  server.say(rows(aRow(2)))
  expect(list.ids()).toEqual([1])
  expect(list.store.get().arrived).toHaveLength(1)
})

test('in a list that takes new rows in, they are where the server would put them; those that stop to belong go', async () => {
  const server = aServer([aRow(1), aRow(3)])
  const list = aList(server, { arrivals: 'insert' })
  await isReady(list)
  server.say(rows(aRow(2), aRow(3, 2, 'ended')))
  expect(list.ids()).toEqual([2, 1])
})

test('rows that were kept beyond their belonging are forgotten when nobody wants them; without any, nothing is said', async () => {
  const server = aServer([aRow(1), aRow(2), aRow(3)])
  const list = aList(server, { belongs: () => true })
  await isReady(list)
  server.say(rows(aRow(2, 2, 'ended')))
  const told = vi.fn()
  list.store.subscribe(told)
  list.store.letGo(({ session }) => session.state !== 'ended')
  list.store.letGo(({ session }) => session.state !== 'ended')
  expect([list.ids(), told.mock.calls.length]).toEqual([[3, 1], 1])
})

test('pages are fetched by key, and a row from below the last page comes with its page', async () => {
  const server = aServer(Array.from({ length: 12 }, (_, i) => aRow(i + 1)))
  const list = aList(server, { arrivals: 'insert' })
  await isReady(list)
  server.say(rows(aRow(2, 2)))
  expect(list.ids()).toEqual([12, 11, 10, 9, 8])
  await list.store.loadMore()
  await list.store.loadMore()
  expect(list.ids()).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  expect(list.store.get().hasMore).toBe(false)
})

test('in any order, what has nothing comes last, and a row beyond the last page comes with its page', async () => {
  const rated = (n: number, rating: number | null, version = 1): SessionRow => {
    const row = aRow(n, version)
    return { ...row, session: { ...row.session, rating } }
  }
  const ratings = [3, null, 5, 1, 4, null, 2]
  const server = aServer(ratings.map((rating, i) => rated(i + 1, rating)))
  const query = { list: 'unassigned', sort: 'rating', direction: 'asc', limit: 5 } as const
  const list = aList(server, { query, arrivals: 'insert' })
  await isReady(list)
  expect(list.ids()).toEqual([4, 7, 1, 5, 3])
  server.say(rows(rated(8, null), rated(9, 2)))
  expect(list.ids()).toEqual([4, 7, 9, 1, 5, 3])
  await list.store.loadMore()
  expect(list.ids()).toEqual([4, 7, 9, 1, 5, 3, 2, 6])
  server.say(rows(rated(4, 5, 2)))
  expect(list.ids()).toEqual([7, 9, 1, 5, 3, 4, 2, 6])
})

test('where time itself decides, the list asks again: what came in waits like news, what is over goes', async () => {
  vi.useFakeTimers()
  try {
    const server = aServer([aRow(1), aRow(2)])
    let over = -1
    const list = aList(server, { refreshMs: 10_000, belongs: ({ session }) => session.number !== over })
    await vi.waitFor(() => expect(list.store.get().status).toBe('ready'))
    const gone = aRow(1)
    server.rows.splice(0, 1, { ...gone, session: { ...gone.session, number: 7, version: 2 } }, aRow(3))
    over = 7
    await vi.advanceTimersByTimeAsync(10_000)
    await vi.waitFor(() => expect(list.ids()).toEqual([2]))
    expect(list.store.get().arrived).toHaveLength(1)
    list.stop()
    server.rows.push(aRow(4))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(list.store.get().arrived).toHaveLength(1)
  } finally {
    vi.useRealTimers()
  }
})

test('what was missed while the link was down is there when it is back, as far as one had scrolled', async () => {
  const server = aServer(Array.from({ length: 12 }, (_, i) => aRow(i + 1)))
  const list = aList(server)
  await isReady(list)
  await list.store.loadMore()
  server.rows.push(aRow(13))
  server.said.length = 0
  server.say({ type: 'welcome', protocol: 1, epoch: 'e' })
  await vi.waitFor(() => expect(list.ids()[0]).toBe(13))
  expect(list.ids()).toHaveLength(10)
  expect(server.said).toEqual(['follow_lists'])
})

test('a row heard of during a load is not undone by an older answer', async () => {
  const server = aServer([aRow(1, 3)])
  const list = aList(server)
  server.say(rows({ ...aRow(1, 4), preview: 'heard first' }))
  await isReady(list)
  expect(list.store.get().rows[0]?.preview).toBe('heard first')
})

test('what the server lists is in the list, whatever its reader makes of it, until news of it comes', async () => {
  const server = aServer([aRow(1, 3), aRow(2, 3)])
  const list = aList(server, { belongs: () => false })
  await isReady(list)
  expect(list.ids()).toEqual([2, 1])
  server.say(rows(aRow(2, 4)))
  expect(list.ids()).toEqual([1])
})

test('the server is told when the first list is watched and when the last one is left', async () => {
  const server = aServer([])
  const one = aList(server)
  const other = aList(server)
  one.stop()
  expect(server.said).toEqual(['follow_lists'])
  other.stop()
  expect(server.said).toEqual(['follow_lists', 'unfollow_lists'])
})

test('counts are those heard last, also when an answer to an earlier question comes after them', async () => {
  const server = aServer([])
  const counts = (unassigned: number) => ({ unassigned }) as SessionCounts
  let answer: (counts: SessionCounts) => void = () => undefined
  const asked = new Promise<SessionCounts>((resolve) => {
    answer = resolve
  })
  const sessions = { counts: () => asked } as unknown as ListOptions['client']['sessions']
  const store = createCountsStore({ client: { sessions }, live: server.live })
  store.subscribe(() => undefined)
  server.say({ type: 'counts', counts: counts(2) })
  answer(counts(1))
  await asked
  expect(store.get()).toEqual(counts(2))
})

test('a session that was deleted leaves the list, waiting or shown, and a load under way does not bring it back', async () => {
  const server = aServer([aRow(1), aRow(2)])
  const list = aList(server)
  await isReady(list)
  server.say(rows(aRow(3)))
  server.say({ type: 'gone', sessionIds: [aRow(1).session.id, aRow(3).session.id] })
  expect(list.ids()).toEqual([2])
  expect(list.store.get().arrived).toEqual([])
  list.store.retry()
  server.say({ type: 'gone', sessionIds: [aRow(1).session.id] })
  await vi.waitFor(() => expect(list.store.get().status).toBe('ready'))
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(list.ids()).toEqual([2])
})
