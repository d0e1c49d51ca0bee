import {
  blankSession,
  type ContactId,
  contact,
  evolve,
  type InboxId,
  instant,
  type RecordedEvent,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listWorkspacesNamed } from '../imports/index.ts'
import type { Scope } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { fromRow, ingestMessage, type SessionRecord } from '../sessions/index.ts'
import { aPlatform } from '../testing/a-platform.ts'
import { readStored } from '../testing/read-stored.ts'
import { streamCount } from '../workspaces/index.ts'
import { fillWorkspace } from './fill-workspace.ts'

const now = instant(Date.UTC(2026, 10, 20, 15, 30))
const name = 'Demo 2,500'
const sessions = 2_500
let database: TestDatabase
let scope: Scope
let tally: Awaited<ReturnType<typeof fillWorkspace>>

const platform = () => aPlatform(database.db, { now: () => now })
const fill = (more: Partial<Parameters<typeof fillWorkspace>[1]> = {}) =>
  fillWorkspace(platform(), { name, sessions, messages: 10, seed: 7, ...more })

async function scopeNamed(wanted: string): Promise<Scope> {
  const [found] = await listWorkspacesNamed(database.db, wanted)
  if (found === undefined) throw new Error(`There is no workspace ${wanted}`)
  return found.scope
}

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(database.db)).rows
}

const listRows = ({ workspaceId }: Scope) =>
  rowsOf(sql<SessionRecord>`select * from sessions where workspace_id = ${workspaceId} order by number`)

beforeAll(async () => {
  database = await openTestDatabase()
  tally = await fill()
  scope = await scopeNamed(name)
}, 60_000)
afterAll(() => database.close())

test('it is as large as asked, long as asked on average, and what it says it is', async () => {
  const { workspaceId } = scope
  const [counted] = await rowsOf(sql<typeof tally>`
    select (select count(*) from sessions where workspace_id = ${workspaceId}) as sessions,
      (select count(*) from messages where workspace_id = ${workspaceId}) as messages,
      (select count(*) from session_events where workspace_id = ${workspaceId}) as events,
      (select count(*) from contacts where workspace_id = ${workspaceId}) as contacts`)
  expect(counted).toEqual(tally)
  expect(tally.sessions).toBe(sessions)
  expect(tally.messages / sessions).toBeGreaterThan(9.5)
  expect(tally.messages / sessions).toBeLessThan(10.5)
})

test('every session that came by COPY is its events, folded', async () => {
  const { workspaceId } = scope
  const events = await rowsOf(sql<RecordedEvent & { session_id: string }>`
    select session_id, version, at, event from session_events
    where workspace_id = ${workspaceId} order by session_id, version`)
  const bySession = Map.groupBy(events, (event) => event.session_id)
  for (const row of await listRows(scope)) {
    const session = fromRow(row)
    const folded = (bySession.get(session.id) ?? []).reduce(
      (folding, { version, at, event }) => evolve(folding, { version, at, event }),
      blankSession(session.workspaceId, session.id),
    )
    expect(folded).toEqual(session)
  }
})

test('versions, offsets, heads and counters have no holes, over all streams', async () => {
  expect((await readStored(database.connection, scope.workspaceId)).holes).toBe(0)
  const heads = await rowsOf(sql<{ last_offset: number }>`
    select last_offset from stream_heads where workspace_id = ${scope.workspaceId}`)
  expect(heads).toHaveLength(streamCount)
  expect(heads.every(({ last_offset }) => last_offset > 0)).toBe(true)
})

test('numbers rise with time, sessions of a conversation follow each other, and it knows the last of them', async () => {
  const rows = await listRows(scope)
  const starts = rows.map(({ started_at }) => started_at)
  expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  for (const { last_activity_at } of rows) expect(last_activity_at).toBeLessThanOrEqual(now)
  const conversations = await rowsOf(sql<{ conversation_id: string; session_id: string }>`
    select conversation_id, session_id from conversations where workspace_id = ${scope.workspaceId}`)
  const latest = new Map(conversations.map((one) => [one.conversation_id, one.session_id]))
  const byConversation = Map.groupBy(rows, ({ conversation_id }) => conversation_id)
  expect(byConversation.size).toBe(conversations.length)
  for (const [id, own] of byConversation) {
    expect(latest.get(id)).toBe(own.at(-1)?.session_id)
    for (const [i, later] of own.slice(1).entries()) {
      expect(own[i]?.state).toBe('ended')
      expect(own[i]?.since ?? 0).toBeLessThan(later.started_at)
    }
  }
  expect([...byConversation.values()].some((own) => own.length > 1)).toBe(true)
})

test('there are live sessions of every state, contacts of many languages, and every inbox has its share', async () => {
  const rows = await listRows(scope)
  const states = Map.groupBy(rows, ({ state }) => state)
  expect([...states.keys()].sort()).toEqual(['assigned', 'bot', 'ended', 'on_hold', 'unassigned', 'wrap_up'])
  expect(rows.length - (states.get('ended')?.length ?? 0)).toBe(sessions / 50)
  expect(new Set(rows.map(({ inbox_id }) => inbox_id)).size).toBe(8)
  const locales = await rowsOf(sql<{ locale: string }>`
    select distinct locale from contacts where workspace_id = ${scope.workspaceId}`)
  expect(locales.map(({ locale }) => locale)).toEqual(expect.arrayContaining(['zh', 'en', 'cs', 'ar', 'ja']))
  const [oldest] = rows
  expect(now - (oldest?.started_at ?? now)).toBeGreaterThan(700 * 24 * 3_600_000)
})

test('stopped between two batches it is whole, and goes on from there when asked for more', async () => {
  const stop = new AbortController()
  const other = 'Stopped'
  const half = await fill({ name: other, signal: stop.signal, onProgress: () => stop.abort() })
  expect(half.sessions).toBeGreaterThanOrEqual(500)
  expect(half.sessions).toBeLessThan(sessions)
  const { workspaceId } = await scopeNamed(other)
  expect((await readStored(database.connection, workspaceId)).holes).toBe(0)
  await fill({ name: other, sessions: 300 })
  expect(await listRows(await scopeNamed(other))).toHaveLength(half.sessions + 300)
  expect((await readStored(database.connection, workspaceId)).holes).toBe(0)
})

test('a visitor who writes to it is met by its people as anybody would be', async () => {
  const { workspaceId } = scope
  const [row] = await rowsOf(sql<{
    inbox_id: InboxId
    thread: string
    contact_id: ContactId
    session_id: string
  }>`
    select c.inbox_id, c.thread, c.contact_id, c.session_id from conversations c
    join sessions s on s.workspace_id = ${workspaceId} and s.session_id = c.session_id
    join inboxes i on i.workspace_id = ${workspaceId} and i.inbox_id = c.inbox_id
    where c.workspace_id = ${workspaceId} and i.name = 'Help centre' and s.state = 'ended' limit 1`)
  if (row === undefined) throw new Error('Nobody has been at the help centre')
  const { inbox_id: inboxId, contact_id: contactId, thread } = row
  const ctx = { ...platform(), scope, actor: contact(contactId) }
  const { sessionId } = await ingestMessage(
    ctx,
    { inboxId, startsIn: { as: 'unassigned', teamId: null } },
    {
      key: 'k',
      thread,
      contactId,
      person: { externalId: thread, verified: false, name: null, email: null, locale: null },
      text: 'Hello again',
      fileIds: [],
      clientId: null,
    },
  )
  expect(sessionId).not.toBe(row.session_id)
  expect((await readStored(database.connection, workspaceId)).holes).toBe(0)
})
