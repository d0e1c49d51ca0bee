import { webhookEndpoints } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '../platform/context.ts'
import { openDatabase } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createGuardedFetch } from '../platform/fetch/index.ts'
import { callRoute } from '../testing/call-route.ts'
import { proxyDatabase } from '../testing/proxy-database.ts'
import { startWebhookConsumer } from '../testing/simulators/webhook-consumer.ts'
import { deliverWebhook, usualPace } from './deliver-webhook.ts'
import { pruneDeliveries } from './prune-deliveries.ts'
import { aWebhook, type TestWebhook, type WebhookChoices } from './testing/a-webhook.ts'
import { listActiveWebhooks } from './wake-queries.ts'
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
  const scene = await aWebhook(database.db, { events: ['message.received'], ...choices })
  scenes.push(scene)
  return scene
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const deliveriesOf = async ({ owner, webhook: { id: webhookId } }: TestWebhook) =>
  (await callRoute(webhookRoutes, webhookEndpoints.deliveries, { ctx: owner }, { webhookId })).items

/** Runs the work again and again while time passes in steps, as the looks of a server would. */
async function letTimePass({ run, clock }: TestWebhook, totalMs: number, stepMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < totalMs; passedMs += stepMs) {
    clock.move(stepMs)
    await run()
  }
}

test('a consumer that fails and comes back gets everything, each under one id in every try, oldest first', async () => {
  const scene = await aScene()
  const { consumer, say, run, look } = scene
  consumer.behave(() => 500)
  for (const text of ['1', '2', '3', '4', '5', '6']) await say(text, `visitor ${text}`)
  await run()
  expect(await look()).toMatchObject({ waiting: 6, state: 'active' })
  await letTimePass(scene, 2 * minute, 10_000)
  const failed = consumer.received.length
  consumer.behave(() => 204)
  await letTimePass(scene, 10 * minute, minute)
  expect(await look()).toMatchObject({ waiting: 0, dead: 0, lastDeliveredAt: expect.any(Number) })
  const arrived = consumer.received.slice(failed)
  expect(new Set(arrived.map(({ id }) => id)).size).toBe(6)
  expect(arrived).toHaveLength(6)
  for (const { body } of arrived) {
    const tries = consumer.received.filter((one) => one.body.id === body.id)
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1)
    expect(tries.map(({ attempt }) => attempt)).toEqual(tries.map((_, i) => i + 1))
  }
})

test('while it fails, one delivery at a time is tried and seldom, however much waits', async () => {
  const scene = await aScene()
  const { consumer, say, run, clock } = scene
  consumer.behave(() => 500)
  for (let i = 0; i < 40; i += 1) await say(`${i}`, `visitor ${i}`)
  await run()
  const first = consumer.received.length
  expect(first).toBeLessThanOrEqual(8)
  await letTimePass(scene, hour, 5_000)
  const probes = consumer.received.slice(first)
  expect(probes.length).toBeLessThan(45)
  const pauses = probes.slice(1).map((probe, i) => probe.at - (probes[i]?.at ?? 0))
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * minute + 7_000)
  expect(clock.now()).toBeGreaterThan(Date.now())
}, 60_000)

test('one event that a consumer always refuses keeps no other from arriving, is given up after a day, and can be sent again', async () => {
  const scene = await aScene()
  const { consumer, say, run, look, owner, webhook } = scene
  const isBad = (text: string | null | undefined) => text === 'bad'
  consumer.behave(({ body }) => (isBad(body.event?.message?.text) ? 422 : 200))
  for (const text of ['1', 'bad', '2', '3']) await say(text, `visitor ${text}`)
  await run()
  await letTimePass(scene, minute, 6_000)
  expect(await look()).toMatchObject({ waiting: 1, dead: 0 })
  // After a day comes the last try, and chance says by how many hours later.
  for (let i = 0; i < 48 && (await look()).dead === 0; i += 1) {
    await say(`more ${i}`)
    await letTimePass(scene, hour, hour)
  }
  expect(await look()).toMatchObject({ waiting: 0, dead: 1, state: 'active' })
  const [dead] = (await deliveriesOf(scene)).filter(({ state }) => state === 'dead')
  expect(dead).toMatchObject({
    attempts: 11,
    lastStatus: 422,
    lastError: 'It answered 422.',
    nextAttemptAt: null,
  })

  consumer.behave(() => 200)
  const call = { ctx: owner }
  const webhookId = webhook.id
  const replayed = await callRoute(webhookRoutes, webhookEndpoints.replayDead, call, { webhookId })
  expect(replayed).toEqual({ replayed: 1 })
  await run()
  expect(await look()).toMatchObject({ waiting: 0, dead: 0 })
  expect(consumer.received.at(-1)).toMatchObject({ id: dead?.id, attempt: 1 })

  const again = { webhookId, deliveryId: dead?.id ?? '' }
  const view = await callRoute(webhookRoutes, webhookEndpoints.replay, call, again)
  expect(view).toMatchObject({ id: dead?.id, state: 'waiting', attempts: 0, deliveredAt: null })
  await run()
  expect(consumer.received.at(-1)?.id).toBe(dead?.id)
  expect(consumer.received.filter(({ id }) => id === dead?.id)).toHaveLength(13)
}, 60_000)

test('however much a consumer has refused and gets again later, what it takes is told at once', async () => {
  const { say, run, told, look, platform, workspace, webhook } = await aScene()
  await sql`
    insert into webhook_deliveries (workspace_id, webhook_id, delivery_id, session_id, version, event_type, attempts,
      next_attempt_at, created_at)
    select ${workspace.scope.workspaceId}, ${webhook.id}, gen_random_uuid(), gen_random_uuid(), 1, 'message.received', 3,
      now() + interval '1 hour', now() from generate_series(1, 2000)`.execute(platform.db)
  await say('taken')
  await run()
  expect(told()).toEqual(['message.received 2'])
  expect(await look()).toMatchObject({ waiting: 2_000 })
})

test('a consumer that answers 410 is told nothing more until it is resumed, and then everything', async () => {
  const { consumer, say, run, look, owner, webhook } = await aScene()
  consumer.behave(() => 410)
  await say('one')
  await run()
  await say('two')
  await run()
  expect(consumer.received).toHaveLength(1)
  expect(await look()).toMatchObject({ state: 'stopped', reason: expect.stringContaining('410'), waiting: 1 })
  consumer.behave(() => 204)
  await callRoute(webhookRoutes, webhookEndpoints.resume, { ctx: owner }, { webhookId: webhook.id })
  await run()
  expect(consumer.received.map(({ body }) => body.event?.message?.text)).toEqual(['one', 'one', 'two'])
  expect(await look()).toMatchObject({ state: 'active', reason: null, waiting: 0 })
})

test('a webhook that nothing reaches for three days is stopped with the reason, and what waits stays', async () => {
  const scene = await aScene()
  const { consumer, say, run, look, clock } = scene
  await consumer.goAway()
  for (const text of ['1', '2', '3']) await say(text, `visitor ${text}`)
  await run()
  for (let i = 0; i < 24 && (await look()).state === 'active'; i += 1) {
    await say(`more ${i}`)
    await letTimePass(scene, 4 * hour, 4 * hour)
  }
  const stopped = await look()
  expect(stopped).toMatchObject({
    state: 'stopped',
    reason: 'Nothing has arrived for three days. Last: The address cannot be reached.',
  })
  expect(clock.now() - Date.now()).toBeLessThan(4 * day)
  expect(stopped.waiting).toBeGreaterThan(0)
}, 60_000)

test('a redirect is not followed, wherever it leads', async () => {
  const inner = await startWebhookConsumer()
  const scene = await aScene()
  inner.trust(scene.secret)
  for (const status of [301, 302, 307, 308]) {
    scene.consumer.behave(() => ({ status, headers: { location: inner.url } }))
    await scene.say('one', `visitor ${status}`)
    await scene.run()
    scene.clock.move(10 * minute)
  }
  expect(inner.received).toEqual([])
  expect(inner.refused).toEqual([])
  expect(scene.consumer.received).toHaveLength(4)
  for (const { attempts, lastError } of await deliveriesOf(scene))
    if (attempts > 0) expect(lastError).toMatch(/^It answered 30\d: redirects are not followed\.$/)
  await inner.close()
})

test('a private address is refused in the words that any unreachable one gets, open or closed', async () => {
  const fetch = createGuardedFetch({ allowedNetworks: [] })
  const { owner, consumer, webhook, say, run } = await aScene({ platform: { fetch } })
  const ping = async (url: string) => {
    const { name, events, withText } = webhook
    const webhookId = webhook.id
    await callRoute(
      webhookRoutes,
      webhookEndpoints.change,
      { ctx: owner },
      { webhookId, name, events, withText, url },
    )
    const { durationMs: _, ...said } = await callRoute(
      webhookRoutes,
      webhookEndpoints.test,
      { ctx: owner },
      { webhookId },
    )
    return said
  }
  const open = await ping(consumer.url)
  const closed = await ping('http://127.0.0.1:9/')
  const unknown = await ping('http://nobody.invalid/')
  expect(open).toEqual({ delivered: false, status: null, error: 'The address cannot be reached.' })
  expect(closed).toEqual(open)
  expect(unknown).toEqual(open)
  await say('one')
  await run()
  expect(consumer.received).toEqual([])
})

test('a consumer that never answers costs its own time only, and is tried again', async () => {
  const slow = await aScene()
  const quick = await aScene()
  slow.consumer.behave(() => 'never')
  for (const { say } of [slow, quick])
    for (const text of ['1', '2', '3', '4', '5', '6']) await say(text, `v ${text}`)
  const late = slow.run(undefined, { timeoutMs: 300 })
  const from = performance.now()
  await quick.run()
  expect(quick.told()).toHaveLength(6)
  expect(performance.now() - from).toBeLessThan(1_000)
  await late
  expect(slow.consumer.crowd()).toBeLessThanOrEqual(4)
  const [newest] = (await deliveriesOf(slow)).filter(({ attempts }) => attempts > 0)
  expect(newest).toMatchObject({ lastStatus: null, lastError: 'The other side took too long to answer.' })
  slow.consumer.behave(() => 200)
  await letTimePass(slow, 10 * minute, minute)
  expect(await slow.look()).toMatchObject({ waiting: 0, dead: 0 })
})

test('a run makes way when its time is over, and asks for another', async () => {
  const { consumer, say, run, platform, workspace } = await aScene()
  consumer.behave(() => new Promise((resolve) => setTimeout(() => resolve(200), 50)))
  for (let i = 0; i < 8; i += 1) await say(`${i}`)
  await run(undefined, { budgetMs: 120 })
  expect(consumer.received.length).toBeLessThan(8)
  const { rows } = await sql<{ kind: string; lane: string }>`
    select kind, lane from jobs where workspace_id = ${workspace.scope.workspaceId}`.execute(platform.db)
  expect(rows).toEqual([{ kind: 'webhooks:deliver', lane: 'outside' }])
})

test('a consumer that asks for time gets it', async () => {
  const scene = await aScene()
  const { consumer, say, run } = scene
  consumer.behave(() => ({ status: 429, headers: { 'retry-after': '600' } }))
  await say('one')
  await run()
  await letTimePass(scene, 9 * minute, 10_000)
  expect(consumer.received).toHaveLength(1)
  await letTimePass(scene, 2 * minute, 10_000)
  expect(consumer.received).toHaveLength(2)
}, 60_000)

test('a server that dies between sending and recording sends it again under the same id', async () => {
  const { consumer, say, webhook, platform, workspace, run, look } = await aScene()
  await say('one')
  const doomed = await proxyDatabase(database.connection)
  const db = openDatabase(doomed.connection, { poolSize: 2, acquireMs: 500 })
  consumer.behave(async () => {
    await doomed.cut()
    return 204
  })
  const ref = { workspaceId: workspace.scope.workspaceId, webhookId: webhook.id }
  await expect(deliverWebhook({ ...platform, db }, ref, usualPace)).rejects.toThrow()
  await db.destroy()
  expect(await look()).toMatchObject({ waiting: 1, lastDeliveredAt: null })
  consumer.behave(() => 204)
  await run()
  expect(consumer.received).toHaveLength(2)
  expect(consumer.received[0]?.id).toBe(consumer.received[1]?.id)
  expect(await look()).toMatchObject({ waiting: 0, lastDeliveredAt: expect.any(Number) })
})

test('places beyond the feed, after a database was put back, go on from its end and nothing old is told again', async () => {
  const { say, run, told, platform, workspace, webhook } = await aScene()
  const { workspaceId } = workspace.scope
  await say('told before')
  await run()
  await sql`update webhook_places set last_offset = last_offset + 1000
    where workspace_id = ${workspaceId} and webhook_id = ${webhook.id}`.execute(platform.db)
  const found = (await listActiveWebhooks(platform.db, platform.now())).find(
    (one) => one.webhookId === webhook.id,
  )
  expect(found?.isDue).toBe(true)
  await run()
  await say('told after')
  await run()
  expect(told()).toEqual(['message.received 2', 'message.received 3'])
})

test('while enough is due, the feed is the queue, and all of it arrives when the consumer is back', async () => {
  const scene = await aScene({ events: ['session.assigned', 'session.released'] })
  const { say, record, consumer, look } = scene
  const released = { type: 'session.released', by: { kind: 'system' } } as const
  consumer.behave(() => 500)
  for (let i = 0; i < 26; i += 1) {
    const { sessionId } = await say('Hello', `visitor ${i}`)
    await record(sessionId, ...Array.from({ length: 50 }, () => released))
  }
  await letTimePass(scene, 20 * minute, 30_000)
  expect((await look()).waiting).toBeLessThan(1_200)
  consumer.behave(() => 200)
  const failed = consumer.received.length
  await letTimePass(scene, 2 * hour, 5 * minute)
  expect(await look()).toMatchObject({ waiting: 0, dead: 0 })
  const arrived = consumer.received.slice(failed).map(({ body }) => body.id)
  expect(new Set(arrived).size).toBe(1_300)
}, 60_000)

test('what was delivered is forgotten after a week, what was given up after a month, what waits never', async () => {
  const scene = await aScene()
  const { consumer, say, run, clock, platform, workspace, look } = scene
  const { workspaceId } = workspace.scope
  const scope = scopeOf(workspaceId)
  await say('delivered')
  await run()
  consumer.behave(() => 500)
  await say('dead')
  await run()
  await sql`update webhook_deliveries set state = 'dead', next_attempt_at = null
    where workspace_id = ${workspaceId} and state = 'waiting'`.execute(platform.db)
  clock.move(minute)
  await say('waiting')
  await run()
  await pruneDeliveries(platform, scope)
  expect(await deliveriesOf(scene)).toHaveLength(3)
  clock.move(7 * day)
  await pruneDeliveries(platform, scope)
  expect((await deliveriesOf(scene)).map(({ state }) => state)).toEqual(['waiting', 'dead'])
  clock.move(24 * day)
  await pruneDeliveries(platform, scope)
  expect(await look()).toMatchObject({ waiting: 1, dead: 0 })
})
