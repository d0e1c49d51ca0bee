import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { webhookEndpoints } from '@rapport/contract'
import {
  type AgentId,
  agent,
  asId,
  type BotId,
  type MessageId,
  type NoteId,
  type ReviewId,
  type SessionEvent,
  type SessionEventType,
  sessionEventTypes,
  type TagId,
  type TeamId,
  type WatchWordId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createVault } from '../platform/crypto/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { changeSession } from '../sessions/index.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { deliverWebhook, usualPace } from './deliver-webhook.ts'
import { aWebhook, type TestWebhook, type WebhookChoices } from './testing/a-webhook.ts'
import { webhookRoutes } from './webhook-routes.ts'

let database: TestDatabase
let scenes: TestWebhook[] = []
beforeAll(async () => {
  database = await openTestDatabase()
})
afterEach(async () => {
  await Promise.all(scenes.map((scene) => scene.close()))
  scenes = []
})
afterAll(() => database.close())

async function aScene(choices: WebhookChoices = {}): Promise<TestWebhook> {
  const scene = await aWebhook(database.db, choices)
  scenes.push(scene)
  return scene
}

const agentId = asId<AgentId>(randomUUIDv7())
const by = agent(agentId)
const messageId = asId<MessageId>(randomUUIDv7())
const botId = asId<BotId>(randomUUIDv7())
const tagId = asId<TagId>(randomUUIDv7())

/** One event of each type that does not come with a contact's first message. */
const others: readonly SessionEvent[] = [
  { type: 'session.handed_off', by: { kind: 'bot', id: botId }, reason: null, teamId: null },
  { type: 'session.assigned', agentId, by, how: 'take' },
  { type: 'session.released', by },
  { type: 'session.transferred', to: { teamId: asId<TeamId>(randomUUIDv7()) }, by },
  { type: 'session.assigned', agentId, by, how: 'take' },
  { type: 'session.held', until: null, by },
  { type: 'session.resumed', by },
  { type: 'message.sent', messageId, author: by },
  { type: 'message.accepted', messageId },
  { type: 'message.failed', messageId, reason: 'refused' },
  { type: 'message.unknown', messageId },
  { type: 'message.edited', messageId, by },
  { type: 'message.deleted', messageId, by },
  { type: 'message.reacted', messageId, emoji: '👍', by },
  { type: 'note.added', noteId: asId<NoteId>(randomUUIDv7()), author: by },
  { type: 'session.wrap_up_started', by },
  { type: 'session.ended', endReason: 'agent_ended', by },
  { type: 'note.mentioned', noteId: asId<NoteId>(randomUUIDv7()), agentIds: [agentId], by },
  { type: 'session.prioritised', priority: 'urgent', by },
  { type: 'session.outcome_set', outcome: 'Sold', by },
  { type: 'session.rated', rating: 5, by },
  { type: 'session.tagged', tagIds: [tagId], by },
  { type: 'session.untagged', tagIds: [tagId], by },
  { type: 'session.fields_set', keys: ['plan'], source: 'agent', by },
  { type: 'session.flagged', messageId, wordIds: [asId<WatchWordId>(randomUUIDv7())] },
  { type: 'session.summarised', method: 'extractive', by: { kind: 'system' } },
  { type: 'session.sentiment_set', score: -40, course: [-20, -60], by: { kind: 'system' } },
  { type: 'session.reviewed', reviewId: asId<ReviewId>(randomUUIDv7()), score: 80, qaScore: 80, by },
]

test('a webhook is told of every type of event it has chosen, in the order of the session', async () => {
  const { say, record, run, told, consumer, workspace } = await aScene()
  const { sessionId } = await say('Hello')
  for (const event of others) {
    // A team that is named must be one.
    const team = event.type === 'session.transferred' ? { to: { teamId: await workspace.aTeam('Two') } } : {}
    await record(sessionId, { ...event, ...team } as SessionEvent)
  }
  await run()
  const types = ['session.started', 'message.received', ...others.map(({ type }) => type)]
  expect(told()).toEqual(types.map((type, i) => `${type} ${i + 1}`))
  expect(new Set(types)).toEqual(new Set(sessionEventTypes))
  expect(consumer.refused).toEqual([])
})

test('of types it has not chosen it is told nothing, and they leave nothing behind', async () => {
  for (const type of [
    'session.started',
    'session.ended',
    'message.sent',
  ] as const satisfies SessionEventType[]) {
    const { say, record, run, told, platform, workspace } = await aScene({ events: [type] })
    const { sessionId } = await say('Hello')
    for (const event of others.filter((one) => one.type !== 'session.transferred'))
      await record(sessionId, event)
    await run()
    expect(told().map((line) => line.split(' ')[0])).toEqual([type])
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from webhook_deliveries
       where workspace_id = ${workspace.scope.workspaceId}`.execute(platform.db)
    expect(rows[0]?.count).toBe(1)
  }
})

test('a delivery carries the event as the feed tells it, under the event’s own id', async () => {
  const { say, run, consumer, workspace } = await aScene({ events: ['message.received'] })
  const { sessionId, conversationId, messageId } = await say('Zažijte 退款 🙂')
  await run()
  expect(consumer.received).toHaveLength(1)
  expect(consumer.received[0]?.body).toMatchObject({
    id: `${sessionId}:2`,
    type: 'message.received',
    workspaceId: workspace.scope.workspaceId,
    attempt: 1,
    event: {
      sessionId,
      conversationId,
      recorded: { version: 2, event: { type: 'message.received', messageId } },
      message: { id: messageId, text: 'Zažijte 退款 🙂', author: { kind: 'contact' } },
      note: null,
    },
  })
  expect(consumer.received[0]?.body.event).not.toHaveProperty('id')
})

test('without text, no words of messages and notes go out', async () => {
  const { say, run, ctx, consumer } = await aScene({ withText: false })
  const { sessionId } = await say('My secret order')
  const note = { kind: 'note', id: asId<NoteId>(randomUUIDv7()), author: by, text: 'A secret note' } as const
  await changeSession(
    ctx,
    sessionId,
    () => ({ accepted: true, events: [{ type: 'note.added', noteId: note.id, author: by }] }),
    async () => ({ bodies: [note] }),
  )
  await run()
  expect(consumer.received).toHaveLength(3)
  for (const { body } of consumer.received) expect(body.event).toMatchObject({ message: null, note: null })
  expect(JSON.stringify(consumer.received)).not.toContain('secret')
})

test('words that are erased before a delivery is sent are not in it', async () => {
  const { say, run, clock, consumer, platform, workspace } = await aScene({ events: ['message.received'] })
  consumer.behave(() => 500)
  const { messageId } = await say('Forget me')
  await run()
  expect(consumer.received[0]?.body.event?.message?.text).toBe('Forget me')
  await sql`update messages set text = null
    where workspace_id = ${workspace.scope.workspaceId} and message_id = ${messageId}`.execute(platform.db)
  consumer.behave(() => 204)
  clock.move(60_000)
  await run()
  expect(consumer.received[1]?.body.event?.message).toMatchObject({ id: messageId, text: null })
})

test('a webhook is told nothing of what was before it', async () => {
  const { owner, webhook, say, run, look } = await aScene({ events: ['message.received'] })
  await say('before')
  const { url } = webhook
  const settings = { name: 'Late', url, events: ['message.received' as const], withText: true }
  const late = await callRoute(webhookRoutes, webhookEndpoints.create, { ctx: owner }, settings)
  await run(late.webhook.id)
  await run()
  expect((await look()).lastDeliveredAt).not.toBeNull()
  expect(await look(late.webhook.id)).toMatchObject({ state: 'active', waiting: 0, lastDeliveredAt: null })
})

test('what happens while a webhook is paused is told when it is resumed', async () => {
  const { owner, webhook, say, run, told, look } = await aScene({ events: ['message.received'] })
  const call = { ctx: owner }
  const { id: webhookId } = webhook
  await say('one')
  expect((await callRoute(webhookRoutes, webhookEndpoints.pause, call, { webhookId })).state).toBe('paused')
  await say('two')
  await run()
  expect(told()).toEqual([])
  expect((await callRoute(webhookRoutes, webhookEndpoints.resume, call, { webhookId })).state).toBe('active')
  await run()
  expect(told()).toEqual(['message.received 2', 'message.received 3'])
  expect(await look()).toMatchObject({ waiting: 0, dead: 0, lastDeliveredAt: expect.any(Number) })
})

test('a new secret signs at once, the old one beside it for a day, and neither is shown again', async () => {
  const { owner, webhook, secret, say, run, told, clock, consumer, look } = await aScene({
    events: ['message.received'],
  })
  const rotated = await callRoute(
    webhookRoutes,
    webhookEndpoints.rotateSecret,
    { ctx: owner },
    { webhookId: webhook.id },
  )
  expect(rotated.secret).toMatch(/^whsec_/)
  expect(rotated.secret).not.toBe(secret)
  await say('for the old one')
  await run()
  consumer.trust(rotated.secret)
  await say('for the new one')
  await run()
  expect(told()).toEqual(['message.received 2', 'message.received 3'])

  const view = await look()
  expect(view).toMatchObject({ secretHint: rotated.secret.slice(-4), oldSecretUntil: expect.any(Number) })
  expect(JSON.stringify(view)).not.toContain(rotated.secret)
  clock.move(24 * 60 * 60_000 + 1)
  consumer.trust(secret)
  await say('too late')
  await run()
  expect(consumer.refused).toEqual(['signature'])
  expect(await look()).toMatchObject({ oldSecretUntil: null, waiting: 1 })
})

test('a secret of another installation’s key signs nothing, and a new one sends what waited', async () => {
  const { owner, webhook, say, consumer, platform, workspace, look } = await aScene({
    events: ['message.received'],
  })
  const moved = { ...platform, vault: createVault(randomBytes(32)) }
  const ref = { workspaceId: workspace.scope.workspaceId, webhookId: webhook.id }
  await say('one')
  await deliverWebhook(moved, ref, usualPace)
  expect(consumer.received).toEqual([])
  expect(await look()).toMatchObject({ waiting: 1, state: 'active' })
  const call = { ctx: { ...owner, vault: moved.vault } }
  const { secret } = await callRoute(webhookRoutes, webhookEndpoints.rotateSecret, call, {
    webhookId: webhook.id,
  })
  await callRoute(webhookRoutes, webhookEndpoints.resume, call, { webhookId: webhook.id })
  consumer.trust(secret)
  await deliverWebhook(moved, ref, usualPace)
  expect(consumer.received).toHaveLength(1)
  expect(consumer.refused).toEqual([])
})

test('a ping says what came back, is signed, and leaves no delivery', async () => {
  const { owner, webhook, consumer, look } = await aScene()
  const ping = () =>
    callRoute(webhookRoutes, webhookEndpoints.test, { ctx: owner }, { webhookId: webhook.id })
  expect(await ping()).toMatchObject({ delivered: true, status: 204, error: null })
  expect(consumer.received[0]?.body).toMatchObject({ type: 'ping', event: null, attempt: 1 })
  consumer.behave(() => 503)
  expect(await ping()).toMatchObject({ delivered: false, status: 503, error: 'It answered 503.' })
  await consumer.goAway()
  expect(await ping()).toMatchObject({
    delivered: false,
    status: null,
    error: 'The address cannot be reached.',
  })
  expect(await look()).toMatchObject({ waiting: 0, dead: 0, state: 'active' })
})

test('deliveries are paged newest first, of one state if asked, and end with a webhook that is removed', async () => {
  const { owner, webhook, say, run, platform, consumer, workspace } = await aScene({
    events: ['message.received'],
  })
  for (const text of ['1', '2', '3', '4', '5']) await say(text)
  consumer.behave(({ body }) => (body.event?.recorded.version === 4 ? 400 : 204))
  await run()
  const { id: webhookId } = webhook
  const list = (more: object) =>
    callRoute(webhookRoutes, webhookEndpoints.deliveries, { ctx: owner }, { webhookId, ...more })
  const first = await list({ limit: 3 })
  const second = await list({ limit: 3, cursor: first.next })
  const versions = [...first.items, ...second.items].map(({ eventId }) => Number(eventId.split(':')[1]))
  expect(versions).toEqual([6, 5, 4, 3, 2])
  expect(second.next).toBeNull()
  expect((await list({ state: 'waiting' })).items).toMatchObject([
    { attempts: 1, lastStatus: 400, lastError: 'It answered 400.', nextAttemptAt: expect.any(Number) },
  ])
  expect((await list({ state: 'delivered' })).items).toHaveLength(4)
  expect(await codeOf(list({ cursor: 'nonsense' }))).toBe('bad_request')

  await callRoute(webhookRoutes, webhookEndpoints.remove, { ctx: owner }, { webhookId })
  const { rows } = await sql<{ left: number }>`
    select (select count(*) from webhook_deliveries where workspace_id = ${workspace.scope.workspaceId})
         + (select count(*) from webhook_places where workspace_id = ${workspace.scope.workspaceId})
         + (select count(*) from webhooks where workspace_id = ${workspace.scope.workspaceId}) as left`.execute(
    platform.db,
  )
  expect(rows[0]?.left).toBe(0)
})

test('what is not a webhook, or not a delivery of it, is not found', async () => {
  const [here, there] = [await aScene(), await aScene()]
  const webhookId = there.webhook.id
  const call = { ctx: here.owner }
  const { name, url, events, withText } = there.webhook
  const deliveryId = asId<never>(randomUUIDv7())
  const calls = [
    () => callRoute(webhookRoutes, webhookEndpoints.change, call, { webhookId, name, url, events, withText }),
    ...(['remove', 'pause', 'resume', 'rotateSecret', 'test', 'deliveries', 'replayDead'] as const).map(
      (what) => () => callRoute(webhookRoutes, webhookEndpoints[what], call, { webhookId }),
    ),
    () => callRoute(webhookRoutes, webhookEndpoints.replay, call, { webhookId, deliveryId }),
    () => callRoute(webhookRoutes, webhookEndpoints.replay, call, { webhookId: here.webhook.id, deliveryId }),
  ]
  for (const attempt of calls) expect(await codeOf(attempt())).toBe('not_found')
  expect(await there.look()).toMatchObject({ state: 'active', secretHint: there.secret.slice(-4) })
})
