import { blankSession, evolve, instant, type RecordedEvent } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { fromRow, type SessionRecord } from '../sessions/index.ts'
import { aPlatform } from '../testing/a-platform.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { streamCount } from '../workspaces/index.ts'
import { demoExtent, demoScope, ensureDemo } from './make-demo.ts'

const { workspaceId } = demoScope
const now = instant(Date.UTC(2026, 10, 20, 15, 30))
let database: TestDatabase
let tookMs = 0

beforeAll(async () => {
  database = await openTestDatabase()
  const started = Date.now()
  await ensureDemo(aPlatform(database.db, { now: () => now }))
  tookMs = Date.now() - started
})
afterAll(() => database.close())

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(database.db)).rows
}

const sessions = () =>
  rowsOf(sql<SessionRecord>`select * from sessions where workspace_id = ${workspaceId} order by number`)

test('a second start adds nothing to the demo; how long the first took is printed', async () => {
  console.log(`demo made in ${Math.round(tookMs)} ms`)
  expect(await ensureDemo(aPlatform(database.db, { now: () => now }))).toBe('there')
  expect(await sessions()).toHaveLength(demoExtent.sessions)
})

test('every session of the demo is its events, folded', async () => {
  const events = await rowsOf(sql<RecordedEvent & { session_id: string }>`
    select session_id, version, at, event from session_events
    where workspace_id = ${workspaceId} order by session_id, version`)
  const bySession = Map.groupBy(events, (event) => event.session_id)
  for (const row of await sessions()) {
    const session = fromRow(row)
    const log = bySession.get(session.id) ?? []
    expect(log.map(({ version }) => version)).toEqual(log.map((_, i) => i + 1))
    const folded = log.reduce(
      (folding, { version, at, event }) => evolve(folding, { version, at, event }),
      blankSession(session.workspaceId, session.id),
    )
    expect(folded).toEqual(session)
  }
})

test('the feed of the demo has no gaps and ends where its heads stand', async () => {
  const streams = await rowsOf(sql<{
    stream: number
    head: number
    events: number
    first: number
    last: number
  }>`
    select h.stream, h.last_offset as head, count(e.*) as events, min(e.feed_offset) as first, max(e.feed_offset) as last
    from stream_heads h
    left join session_events e on e.workspace_id = h.workspace_id and e.stream = h.stream
    where h.workspace_id = ${workspaceId} group by h.stream, h.last_offset`)
  expect(streams).toHaveLength(streamCount)
  for (const { head, events, first, last } of streams) {
    expect({ first, last, events }).toEqual({ first: 1, last: head, events: head })
  }
})

test('a dozen sessions are live in every state, and as many have gone quiet', async () => {
  const live = (await sessions()).filter(({ state }) => state !== 'ended')
  const weekAgo = now - 7 * 24 * 3_600_000
  const quiet = live.filter(({ last_activity_at }) => last_activity_at < weekAgo)
  const active = Map.groupBy(
    live.filter((row) => !quiet.includes(row)),
    ({ state }) => state,
  )
  expect(Object.fromEntries([...active].map(([state, rows]) => [state, rows.length]))).toEqual({
    bot: 12,
    unassigned: 12,
    assigned: 12,
    on_hold: 12,
    wrap_up: 12,
  })
  expect(quiet).toHaveLength(12)
})

test('numbers rise with time, nothing lies in the future, and sessions of one conversation do not overlap', async () => {
  const rows = await sessions()
  expect(rows.map(({ started_at }) => started_at)).toEqual(
    rows.map(({ started_at }) => started_at).sort((a, b) => a - b),
  )
  for (const { last_activity_at } of rows) expect(last_activity_at).toBeLessThanOrEqual(now)
  for (const own of Map.groupBy(rows, ({ conversation_id }) => conversation_id).values()) {
    for (const [i, later] of own.slice(1).entries()) {
      expect(own[i]?.state).toBe('ended')
      expect(own[i]?.since ?? 0).toBeLessThan(later.started_at)
    }
  }
})

test('the same seed and moment tell the same stories', async () => {
  const other = await openTestDatabase()
  try {
    await ensureDemo(aPlatform(other.db, { now: () => now }))
    const told = sql<{ text: string; at: number }>`
      select text, at from messages where workspace_id = ${workspaceId} order by message_id`
    expect((await told.execute(other.db)).rows).toEqual((await told.execute(database.db)).rows)
  } finally {
    await other.close()
  }
})

test("somebody's own database is left as it is", async () => {
  const other = await openTestDatabase()
  try {
    await aWorkspace(other.db)
    expect(await ensureDemo(aPlatform(other.db))).toBe('not_ours')
  } finally {
    await other.close()
  }
})

test('two servers that start at once on one empty database make one demo', async () => {
  const other = await openTestDatabase()
  try {
    const extent = { sessions: 30, days: 20, liveOfEach: 1 }
    const start = () => ensureDemo(aPlatform(other.db), extent)
    expect((await Promise.all([start(), start()])).toSorted()).toEqual(['made', 'there'])
  } finally {
    await other.close()
  }
})

test('a start that breaks off leaves nothing, and the next makes the demo whole', async () => {
  const other = await openTestDatabase()
  try {
    const extent = { sessions: 30, days: 20, liveOfEach: 1 }
    const breaking = {
      ...extent,
      get sessions(): number {
        throw new Error('The machine went away')
      },
    }
    await expect(ensureDemo(aPlatform(other.db), breaking)).rejects.toThrow('went away')
    const { rows } = await sql`
      select workspace_id from workspaces where workspace_id = ${workspaceId}`.execute(other.db)
    expect(rows).toEqual([])
    expect(await ensureDemo(aPlatform(other.db), extent)).toBe('made')
  } finally {
    await other.close()
  }
})
