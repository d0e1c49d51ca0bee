import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { deliveryEndpoints, type GenericSettings, inboxEndpoints, sessionEndpoints } from '@rapport/contract'
import {
  asId,
  type ContactId,
  contact,
  type InboxId,
  instant,
  type MessageId,
  type SessionId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { inboxRoutes } from '../inboxes/index.ts'
import type { AgentContext, Context } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { RetryLater } from '../platform/jobs/index.ts'
import { ingestMessage, sessionRoutes } from '../sessions/index.ts'
import { aGenericChannel } from '../testing/a-generic-channel.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import type { Fault, GenericProgram } from '../testing/simulators/generic-program.ts'
import { sendingOn } from './adapters.ts'
import { takeSaying } from './apply-said.ts'
import { findChannelMessage, keepSaying } from './channel-messages-queries.ts'
import { deliverMessage, giveUpMessage } from './deliver-message.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { beginTry, findOutgoing } from './outbox-queries.ts'
import { retryMessage } from './retry-message.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const programs: GenericProgram[] = []
afterEach(async () => {
  for (const program of programs.splice(0)) await program.close()
})

const reading = {
  people: { find: async () => [] },
  epochOf: async () => '',
  sendingOn,
  noteViewing: async () => undefined,
}

/** A conversation on a generic inbox in which an agent has answered. */
async function anAnswer(settings: Partial<GenericSettings> = {}) {
  let clock = Date.now()
  const place = await aWorkspace(database.db, { now: () => instant(clock) })
  const ctx = await place.ownerContext()
  const { inboxId, program } = await aGenericChannel(ctx, settings)
  programs.push(program)
  const sessionId = await aTalk(ctx, inboxId)
  const messageId = await reply(ctx, sessionId, 'It is on its way')
  return {
    ctx,
    program,
    inboxId,
    sessionId,
    messageId,
    pass: (ms: number) => {
      clock += ms
    },
    say: (text: string) => reply(ctx, sessionId, text),
    deliver: (id = messageId) => attempt(ctx, id),
    outbox: (id = messageId) => outboxOf(ctx, id),
    mark: (id = messageId) => markOf(ctx, id),
  }
}

async function aTalk(ctx: AgentContext, inboxId: InboxId, thread = 'p1'): Promise<SessionId> {
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: thread, verified: true, name: 'Greta', email: null, locale: null }
  const asContact: Context = { ...ctx, actor: contact(contactId) }
  const message = { key: randomUUID(), thread, contactId, person, text: 'Hello', fileIds: [], clientId: null }
  const arrival = { inboxId, startsIn: { as: 'unassigned', teamId: null } } as const
  return (await ingestMessage(asContact, arrival, message)).sessionId
}

async function reply(
  ctx: AgentContext,
  sessionId: SessionId,
  text: string,
  clientId: string = randomUUID(),
): Promise<MessageId> {
  const input = { sessionId, clientId, text, fileIds: [] }
  const sent = await callRoute(sessionRoutes(reading), sessionEndpoints.send, { ctx }, input)
  return sent.messageId
}

/** One try, as a worker makes it. Answers how long it wants to wait for the next one, or null. */
async function attempt(ctx: Context, messageId: MessageId): Promise<number | null> {
  try {
    await deliverMessage(ctx, ctx.scope.workspaceId, { messageId })
    return null
  } catch (error) {
    if (error instanceof RetryLater) return error.waitMs
    throw error
  }
}

type OutboxRow = Readonly<{ state: string; attempts: number; error: { cls: string; code: string } | null }>
async function outboxOf({ scope }: Context, messageId: MessageId): Promise<OutboxRow | undefined> {
  const { rows } = await sql<OutboxRow>`
    select state, attempts, error from outbox
    where workspace_id = ${scope.workspaceId} and message_id = ${messageId}`.execute(database.db)
  return rows[0]
}

async function markOf({ scope }: Context, messageId: MessageId) {
  const { rows } = await sql<{ delivery: unknown; events: string[] }>`
    select m.delivery, array(select e.event ->> 'type' from session_events e
      where e.workspace_id = m.workspace_id and e.session_id = m.session_id
        and e.event ->> 'messageId' = m.message_id::text and e.event ->> 'type' <> 'message.sent'
      order by e.version) as events
    from messages m where m.workspace_id = ${scope.workspaceId} and m.message_id = ${messageId}`.execute(
    database.db,
  )
  return rows[0]
}

test('a receiver that fails is tried again with longer and longer waits, then the message needs somebody', async () => {
  const { program, deliver, outbox, mark } = await anAnswer()
  program.misbehave(...Array.from({ length: 6 }, (): Fault => ({ status: 500 })))
  const waits: (number | null)[] = []
  for (let n = 0; n < 6; n += 1) waits.push(await deliver())
  expect(waits).toEqual([2_000, 10_000, 60_000, 300_000, 900_000, null])
  expect(await outbox()).toMatchObject({
    state: 'failed',
    attempts: 6,
    error: { cls: 'retry', code: 'http_500' },
  })
  expect(await mark()).toEqual({ delivery: { state: 'failed', reason: 'retry' }, events: ['message.failed'] })
  expect(await deliver()).toBeNull()
  expect(program.heard).toEqual([])
})

test('a passing failure costs a try and nothing else, and the receiver’s own wait is kept to', async () => {
  const { program, deliver, outbox, mark } = await anAnswer()
  program.misbehave({ status: 503 }, { status: 429, headers: { 'retry-after': '120' } })
  expect(await deliver()).toBe(2_000)
  expect(await deliver()).toBe(120_000)
  expect(await outbox()).toMatchObject({ state: 'queued', error: { cls: 'throttled' } })
  expect(await deliver()).toBeNull()
  expect(await outbox()).toMatchObject({ state: 'sent', attempts: 3, error: null })
  expect(await mark()).toEqual({
    delivery: { state: 'accepted', reason: null },
    events: ['message.accepted'],
  })
})

test('a call that broke off after it left is repeated under the same id where the receiver knows repeated ids', async () => {
  const { program, deliver, messageId, outbox } = await anAnswer({ deduplicates: true })
  program.misbehave('hangs_up_after_taking')
  expect(await deliver()).toBe(2_000)
  expect(await deliver()).toBeNull()
  expect(program.heard.map(({ id }) => id)).toEqual([messageId, messageId])
  expect([...program.taken.keys()]).toEqual([messageId])
  expect(await outbox()).toMatchObject({ state: 'sent' })
})

test('elsewhere it is unknown and never repeated, until a person asks for it or a receipt settles it', async () => {
  const { ctx, program, deliver, inboxId, messageId, say, outbox, mark } = await anAnswer({
    deduplicates: false,
  })
  program.misbehave('hangs_up_after_taking')
  expect(await deliver()).toBeNull()
  expect(await deliver()).toBeNull()
  expect(program.heard).toHaveLength(1)
  expect(await outbox()).toMatchObject({ state: 'unknown' })
  expect(await mark()).toEqual({ delivery: { state: 'unknown', reason: null }, events: ['message.unknown'] })

  const second = await say('Are you still there?')
  program.misbehave('hangs_up_after_taking')
  await deliver(second)
  await takeSaying(ctx, { inboxId, externalId: second }, { kind: 'delivered', at: Date.now(), value: null })
  expect(await outbox(second)).toMatchObject({ state: 'sent' })
  expect(await mark(second)).toMatchObject({ delivery: { state: 'accepted' } })

  expect(await retryMessage(ctx, messageId)).toMatchObject({ state: 'queued', attempts: 0 })
  expect(await deliver()).toBeNull()
  expect(await outbox()).toMatchObject({ state: 'sent', attempts: 1 })
  expect(program.heard.map(({ id }) => id)).toEqual([messageId, second, messageId])
})

test('a server that dies between the receiver’s answer and its own commit sends again only where that is harmless', async () => {
  for (const deduplicates of [true, false]) {
    const { ctx, program, deliver, messageId, outbox } = await anAnswer({ deduplicates })
    const message = await findOutgoing(ctx.db, ctx.scope, { messageId })
    if (message === null) throw new Error('no message')
    await beginTry(ctx.db, ctx.scope, message, ctx.now())
    expect(await deliver()).toBeNull()
    expect(await outbox()).toMatchObject({ state: deduplicates ? 'sent' : 'unknown', attempts: 2 })
    expect(program.heard).toHaveLength(deduplicates ? 1 : 0)
  }
})

test('what may have arrived once stays unknown, even if every later try certainly did not', async () => {
  const { program, deliver, outbox } = await anAnswer({ deduplicates: true })
  program.misbehave('hangs_up_after_taking', ...Array.from({ length: 5 }, (): Fault => ({ status: 500 })))
  for (let n = 0; n < 6; n += 1) await deliver()
  expect(await outbox()).toMatchObject({ state: 'unknown', attempts: 6 })
})

const refusals: readonly (readonly [Fault, string])[] = [
  [{ status: 410 }, 'blocked'],
  [{ status: 401 }, 'auth'],
  [{ status: 422 }, 'invalid'],
  [{ status: 302, headers: { location: 'http://169.254.169.254/' } }, 'invalid'],
]
test.for(refusals)('%o fails at once as %s, and is not tried again', async ([fault, cls]) => {
  const { program, deliver, outbox, mark } = await anAnswer()
  program.misbehave(fault)
  expect(await deliver()).toBeNull()
  expect(await outbox()).toMatchObject({ state: 'failed', attempts: 1, error: { cls } })
  expect(await mark()).toMatchObject({ delivery: { state: 'failed', reason: cls } })
  expect(await deliver()).toBeNull()
  expect(program.heard).toEqual([])
})

test('an address that leads to a private network is nobody, and says nothing of what stands there', async () => {
  const { ctx, deliver, outbox } = await anAnswer({ url: 'http://10.0.0.1:8080/admin' })
  expect(await deliver()).toBe(2_000)
  const row = await outbox()
  expect(row).toMatchObject({ state: 'queued', error: { code: 'unreachable' } })
  expect(JSON.stringify(row)).not.toContain('10.0.0.1')
  expect(ctx.publicOrigin).toBeTruthy()
})

test('the time to answer is asked again before a message goes: one that waited too long fails, and nobody is called', async () => {
  const { ctx, program, deliver, outbox, pass, sessionId, messageId } = await anAnswer({
    replyWindowHours: 1,
  })
  const clientId = randomUUID()
  const sent = await reply(ctx, sessionId, 'In time', clientId)
  pass(61 * 60_000)
  expect(await deliver()).toBeNull()
  expect(await outbox()).toMatchObject({ state: 'failed', error: { cls: 'window' } })
  expect(program.heard).toEqual([])
  expect(await codeOf(retryMessage(ctx, messageId))).toBe('channel_cannot_send')
  expect(await codeOf(reply(ctx, sessionId, 'Too late'))).toBe('channel_cannot_send')
  // Whoever lost the answer to one that was sent in time is told where it is, and not that it cannot be sent.
  expect(await reply(ctx, sessionId, 'In time', clientId)).toBe(sent)
})

test('a receipt that waited for a message is carried out by the next run, where the first was cut short before it', async () => {
  const { ctx, program, deliver, inboxId, messageId } = await anAnswer()
  expect(await deliver()).toBeNull()
  const key = { inboxId, externalId: messageId }
  await keepSaying(ctx.db, ctx.scope, key, { kind: 'delivered', at: ctx.now(), value: null })
  expect(await deliver()).toBeNull()
  const known = await findChannelMessage(ctx.db, ctx.scope, key)
  expect(known?.said.delivered?.done).toBe(true)
  expect(program.heard).toHaveLength(1)
})

test('a fault of our own is tried again, and in the end told instead of leaving the message in line unseen', async () => {
  const { ctx, messageId, outbox } = await anAnswer({ deduplicates: true })
  const request = async () => {
    throw new Error('a mistake of ours')
  }
  const faulty = { ...ctx, fetch: { ...ctx.fetch, request } }
  for (let run = 0; run < 5; run += 1)
    await expect(attempt(faulty, messageId)).rejects.toThrow('a mistake of ours')
  expect(await outbox()).toMatchObject({ state: 'queued', attempts: 5 })
  expect(await attempt(faulty, messageId)).toBeNull()
  expect(await outbox()).toMatchObject({ state: 'unknown', error: { code: 'internal' } })
})

test('a message of which no try comes to its end stands under what is stuck, as far as is known, and goes out once more', async () => {
  const { ctx, program, deliver, messageId, say, outbox, mark } = await anAnswer()
  const giveUp = (id: MessageId) => giveUpMessage(ctx, ctx.scope.workspaceId, { messageId: id })
  const stuck = async () => {
    const { items } = await callRoute(deliveryRoutes, deliveryEndpoints.outbox, { ctx }, {})
    return items.map(({ messageId: id, state }) => [id, state])
  }
  const message = await findOutgoing(ctx.db, ctx.scope, { messageId })
  if (message === null) throw new Error('no message')
  await beginTry(ctx.db, ctx.scope, message, ctx.now())
  const neverBegun = await say('And this one')
  const failing = await say('And another')
  program.misbehave({ status: 503 })
  expect(await deliver(failing)).toBe(2_000)
  for (const id of [messageId, neverBegun, failing, failing]) await giveUp(id)
  const ends = [
    [failing, 'failed'],
    [neverBegun, 'failed'],
    [messageId, 'unknown'],
  ]
  expect(await stuck()).toEqual(ends)
  expect(await outbox(failing)).toMatchObject({ error: { code: 'http_503' } })
  expect(await outbox()).toMatchObject({ error: { code: 'given_up' } })
  expect(await mark()).toEqual({ delivery: { state: 'unknown', reason: null }, events: ['message.unknown'] })
  expect(await mark(neverBegun)).toMatchObject({ delivery: { state: 'failed' } })
  await retryMessage(ctx, messageId)
  expect(await deliver()).toBeNull()
  await giveUp(messageId)
  expect(await outbox()).toMatchObject({ state: 'sent' })
  expect(program.heard).toMatchObject([{ id: messageId }])
})

test('whoever may send a message again and may not read the session is shown nothing of it', async () => {
  const { ctx, program, deliver, messageId } = await anAnswer()
  const retry = (by: AgentContext) =>
    callRoute(deliveryRoutes, deliveryEndpoints.retry, { ctx: by }, { messageId })
  program.misbehave({ status: 410 })
  await deliver()
  const blind: AgentContext = { ...ctx, can: (permission) => permission !== 'sessions.read' }
  expect(await retry(blind)).toMatchObject({ state: 'queued', preview: null })
  expect(await retry(ctx)).toMatchObject({ preview: 'It is on its way' })
})

test('while the outbound secret changes, the receiver may know either', async () => {
  const { ctx, program, deliver, inboxId, messageId } = await anAnswer()
  await callRoute(inboxRoutes, inboxEndpoints.rotateSecret, { ctx }, { inboxId, purpose: 'outbound' })
  expect(await deliver()).toBeNull()
  expect(program.heard).toMatchObject([{ id: messageId, signatures: 2 }])
  expect(program.unproven()).toBe(0)
})

test('of two processes that hold one message, the one that knows it was taken is believed', async () => {
  const { program, deliver, outbox, mark } = await anAnswer({ deduplicates: false })
  program.misbehave({ slowMs: 300 })
  const slow = deliver()
  while (program.heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await deliver()
  expect(await outbox()).toMatchObject({ state: 'unknown' })
  await slow
  expect(await outbox()).toMatchObject({ state: 'sent' })
  expect(await mark()).toMatchObject({ delivery: { state: 'accepted' } })
  expect(program.heard).toHaveLength(1)
})

test('a receiver may go by ids of its own: a receipt for either finds the message, early or late', async () => {
  const { ctx, program, deliver, inboxId, messageId } = await anAnswer()
  program.namesMessages(true)
  const at = Date.now() - 1_000
  await takeSaying(ctx, { inboxId, externalId: `own-${messageId}` }, { kind: 'read', at, value: null })
  await deliver()
  const { rows } = await sql<{ read_at: number }>`
    select read_at from messages where workspace_id = ${ctx.scope.workspaceId} and message_id = ${messageId}`.execute(
    database.db,
  )
  expect(rows).toEqual([{ read_at: at }])
})

test('only who may see the session retries its message', async () => {
  const { ctx, program, deliver, messageId } = await anAnswer()
  program.misbehave({ status: 410 })
  await deliver()
  const foreign = await (await aWorkspace(database.db)).ownerContext()
  expect(await codeOf(retryMessage(foreign, messageId))).toBe('not_found')
  const elsewhere = { ...ctx, scope: { ...ctx.scope, inboxes: [] } } as AgentContext
  expect(await codeOf(retryMessage(elsewhere, messageId))).toBe('not_found')
})
