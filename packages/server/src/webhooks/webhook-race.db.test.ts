import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Platform } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { startWorker } from '../platform/jobs/index.ts'
import { createLocalBus } from '../platform/realtime/index.ts'
import { aPlatform } from '../testing/a-platform.ts'
import { startTestServer } from '../testing/start-test-server.ts'
import { startWebhooks } from './start-webhooks.ts'
import { aWebhook } from './testing/a-webhook.ts'

let database: TestDatabase
let running: Readonly<{ stop(): Promise<void> }>[] = []
beforeAll(async () => {
  database = await openTestDatabase()
})
afterEach(async () => {
  for (const node of running) await node.stop()
  running = []
})
afterAll(() => database.close())

/** A node as far as webhooks go: it hears its own bus, looks every 200 ms, and works. */
function startNode(platform: Platform): Readonly<{ stop(): Promise<void> }> {
  const webhooks = startWebhooks(platform, { pollMs: 200, restMs: 20 })
  const worker = startWorker({ ...platform, handlers: webhooks.handlers, lane: 'outside', pollMs: 50 })
  return {
    async stop() {
      await webhooks.stop()
      await worker.stop()
    },
  }
}

const writers = 32
const perWriter = 20
const threads = 48

test('of what 32 writers write while two nodes send, nothing is lost, and each session’s events come in order', async () => {
  const bus = createLocalBus()
  const { consumer, clock, platform, say, look, close } = await aWebhook(database.db, {
    platform: { bus },
  })
  const otherDb = database.open({ poolSize: 6 })
  const other = aPlatform(otherDb, { vault: platform.vault, now: clock.now })
  consumer.behave(async ({ attempt }, n) => {
    await sleep(Math.random() * 4)
    return attempt === 1 && n % 17 === 0 ? 500 : 204
  })
  running = [startNode(platform), startNode(other)]
  const written = new Set<string>()
  async function write(writer: number): Promise<void> {
    for (let i = 0; i < perWriter; i += 1) {
      const thread = `thread ${(writer * 7 + i * 5) % threads}`
      const { sessionId, version } = await say(`${writer}.${i}`, thread)
      written.add(`${sessionId}:${version}`)
      if (version === 2) written.add(`${sessionId}:1`)
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, i) => write(i)))
  await vi.waitFor(() => expect(missing()).toBe(0), { timeout: 25_000, interval: 100 })
  clock.move(10_000)
  await vi.waitFor(async () => expect(await look()).toMatchObject({ waiting: 0, dead: 0 }), {
    timeout: 10_000,
  })
  function missing(): number {
    const told = new Set(consumer.received.map(({ body }) => body.id))
    return [...written].filter((id) => !told.has(id)).length
  }
  const first = consumer.received.filter(({ attempt }) => attempt === 1)
  const versions = Map.groupBy(first, ({ body }) => body.event?.sessionId)
  const orderBreaks = [...versions.values()].filter((list) =>
    list.some(
      ({ body }, i) =>
        i > 0 && (list[i - 1]?.body.event?.recorded.version ?? 0) > (body.event?.recorded.version ?? 0),
    ),
  ).length
  const ids = Map.groupBy(consumer.received, ({ body }) => body.id)
  const delivered = ids.size
  const renamed = [...ids.values()].filter((tries) => new Set(tries.map(({ id }) => id)).size > 1).length
  process.stderr.write(
    `WEBHOOKS written=${written.size} delivered=${delivered} missing=${missing()} order_breaks=${orderBreaks} ids_changed=${renamed}\n`,
  )
  expect({ missing: missing(), delivered, orderBreaks, renamed }).toEqual({
    missing: 0,
    delivered: written.size,
    orderBreaks: 0,
    renamed: 0,
  })
  expect(consumer.refused).toEqual([])
  await close()
}, 60_000)

test('a server tells a webhook of an event as it happens, and stops when what it sends has arrived', async () => {
  const server = await startTestServer(database.connection)
  running.push(server)
  const { vault, fetch, bus } = server.platform
  const { consumer, say, look, close } = await aWebhook(database.db, { platform: { vault, fetch, bus } })
  const arrived = (count: number) =>
    vi.waitFor(() => expect(consumer.received).toHaveLength(count), { timeout: 10_000, interval: 5 })
  // A look has found the webhook by then; from then on it is woken by the bus.
  await say('one')
  await arrived(2)
  const from = performance.now()
  await say('two')
  await arrived(3)
  expect(performance.now() - from).toBeLessThan(1_500)

  consumer.behave(async () => {
    await sleep(300)
    return 204
  })
  for (const text of ['three', 'four', 'five']) await say(text)
  await arrived(4)
  await server.stop()
  expect(consumer.received).toHaveLength(4)
  expect((await look()).waiting).toBeLessThanOrEqual(2)
  await close()
}, 60_000)
