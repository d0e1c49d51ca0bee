import { randomUUID } from 'node:crypto'
import { sessionEndpoints } from '@rapport/contract'
import { asId, type ContactId, contact, foldVersion, type SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute } from '../testing/call-route.ts'
import { ingestMessage } from './ingest-message.ts'
import { refoldSessions } from './refold-sessions.ts'
import { listUnfolded } from './refold-sessions-queries.ts'
import { sessionRoutes } from './session-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const noteViewing = async () => undefined
const sendingOn = () => ({ replyUntil: null, cannotSend: null })
const reading = { people: { find: async () => [] }, epochOf: async () => '', sendingOn, noteViewing }
const routes = sessionRoutes(reading)

/** A workspace in which an agent has taken, answered, marked and ended some sessions, and one still waits. */
async function aPast() {
  const place = await aWorkspace(database.db)
  const ctx = await place.ownerContext()
  const hear = (thread: string, text: string) => {
    const contactId = asId<ContactId>(thread)
    const person = { externalId: thread, verified: false, name: null, email: null, locale: null }
    return ingestMessage(
      { ...ctx, actor: contact(contactId) },
      { inboxId: place.inbox.id, startsIn: { as: 'unassigned', teamId: null } },
      { key: randomUUID(), thread, contactId, person, text, fileIds: [], clientId: null },
    )
  }
  const work = async (sessionId: SessionId, isEnded: boolean) => {
    const say = (text: string) =>
      callRoute(routes, sessionEndpoints.send, { ctx }, { sessionId, clientId: randomUUID(), text })
    await callRoute(routes, sessionEndpoints.take, { ctx }, { sessionId })
    await say('Hello')
    await callRoute(
      routes,
      sessionEndpoints.addNote,
      { ctx },
      { sessionId, clientId: randomUUID(), text: 'Look', mentions: [ctx.agentId] },
    )
    await callRoute(routes, sessionEndpoints.setPriority, { ctx }, { sessionId, priority: 'urgent' })
    if (isEnded) await callRoute(routes, sessionEndpoints.end, { ctx }, { sessionId })
  }
  for (const isEnded of [true, false]) await work((await hear(randomUUID(), 'Hi')).sessionId, isEnded)
  await hear(randomUUID(), 'Anybody?')
  return { place, ctx, hear, work }
}

const rowsOf = async (workspaceId: string) =>
  (
    await sql`select * from sessions where workspace_id = ${workspaceId} order by session_id`.execute(
      database.db,
    )
  ).rows

/** As rows stood before the columns were there. */
const wipe = (workspaceId: string) =>
  sql`update sessions set participants = '[]', mentioned_ids = '{}', priority = 2, watch_hit_count = 0,
      tag_ids = '{}', first_response_ms = null, fold_version = 0
    where workspace_id = ${workspaceId}`.execute(database.db)

test('a row without what its log tells comes back equal to its fold, and nothing beside the fold is touched', async () => {
  const { place, ctx } = await aPast()
  const { workspaceId } = place.scope
  await sql`update sessions set page_url = 'https://shop.example/', agent_read_count = 7, fields = '{"a": 1}'
    where workspace_id = ${workspaceId}`.execute(database.db)
  const before = await rowsOf(workspaceId)
  expect(before).toHaveLength(3)
  await wipe(workspaceId)
  expect(await rowsOf(workspaceId)).not.toEqual(before)
  expect(await refoldSessions(ctx, 1_000)).toBe(3)
  expect(await rowsOf(workspaceId)).toEqual(before)
  expect(await listUnfolded(database.db, 10)).toEqual([])
})

test('new sessions are born folded: there is nothing to do', async () => {
  const { ctx } = await aPast()
  expect(await refoldSessions(ctx, 1_000)).toBe(0)
})

test('sessions that go on meanwhile end up with both: what the log told, and what happened', async () => {
  const { place, ctx, hear } = await aPast()
  const thread = randomUUID()
  const { sessionId } = await hear(thread, 'One')
  await callRoute(routes, sessionEndpoints.take, { ctx }, { sessionId })
  for (let round = 0; round < 5; round += 1) {
    await wipe(place.scope.workspaceId)
    await Promise.all([
      refoldSessions(ctx, 1_000),
      hear(thread, `Message ${round}`),
      callRoute(routes, sessionEndpoints.send, { ctx }, { sessionId, clientId: randomUUID(), text: 'Yes' }),
    ])
  }
  await refoldSessions(ctx, 1_000)
  const rows = await rowsOf(place.scope.workspaceId)
  await wipe(place.scope.workspaceId)
  await refoldSessions(ctx, 1_000)
  expect(await rowsOf(place.scope.workspaceId)).toEqual(rows)
  expect(rows.find((row) => (row as { session_id: string }).session_id === sessionId)).toMatchObject({
    contact_message_count: 6,
    agent_message_count: 5,
    participants: [{ agentId: ctx.agentId, messages: 5 }],
  })
})

test('a row without its whole log keeps what it says, and is looked at once', async () => {
  const { place, ctx } = await aPast()
  const { workspaceId } = place.scope
  await sql`delete from session_events where workspace_id = ${workspaceId} and version = 2`.execute(
    database.db,
  )
  await wipe(workspaceId)
  const wiped = await rowsOf(workspaceId)
  expect(await refoldSessions(ctx, 1_000)).toBe(3)
  expect(await rowsOf(workspaceId)).toEqual(wiped.map((row) => ({ ...(row as object), fold_version: 1 })))
  expect(await refoldSessions(ctx, 1_000)).toBe(0)
})

test('looking for what is to be done goes by the index that holds nothing else', async () => {
  const plan = await inTransaction(database.db, async (tx) => {
    // A test's table is so small that reading all of it would be as good.
    await sql`set local enable_seqscan = off`.execute(tx)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      /* all workspaces: the plan of the statement that asks for all of them */
      explain select workspace_id, session_id, version from sessions where fold_version < ${sql.lit(foldVersion)}
      order by workspace_id, session_id limit 200`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toContain('sessions_unfolded')
})
