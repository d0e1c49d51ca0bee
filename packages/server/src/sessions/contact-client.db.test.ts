import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { conversationEndpoints, sessionEndpoints, widgetEndpoints } from '@rapport/contract'
import { asId, type ContactId, type ConversationId, contact, type SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { insertFile } from '../platform/files/files-queries.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import type { CannotSend } from './conversations.ts'
import { ingestMessage } from './ingest-message.ts'
import { sessionRoutes } from './session-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const routesWhere = (cannotSend: CannotSend) =>
  sessionRoutes({
    people: { find: async () => [] },
    epochOf: async () => randomUUID(),
    sendingOn: () => ({ replyUntil: null, cannotSend }),
    noteViewing: async () => undefined,
  })
const routes = routesWhere(null)
/** A conversation whose one session an agent has ended. */
async function anEndedTalk() {
  const place = await aWorkspace(database.db)
  const ctx = await place.ownerContext()
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: 'Grace', email: null, locale: null }
  const words = { contactId, person, fileIds: [], clientId: null, thread: contactId }
  const hear = (text: string) =>
    ingestMessage(
      { ...ctx, actor: contact(contactId) },
      { inboxId: place.inbox.id, startsIn: { as: 'unassigned', teamId: null } },
      { key: randomUUID(), text, ...words },
    )
  const { conversationId, sessionId } = await hear('Hello')
  const end = (id: SessionId) => callRoute(routes, sessionEndpoints.end, { ctx }, { sessionId: id })
  await end(sessionId)
  return { place, ctx, contactId, conversationId, sessionId, hear, end }
}

const write = (
  ctx: AgentContext,
  conversationId: ConversationId,
  {
    using = routes,
    clientId = randomUUID() as string,
    text = 'Are you still there?',
    fileIds = [] as string[],
  } = {},
) =>
  callRoute(
    using,
    conversationEndpoints.contact,
    { ctx },
    { conversationId, clientId, text, fileIds: fileIds.map((id) => asId(id)) },
  )

async function sessionsOf({ scope }: AgentContext, conversationId: ConversationId) {
  const { rows } = await sql<{ session_id: string; state: string }>`
    select session_id, state from sessions
    where workspace_id = ${scope.workspaceId} and conversation_id = ${conversationId} order by number`.execute(
    database.db,
  )
  return rows
}

const ban = ({ scope, agentId }: AgentContext, contactId: ContactId) =>
  sql`insert into bans (workspace_id, ban_id, contact_id, reason, by_user_id, created_at)
    values (${scope.workspaceId}, ${randomUUIDv7()}, ${contactId}, 'Spam', ${agentId}, now())`.execute(
    database.db,
  )

const letBanExpire = ({ scope }: AgentContext) =>
  sql`update bans set until = now() - interval '1 minute' where workspace_id = ${scope.workspaceId}`.execute(
    database.db,
  )

test('a new session begins in the same conversation, with the message, and is the agent’s', async () => {
  const { ctx, conversationId, contactId, sessionId, hear } = await anEndedTalk()
  const { session, messageId, version } = await write(ctx, conversationId)
  expect(session).toMatchObject({
    conversationId,
    contactId,
    state: 'assigned',
    agentId: ctx.agentId,
    version,
    counters: { messages: 1, byAgents: 1 },
    clocks: { waitMs: 0, firstResponseMs: null },
  })
  expect(session.id).not.toBe(sessionId)
  const read = await callRoute(routes, conversationEndpoints.get, { ctx }, { conversationId })
  expect(read.messages.map(({ id, text }) => [id === messageId, text])).toEqual([
    [false, 'Hello'],
    [true, 'Are you still there?'],
  ])
  // What the contact answers belongs to it.
  expect((await hear('Yes!')).sessionId).toBe(session.id)
})

test('the visitor finds the new session in their own conversation when they come back', async () => {
  const { place, ctx, conversationId, contactId } = await anEndedTalk()
  await write(ctx, conversationId)
  const visitor = { ...ctx, actor: contact(contactId), contactId, inboxId: place.inbox.id, thread: contactId }
  const own = await callRoute(routes, widgetEndpoints.conversation, { ctx: visitor }, {})
  expect(own.sessions.map(({ state }) => state)).toEqual(['ended', 'assigned'])
  expect(own.messages.at(-1)?.text).toBe('Are you still there?')
  expect(own.unread).toBe(1)
})

test('what goes out on other channels has its job in the same transaction', async () => {
  const { ctx, conversationId } = await anEndedTalk()
  const heard: string[] = []
  const jobsFor = (_before: unknown, _after: unknown, recorded: readonly { event: { type: string } }[]) => {
    heard.push(...recorded.map(({ event }) => event.type))
    return []
  }
  await write({ ...ctx, jobsFor }, conversationId)
  expect(heard).toEqual(['session.started', 'session.assigned', 'message.sent'])
})

test('asked twice under one id, or by two at once, there is one session and one answer', async () => {
  const { ctx, conversationId } = await anEndedTalk()
  const clientId = randomUUID()
  const [first, second] = await Promise.all([
    write(ctx, conversationId, { clientId }),
    write(ctx, conversationId, { clientId }),
  ])
  const third = await write(ctx, conversationId, { clientId })
  expect([second.messageId, third.messageId]).toEqual([first.messageId, first.messageId])
  expect(await sessionsOf(ctx, conversationId)).toHaveLength(2)
  expect(await codeOf(write(ctx, conversationId, { clientId, text: 'Other words' }))).toBe('client_id_reused')
})

test('of two agents who write at once the first begins the session, and the second is told that it lives', async () => {
  const { ctx, conversationId } = await anEndedTalk()
  const codes = await Promise.all([codeOf(write(ctx, conversationId)), codeOf(write(ctx, conversationId))])
  expect(codes.toSorted()).toEqual([null, 'session_live'].toSorted())
  expect((await sessionsOf(ctx, conversationId)).map(({ state }) => state)).toEqual(['ended', 'assigned'])
})

test('an agent and the contact who write at once end up in one session', async () => {
  const { ctx, conversationId, hear } = await anEndedTalk()
  const [code] = await Promise.all([codeOf(write(ctx, conversationId)), hear('Me again')])
  expect([null, 'session_live']).toContain(code)
  const sessions = await sessionsOf(ctx, conversationId)
  expect(sessions).toHaveLength(2)
})

test('nothing begins where nothing can be sent, where the contact is banned, or where the file is another’s', async () => {
  const { ctx, conversationId, contactId } = await anEndedTalk()
  for (const why of ['not_connected', 'window_closed'] as const)
    expect(await codeOf(write(ctx, conversationId, { using: routesWhere(why) }))).toBe('channel_cannot_send')

  const file = {
    id: asId(randomUUIDv7()),
    storageKey: randomUUIDv7(),
    name: 'a.txt',
    mediaType: 'text/plain',
  }
  await insertFile(database.db, ctx.scope, { ...file, bytes: 1, by: contact(contactId) } as never)
  expect(await codeOf(write(ctx, conversationId, { fileIds: [file.id] }))).toBe('file_already_used')

  await ban(ctx, contactId)
  expect(await codeOf(write(ctx, conversationId))).toBe('contact_banned')
  expect(await sessionsOf(ctx, conversationId)).toHaveLength(1)

  await letBanExpire(ctx)
  expect(await codeOf(write(ctx, conversationId))).toBeNull()
})

test('who opens a conversation is told that its contact is banned, whatever the channel allows and they may do', async () => {
  const { place, ctx, conversationId, contactId } = await anEndedTalk()
  const agent = await place.agentContext('agent')
  const told = async (using = routes) => {
    const { inbox } = await callRoute(using, conversationEndpoints.get, { ctx: agent }, { conversationId })
    return inbox.cannotSend
  }
  expect(await told()).toBeNull()
  await ban(ctx, contactId)
  expect([await told(), await told(routesWhere('window_closed'))]).toEqual([
    'contact_banned',
    'contact_banned',
  ])
  await letBanExpire(ctx)
  expect([await told(), await told(routesWhere('window_closed'))]).toEqual([null, 'window_closed'])
})

test('a conversation of an inbox that one does not work is not found, and neither is one of elsewhere', async () => {
  const { place, conversationId } = await anEndedTalk()
  const elsewhere = await place.agentContext('agent', { inboxes: [] })
  expect(await codeOf(write(elsewhere, conversationId))).toBe('not_found')
  const foreign = await (await aWorkspace(database.db)).ownerContext()
  expect(await codeOf(write(foreign, conversationId))).toBe('not_found')
})
