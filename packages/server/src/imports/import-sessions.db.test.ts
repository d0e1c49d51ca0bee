import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blankSession, evolve, instant, type RecordedEvent } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Scope } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { fromRow, type SessionRecord } from '../sessions/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { type BadLine, type ImportOptions, importSessions } from './import-sessions.ts'
import { readLines } from './read-lines.ts'

let database: TestDatabase
let scope: Scope
let folder: string

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'rapport-import-'))
})
beforeEach(async () => {
  scope = (await aWorkspace(database.db)).scope
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const aLine = (id: string, more: object = {}) => ({
  id,
  channel: 'wechat',
  contact: { name: '顾客' },
  startedAt: '2026-01-09T12:31:34.000Z',
  messages: [
    { at: '2026-01-09T12:31:34.000Z', author: 'contact', text: '你好，我想退款' },
    { at: '2026-01-09T12:31:40.000Z', author: 'system', text: 'You are first in the queue.' },
    { at: '2026-01-09T12:31:59.000Z', author: 'agent', text: '您好，请稍等。' },
    { at: '2026-01-09T12:32:57.000Z', author: 'contact', text: '谢谢' },
  ],
  ...more,
})

async function run(lines: readonly (object | string | Buffer)[], options: ImportOptions = {}) {
  const path = join(folder, 'in.jsonl')
  const parts = lines.flatMap((line) => [
    Buffer.isBuffer(line) ? line : Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
    Buffer.from('\n'),
  ])
  await writeFile(path, Buffer.concat(parts))
  return runFile(path, options)
}

async function runFile(path: string, options: ImportOptions = {}) {
  const bad: BadLine[] = []
  const target = { db: database.db, scope, now: () => instant(Date.now()) }
  const tally = await importSessions(target, readLines(path), {
    ...options,
    onBadLine: (line) => bad.push(line),
  })
  return { tally, bad }
}

async function all<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(database.db)).rows
}
const sessions = () =>
  all(sql<SessionRecord>`select * from sessions where workspace_id = ${scope.workspaceId} order by number`)
const events = (sessionId: string) =>
  all(sql<RecordedEvent>`select version, at, event from session_events
    where workspace_id = ${scope.workspaceId} and session_id = ${sessionId} order by version`)
const count = async (table: string) =>
  (
    await all(sql<{ count: number }>`select count(*) as count from ${sql.table(table)}
    where workspace_id = ${scope.workspaceId}`)
  )[0]?.count

test('a line becomes an ended session with its own times, and its log folds to its row', async () => {
  await run([aLine('a')])
  const [row] = await sessions()
  if (row === undefined) throw new Error('Nothing was imported')
  const session = fromRow(row)
  expect(session).toMatchObject({
    state: 'ended',
    endReason: 'imported',
    endedBy: { kind: 'system' },
    startedAt: Date.parse('2026-01-09T12:31:34.000Z'),
    since: Date.parse('2026-01-09T12:32:57.000Z'),
    counters: { messages: 4, byContact: 2, byAgents: 1, byBots: 1 },
    clocks: { firstResponseMs: 25_000, waitMs: 25_000 },
  })
  const log = await events(session.id)
  expect(log.map(({ event }) => event.type)).toEqual([
    'session.started',
    'message.received',
    'message.sent',
    'session.assigned',
    'message.sent',
    'message.received',
    'session.ended',
  ])
  expect(log.reduce(evolve, blankSession(session.workspaceId, session.id))).toEqual(session)
  expect(await count('jobs')).toBe(0)
})

test('a second run skips what is there, and a file that grew brings in only what is new', async () => {
  expect((await run([aLine('a'), aLine('b')])).tally).toMatchObject({ imported: 2, already: 0 })
  expect((await run([aLine('a'), aLine('b'), aLine('c'), aLine('c')])).tally).toMatchObject({
    imported: 1,
    already: 3,
  })
  expect(await count('sessions')).toBe(3)
  expect(await count('contacts')).toBe(3)
})

test('two imports of one file at once bring in each line once', async () => {
  const lines = Array.from({ length: 120 }, (_, i) => aLine(`line-${i}`))
  const [one, other] = await Promise.all([run(lines), run(lines)])
  expect(one.tally.imported + other.tally.imported).toBe(120)
  expect(await count('sessions')).toBe(120)
  expect(await count('inboxes')).toBe(2)
})

test('bad lines are named by number and reason and skipped; the rest is there, nothing by half', async () => {
  const { tally, bad } = await run([
    aLine('a'),
    '{"id": "broken',
    '',
    aLine('no-messages', { messages: [] }),
    aLine('unknown-field', { mood: 'high' }),
    aLine('nul', { messages: [{ at: '2026-01-01T00:00:00Z', author: 'contact', text: 'a\u0000b' }] }),
    aLine('half', { messages: [{ at: '2026-01-01T00:00:00Z', author: 'contact', text: 'x\ud800' }] }),
    aLine('when', { startedAt: 'yesterday' }),
    aLine('ahead', { startedAt: '2999-01-01T00:00:00Z' }),
    Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    'null',
    `{"id": "${'x'.repeat(3 * 1024 * 1024)}"}`,
    aLine('z'),
  ])
  expect(bad.map(({ number }) => number)).toEqual([2, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(bad[0]?.reason).toBe('not valid JSON')
  expect(bad[1]).toMatchObject({ id: 'no-messages', reason: 'messages: a session has at least one message' })
  expect(bad[2]?.reason).toContain('mood')
  expect(bad.at(-1)?.reason).toBe('longer than 3 MB')
  expect(tally).toMatchObject({ lines: 12, imported: 2, bad: 10 })
  expect(await count('sessions')).toBe(2)
  expect(await count('contacts')).toBe(2)
})

test('a line of almost 3 MB is imported whole', async () => {
  const text = '长'.repeat(6000)
  const messages = Array.from({ length: 160 }, () => ({
    at: '2026-01-09T12:31:34.000Z',
    author: 'contact',
    text,
  }))
  expect((await run([aLine('long', { messages })])).tally).toMatchObject({ imported: 1, messages: 160 })
})

test('a dry run says what would happen and writes nothing', async () => {
  const { tally } = await run(
    [aLine('a'), aLine('a'), aLine('b', { channel: 'WeChat' }), aLine('c', { channel: 'vk' }), '!'],
    {
      dryRun: true,
    },
  )
  expect(tally).toMatchObject({ imported: 3, already: 1, bad: 1, newInboxes: ['wechat', 'vk'] })
  for (const table of ['sessions', 'contacts', 'imported_sessions']) expect(await count(table)).toBe(0)
  expect(await count('inboxes')).toBe(1)
})

test('an unknown channel becomes a generic inbox of that label, once, whatever its case', async () => {
  await run([aLine('a'), aLine('b', { channel: 'WeChat' }), aLine('c', { channel: 'web' })])
  const inboxes = await all(sql<{ channel_kind: string; channel_label: string | null }>`
    select channel_kind, channel_label from inboxes where workspace_id = ${scope.workspaceId} order by lower(channel_label)`)
  expect(inboxes).toEqual([
    { channel_kind: 'generic', channel_label: 'web' },
    { channel_kind: 'generic', channel_label: 'wechat' },
    { channel_kind: 'web', channel_label: null },
  ])
})

test('lines that name one contact are sessions of one conversation, whose latest is the one that started last', async () => {
  const contact = { id: 'c-7', name: 'Li Chen' }
  await run([aLine('late', { contact, startedAt: '2026-01-09T12:00:00Z' })])
  await run([
    aLine('early', {
      contact,
      startedAt: '2025-05-01T08:00:00Z',
      messages: [{ at: '2025-05-01T08:00:00Z', author: 'contact', text: 'hi' }],
    }),
  ])
  const rows = await sessions()
  expect(new Set(rows.map(({ conversation_id }) => conversation_id)).size).toBe(1)
  const [latest] = rows.toSorted((a, b) => b.started_at - a.started_at)
  const conversations = await all(sql<{ session_id: string }>`
    select session_id from conversations where workspace_id = ${scope.workspaceId}`)
  expect(conversations).toEqual([{ session_id: latest?.session_id }])
  expect(await count('contacts')).toBe(1)
})

test('agents of elsewhere are one member, who cannot come in', async () => {
  await run([aLine('a')])
  await run([aLine('b')])
  const members = await all(sql<{ display_name: string; deactivated: boolean }>`
    select display_name, deactivated_at is not null as deactivated from memberships
    where workspace_id = ${scope.workspaceId} and display_name = 'Imported agent'`)
  expect(members).toEqual([{ display_name: 'Imported agent', deactivated: true }])
})

test('a run that broke off goes on where it stopped', async () => {
  const lines = Array.from({ length: 130 }, (_, i) => aLine(`line-${i}`))
  const stop = new AbortController()
  const first = await run(lines, { signal: stop.signal, onProgress: () => stop.abort() })
  expect(first.tally.imported).toBe(50)
  expect((await run(lines)).tally).toMatchObject({ imported: 80, already: 50 })
  const offsets = await all(sql<{ holes: number }>`
    select count(*) as holes from (
      select max(feed_offset) - count(*) as missing from session_events
      where workspace_id = ${scope.workspaceId} group by stream) s where missing <> 0`)
  expect(offsets).toEqual([{ holes: 0 }])
})

const real = fileURLToPath(new URL('../../../../../shared/data/multiwoz-1000.jsonl', import.meta.url))

test.skipIf(!existsSync(real))('a thousand real conversations come in whole', async () => {
  const { tally, bad } = await runFile(real)
  expect(bad).toEqual([])
  expect(tally).toMatchObject({ imported: 1000 })
  expect(await count('messages')).toBe(tally.messages)
})

test('what was said of a session elsewhere comes with it, tags by their names, each made once', async () => {
  const origin = { language: 'zh-TW', country: 'TW', pageUrl: 'https://shop.example/lamps', device: 'phone' }
  const lines = [
    aLine('a', { priority: 'high', outcome: 'Refunded', rating: 5, tags: ['VIP', 'Lamp'], origin }),
    aLine('b', { tags: ['vip ', 'Lamp', 'lamp'], rating: null }),
  ]
  expect((await run(lines)).tally).toMatchObject({ imported: 2, bad: 0 })
  const { rows } = await sql<{ names: string[] }>`
    select s.priority, s.outcome, s.rating, s.language, s.country, s.page_url, s.referrer, s.device,
      array(select t.name from session_tags st join tags t on t.workspace_id = st.workspace_id and t.tag_id = st.tag_id
        where st.workspace_id = s.workspace_id and st.session_id = s.session_id order by t.position) as names
    from sessions s where s.workspace_id = ${scope.workspaceId} order by s.number`.execute(database.db)
  expect(rows).toEqual([
    {
      priority: 1,
      outcome: 'Refunded',
      rating: 5,
      language: 'zh-TW',
      country: 'TW',
      page_url: 'https://shop.example/lamps',
      referrer: null,
      device: 'phone',
      names: ['VIP', 'Lamp'],
    },
    expect.objectContaining({ priority: 2, rating: null, names: ['VIP', 'Lamp'] }),
  ])
})

test('a mark that nothing here could hold makes a line one that cannot be read', async () => {
  const wrong = [
    { rating: 6 },
    { priority: 'top' },
    { tags: ['a\nb'] },
    { outcome: ' ' },
    { origin: { pageUrl: 'javascript:1' } },
    { origin: { city: 'Brno' } },
  ]
  const { tally } = await run(wrong.map((more, i) => aLine(`w${i}`, more)))
  expect(tally).toMatchObject({ imported: 0, bad: wrong.length })
})
