import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { conversationEndpoints, feedEndpoints, sessionEndpoints } from '@rapport/contract'
import { asId, type ContactId, contact, type FileId, type SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { insertFile } from '../platform/files/files-queries.ts'
import type { Signal } from '../platform/realtime/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { beginEverywhere, lockPlaces } from './feed-places-queries.ts'
import { ingestMessage } from './ingest-message.ts'
import { removeSession } from './remove-session.ts'
import { sessionRoutes } from './session-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const sendingOn = () => ({ replyUntil: null, cannotSend: null })
const routes = sessionRoutes({
  people: { find: async () => [] },
  epochOf: async () => randomUUID(),
  sendingOn,
  noteViewing: async () => undefined,
})

/** A desk with one contact, who writes and whose sessions can be ended and removed. */
async function aDesk() {
  const place = await aWorkspace(database.db)
  const ctx = await place.ownerContext()
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: 'Grace', email: null, locale: null }
  const hear = (text: string, fileIds: readonly FileId[] = []) =>
    ingestMessage(
      { ...ctx, actor: contact(contactId) },
      { inboxId: place.inbox.id, startsIn: { as: 'unassigned', teamId: null } },
      { key: randomUUID(), thread: contactId, contactId, person, text, fileIds, clientId: null },
    )
  const end = (sessionId: SessionId) => callRoute(routes, sessionEndpoints.end, { ctx }, { sessionId })
  const remove = (sessionId: SessionId) => callRoute(routes, sessionEndpoints.remove, { ctx }, { sessionId })
  async function aFile(name: string) {
    const file = {
      id: asId<FileId>(randomUUIDv7()),
      storageKey: randomUUIDv7(),
      name,
      mediaType: 'text/plain',
    }
    await ctx.files.put(file.storageKey, Readable.from([Buffer.from('bytes')]))
    await insertFile(database.db, ctx.scope, { ...file, bytes: 5, by: contact(contactId) })
    return file
  }
  return { place, ctx, contactId, hear, end, remove, aFile }
}

/** Every table that speaks of a session or a message, from the schema itself, with how many rows name these. */
async function leftOf(workspaceId: string, sessionId: string, messageId: string) {
  const { rows: columns } = await sql<{ table: string; column: 'session_id' | 'message_id' }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and column_name in ('session_id', 'message_id')`.execute(
    database.db,
  )
  const left: string[] = []
  for (const { table, column } of columns) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)}
      where workspace_id = ${workspaceId}
        and ${sql.ref(column)} = ${column === 'session_id' ? sessionId : messageId}`.execute(database.db)
    if ((rows[0]?.count ?? 0) > 0) left.push(`${table}.${column}`)
  }
  return left.toSorted()
}

/** What a session leaves its traces in, and a message its own. */
const tables = [
  'channel_messages.message_id',
  'channel_messages.session_id',
  'conversations.session_id',
  'files.message_id',
  'message_search.message_id',
  'message_search.session_id',
  'messages.message_id',
  'messages.session_id',
  'notes.session_id',
  'outbox.message_id',
  'outbox.session_id',
  'session_events.session_id',
  'session_tags.session_id',
  'sessions.session_id',
  'watch_hits.message_id',
  'watch_hits.session_id',
]

test('nothing that was said in it is left in any table, nor a byte of its files', async () => {
  const { ctx, contactId, hear, end, remove, aFile } = await aDesk()
  const file = await aFile('secret.txt')
  const { sessionId, messageId, conversationId } = await hear('The secret is 42', [file.id])
  await callRoute(
    routes,
    sessionEndpoints.addNote,
    { ctx },
    { sessionId, clientId: randomUUID(), text: 'Hm' },
  )
  const { workspaceId } = ctx.scope
  const inbox = sql`(select inbox_id from conversations where workspace_id = ${workspaceId} limit 1)`
  await sql`insert into message_search (workspace_id, message_id, session_id, conversation_id, contact_id, inbox_id,
      author, at, tokens, words)
    values (${workspaceId}, ${messageId}, ${sessionId}, ${conversationId}, ${contactId}, ${inbox}, 'contact', now(),
      array_to_tsvector(array['secret']), ' secret ')`.execute(database.db)
  await sql`insert into watch_hits (workspace_id, message_id, session_id, inbox_id, word_ids, at)
    values (${workspaceId}, ${messageId}, ${sessionId}, ${inbox}, '{}', now())`.execute(database.db)
  await sql`insert into session_tags (workspace_id, tag_id, started_at, session_id)
    values (${workspaceId}, ${randomUUIDv7()}, now(), ${sessionId})`.execute(database.db)
  await sql`insert into channel_messages (workspace_id, inbox_id, external_id, message_id, session_id)
    values (${workspaceId}, ${inbox}, 'm1', ${messageId}, ${sessionId})`.execute(database.db)
  await sql`insert into outbox (workspace_id, message_id, inbox_id, session_id, conversation_id, created_at, updated_at)
    values (${workspaceId}, ${messageId}, ${inbox}, ${sessionId}, ${conversationId}, now(), now())`.execute(
    database.db,
  )
  await end(sessionId)
  expect(await leftOf(workspaceId, sessionId, messageId)).toEqual(tables)

  await remove(sessionId)
  expect(await leftOf(workspaceId, sessionId, messageId)).toEqual([])
  const { rows: files } = await sql`select 1 from files where workspace_id = ${workspaceId}`.execute(
    database.db,
  )
  expect(files).toEqual([])
  expect(await ctx.files.open(file.storageKey)).toBeNull()
})

test('what an index makes of its words while it is removed goes with them', async () => {
  const { ctx, contactId, hear, end } = await aDesk()
  const { sessionId, messageId, conversationId } = await hear('The secret is 42')
  await end(sessionId)
  const { workspaceId } = ctx.scope
  await beginEverywhere(database.db, 'search')
  const removing = await inTransaction(database.db, async (tx) => {
    await lockPlaces(tx, ctx.scope, 'search')
    const started = removeSession(ctx, sessionId)
    await sleep(50)
    await sql`insert into message_search (workspace_id, message_id, session_id, conversation_id, contact_id, inbox_id,
        author, at, tokens, words)
      values (${workspaceId}, ${messageId}, ${sessionId}, ${conversationId}, ${contactId},
        (select inbox_id from conversations where workspace_id = ${workspaceId} limit 1), 'contact', now(),
        array_to_tsvector(array['secret']), ' secret ')`.execute(tx)
    return { started }
  })
  await removing.started
  expect(await leftOf(workspaceId, sessionId, messageId)).toEqual([])
})

test('one that lives is refused, and stays whole', async () => {
  const { ctx, hear, remove } = await aDesk()
  const { sessionId } = await hear('Hello')
  expect(await codeOf(remove(sessionId))).toBe('session_live')
  const read = await callRoute(routes, sessionEndpoints.get, { ctx }, { sessionId })
  expect(read.messages.map(({ text }) => text)).toEqual(['Hello'])
})

test('a conversation goes on with the sessions it has left, and goes with its last one', async () => {
  const { ctx, hear, end, remove } = await aDesk()
  const first = await hear('One')
  await end(first.sessionId)
  const second = await hear('Two')
  await end(second.sessionId)
  const { conversationId } = first
  await callRoute(
    routes,
    conversationEndpoints.saveDraft,
    { ctx },
    { conversationId, text: 'Not sent', fileIds: [] },
  )
  await remove(second.sessionId)
  const read = () => callRoute(routes, conversationEndpoints.get, { ctx }, { conversationId })
  expect((await read()).sessions.map(({ id }) => id)).toEqual([first.sessionId])

  const third = await hear('Three')
  expect(third.conversationId).toBe(conversationId)
  await end(third.sessionId)
  await remove(first.sessionId)
  expect((await read()).sessions.map(({ id }) => id)).toEqual([third.sessionId])

  await remove(third.sessionId)
  expect(await codeOf(read())).toBe('not_found')
  const { rows } = await sql`select 1 from drafts where workspace_id = ${ctx.scope.workspaceId}`.execute(
    database.db,
  )
  expect(rows).toEqual([])
  // Who comes back begins anew, as the same contact.
  const again = await hear('Four')
  expect(again.conversationId).not.toBe(conversationId)
})

test('a message that comes in while its conversation’s last session is removed is kept', async () => {
  const { ctx, hear, end } = await aDesk()
  for (let round = 0; round < 5; round += 1) {
    const { sessionId } = await hear(`Round ${round}`)
    await end(sessionId)
    const [kept] = await Promise.all([hear('Meanwhile'), removeSession(ctx, sessionId)])
    const read = await callRoute(routes, sessionEndpoints.get, { ctx }, { sessionId: kept.sessionId })
    expect(read.messages.map(({ text }) => text)).toEqual(['Meanwhile'])
    await end(kept.sessionId)
    await removeSession(ctx, kept.sessionId)
  }
})

test('who reads the feed goes over the hole and misses nothing after it', async () => {
  const { ctx, hear, end, remove } = await aDesk()
  const first = await hear('One')
  await end(first.sessionId)
  const read = (cursor?: string) =>
    callRoute(routes, feedEndpoints.list, { ctx }, cursor === undefined ? {} : { cursor })
  const before = await callRoute(routes, feedEndpoints.list, { ctx }, { limit: 1 })
  const second = await hear('Two')
  await remove(first.sessionId)
  const after = await read(before.next)
  expect(after.items.map(({ sessionId }) => sessionId)).toEqual([second.sessionId, second.sessionId])
  expect(after.more).toBe(false)
  expect((await read(after.next)).items).toEqual([])
})

test('open screens are told: lists of the row, threads of their conversation', async () => {
  const heard: Signal[] = []
  const { ctx, hear, end, remove } = await aDesk()
  const { sessionId, conversationId } = await hear('Hello')
  await end(sessionId)
  const stop = ctx.bus.subscribe((signal) => heard.push(signal))
  await remove(sessionId)
  stop()
  expect(heard).toMatchObject([
    { type: 'row', sessionId },
    {
      type: 'frame',
      conversationId,
      to: 'all',
      frame: { type: 'reset', conversationId, reason: 'not_found' },
    },
  ])
})

test('nobody removes what they cannot see', async () => {
  const { place, hear, end, ctx } = await aDesk()
  const { sessionId } = await hear('Hello')
  await end(sessionId)
  const elsewhere = await place.agentContext('agent', { inboxes: [] })
  const foreign = await (await aWorkspace(database.db)).ownerContext()
  for (const stranger of [elsewhere, foreign])
    expect(await codeOf(removeSession(stranger, sessionId))).toBe('not_found')
  await callRoute(routes, sessionEndpoints.get, { ctx }, { sessionId })
})
