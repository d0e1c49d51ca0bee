import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { asId, type WorkspaceId } from '@rapport/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Connection, inTransaction } from '../db/index.ts'
import { linkDatabase } from '../db/testing/link-database.ts'
import { openTestDatabase, type TestDatabase } from '../db/testing/open-test-database.ts'
import { createLog } from '../log/index.ts'
import { openTcpLink, type TcpLink } from '../testing/tcp-link.ts'
import { type Bus, createLocalBus, type Signal } from './bus.ts'
import { withRightsFromDatabase } from './bus-rights.ts'
import { createPostgresBus } from './postgres-bus.ts'
import { createRedisBus } from './redis-bus.ts'
import { insertRightsChange } from './rights-queries.ts'
import { hasRedis, startRedis, type TestRedis } from './testing/start-redis.ts'

const log = createLog('silent')
let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** One kind of bus as the suite uses it: nodes on one installation, each by its own way. */
type Kind = Readonly<{ name: string; start(): Promise<Ground> }>
type Ground = Readonly<{
  open(through?: TcpLink & { connection?: Connection }): Promise<Bus>
  link(): Promise<TcpLink & { connection?: Connection }>
  stop(): Promise<void>
}>

const postgres: Kind = {
  name: 'PostgreSQL',
  async start() {
    return {
      open: (through) => createPostgresBus(through?.connection ?? database.connection, log),
      link: () => linkDatabase(database.connection),
      stop: () => Promise.resolve(),
    }
  },
}

const redis: Kind = {
  name: 'Redis',
  async start() {
    const server: TestRedis = await startRedis()
    const channel = `rapport:${randomUUID()}`
    return {
      open: (through) =>
        createRedisBus({ url: through ? `redis://127.0.0.1:${through.port}` : server.url, channel }, log),
      link: () => openTcpLink({ host: '127.0.0.1', port: server.port }),
      stop: server.stop,
    }
  },
}

const workspaceId = asId<WorkspaceId>(randomUUID())
const feed = (stream: number): Signal => ({ type: 'feed', workspaceId, stream })

function hearing(bus: Bus) {
  const heard: Signal[] = []
  bus.subscribe((signal) => heard.push(signal))
  return heard
}

async function until(isTrue: () => boolean, atMostMs = 5_000): Promise<void> {
  for (const from = Date.now(); !isTrue(); await sleep(2))
    if (Date.now() - from > atMostMs) throw new Error(`Did not come within ${atMostMs} ms`)
}

describe('a bus of one node', () => {
  test('is heard by its own node at once, by whoever still listens', () => {
    const bus = createLocalBus()
    const heard = hearing(bus)
    const stop = bus.subscribe(() => heard.push(feed(0)))
    stop()
    bus.publish(feed(1))
    expect(heard).toEqual([feed(1)])
    expect(bus.isConnected()).toBe(true)
  })
})

describe.each([postgres, ...(hasRedis ? [redis] : [])])('a bus over $name', ({ start }) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await start()
  })
  afterAll(() => ground.stop())

  test('is heard by its own node at once and once, and by the others within a moment', async () => {
    const [a, b] = [await ground.open(), await ground.open()]
    const [ofA, ofB] = [hearing(a), hearing(b)]
    a.publish(feed(1))
    expect(ofA).toEqual([feed(1)])
    const from = performance.now()
    await until(() => ofB.length === 1)
    expect(performance.now() - from).toBeLessThan(500)
    await sleep(60)
    expect(ofA).toEqual([feed(1)])
    expect(ofB).toEqual([feed(1)])
    await Promise.all([a.close(), b.close()])
  })

  test('carries a burst of every size whole, equal signals once', async () => {
    const [a, b] = [await ground.open(), await ground.open()]
    const ofB = hearing(b)
    const many = Array.from({ length: 2_000 }, (_, i): Signal => ({ type: 'token_ended', key: `k${i}` }))
    for (const signal of many) a.publish(signal)
    for (let i = 0; i < 1_000; i += 1) a.publish(feed(3))
    await until(() => ofB.length > 2_000)
    await sleep(60)
    expect(ofB.slice(0, 2_000)).toEqual(many)
    expect(ofB.slice(2_000)).toEqual([feed(3)])
    await Promise.all([a.close(), b.close()])
  })

  test('says what was still to be said before it closes', async () => {
    const [a, b] = [await ground.open(), await ground.open()]
    const ofB = hearing(b)
    for (let stream = 0; stream < 5; stream += 1) a.publish(feed(stream))
    await a.close()
    await until(() => ofB.length === 5)
    await b.close()
  })

  test.each(['reset', 'hold'] as const)(
    'a way that is lost (%s) is noticed, costs its own node nothing, and comes back by itself',
    async (fault) => {
      const link = await ground.link()
      const [a, b] = [await ground.open(link), await ground.open()]
      const [ofA, ofB] = [hearing(a), hearing(b)]
      link[fault]()
      a.publish(feed(1))
      expect(ofA).toEqual([feed(1)])
      if (fault === 'hold') {
        await until(() => !a.isConnected())
        link.release()
      }
      await until(() => a.isConnected(), 10_000)
      await until(() => {
        a.publish(feed(2))
        return ofB.includes(ofB.find((signal) => signal.type === 'feed' && signal.stream === 2) ?? feed(0))
      })
      b.publish(feed(4))
      await until(() => ofA.some((signal) => signal.type === 'feed' && signal.stream === 4))
      await Promise.all([a.close(), b.close()])
      await link.close()
    },
    30_000,
  )

  test('where nothing can be reached it starts all the same, hears itself, and closes', async () => {
    const link = await ground.link()
    await link.close()
    const bus = await ground.open(link)
    const heard = hearing(bus)
    bus.publish(feed(1))
    expect(bus.isConnected()).toBe(false)
    expect(heard).toEqual([feed(1)])
    await bus.close()
  })
})

if (!hasRedis) test.skip('a bus over Redis: skipped, no redis-server here', () => undefined)

describe('rights', () => {
  const open = () => withRightsFromDatabase(createLocalBus(), { db: database.db, log })

  test('what ends a right is heard by a node that the bus does not reach, once, within a second', async () => {
    const [a, b] = [open(), open()]
    const [ofA, ofB] = [hearing(a), hearing(b)]
    const ends: Signal[] = [
      { type: 'token_ended', key: 'cd34' },
      { type: 'access_changed', workspaceId, agentId: null },
    ]
    const from = performance.now()
    for (const signal of ends) a.publish(signal)
    a.publish(feed(1))
    await until(() => ofB.length === 2)
    expect(performance.now() - from).toBeLessThan(1_000)
    await sleep(1_100)
    expect(ofB).toEqual(expect.arrayContaining(ends))
    expect(ofB).toHaveLength(2)
    expect(ofA).toEqual([...ends, feed(1)])
    await Promise.all([a.close(), b.close()])
  })

  test('a change whose commit comes late is not passed over', async () => {
    const [a, b] = [open(), open()]
    const ofB = hearing(b)
    const hears = (key: string) => ofB.some((signal) => signal.type === 'token_ended' && signal.key === key)
    await inTransaction(database.db, async (tx) => {
      await insertRightsChange(tx, randomUUID(), { type: 'token_ended', key: 'late' })
      a.publish({ type: 'token_ended', key: 'early' })
      await until(() => hears('early'))
    })
    expect(hears('late')).toBe(false)
    await until(() => hears('late'))
    await Promise.all([a.close(), b.close()])
  })
})
