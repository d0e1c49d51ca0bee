import { setTimeout as sleep } from 'node:timers/promises'
import { type Held, keepConnected } from '../keep-connected.ts'
import type { Log } from '../log/index.ts'
import type { Bus } from './bus.ts'
import { createBusOver, type Wire } from './bus-over-wire.ts'

/** Where the Redis is, and the channel that the nodes of one installation share and no other installation has. */
export type RedisPlace = Readonly<{ url: string; channel: string }>

const payloadBytesMax = 64 * 1024
const connectMs = 2_000
const answerMs = 1_000
const pingMs = 2_000

/** The bus over a Redis: for many nodes, or where connections to PostgreSQL go through a pooler that cannot LISTEN. */
export function createRedisBus(place: RedisPlace, log: Log): Promise<Bus> {
  return createBusOver((hear) => openWire(place, hear, log), { log, payloadBytesMax })
}

async function openWire(
  { url, channel }: RedisPlace,
  hear: (payload: string) => void,
  log: Log,
): Promise<Wire> {
  const kept = await keepConnected(() => connect({ url, channel }, hear), { name: 'redis', log })
  return {
    isConnected: () => kept.current() !== null,
    async send(payloads) {
      const speaker = kept.current()
      if (speaker === null) throw new Error('Redis is away')
      try {
        await answered(Promise.all(payloads.map((payload) => speaker.publish(channel, payload))))
      } catch (error) {
        kept.cut()
        throw error
      }
    },
    close: kept.close,
  }
}

type RedisClient = Awaited<ReturnType<typeof makeClient>>

async function makeClient(url: string) {
  // Ten megabytes, for the few who name a Redis.
  const { createClient } = await import('redis')
  return createClient({
    url,
    disableOfflineQueue: true,
    // It comes back by our own rules, which know a link that swallows everything from one that is closed.
    socket: { reconnectStrategy: false, connectTimeout: connectMs },
  })
}

/** One connection speaks and one hears: whoever subscribes may say nothing else. Both or neither. */
async function connect(
  { url, channel }: RedisPlace,
  hear: (payload: string) => void,
): Promise<Held<RedisClient>> {
  const gone = Promise.withResolvers<void>()
  const clients = [await makeClient(url), await makeClient(url)] as const
  const [speaker, hearer] = clients
  const cut = () => {
    for (const client of clients) if (client.isOpen) client.destroy()
    gone.resolve()
  }
  for (const client of clients) client.on('error', cut).on('end', cut)
  try {
    await within(connectMs, Promise.all(clients.map((client) => client.connect())))
    await answered(hearer.subscribe(channel, hear))
  } catch (error) {
    cut()
    throw error
  }
  const ping = setInterval(() => {
    answered(Promise.all([speaker.ping(), hearer.ping()])).catch(cut)
  }, pingMs)
  return { connection: speaker, ended: gone.promise.finally(() => clearInterval(ping)), cut }
}

const answered = <T>(work: Promise<T>): Promise<T> => within(answerMs, work)

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const late = new AbortController()
  try {
    return await Promise.race([work, tooLate(limitMs, late.signal)])
  } finally {
    late.abort()
  }
}

async function tooLate(limitMs: number, signal: AbortSignal): Promise<never> {
  await sleep(limitMs, undefined, { signal })
  throw new Error(`Redis did not answer within ${limitMs} ms`)
}
