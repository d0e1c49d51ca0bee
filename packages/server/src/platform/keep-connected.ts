import { setTimeout as sleep } from 'node:timers/promises'

/** A connection just made: `ended` resolves when it is gone, `cut` ends it without a farewell. */
export type Held<Connection> = Readonly<{ connection: Connection; ended: Promise<void>; cut(): void }>

/** One connection for as long as wanted: null while it is away. */
export type KeptConnection<Connection> = Readonly<{
  current(): Connection | null
  /** Ends the present connection: the next is made at once. For one that no longer answers. */
  cut(): void
  close(): Promise<void>
}>

type KeepOptions = Readonly<{
  name: string
  log: Readonly<{ warn(fields: object, message: string): void; info(fields: object, message: string): void }>
}>

const retryMsMin = 100
const retryMsMax = 2_000

/**
 * Makes a connection and makes it again whenever it is lost, with a growing wait between tries that fail. Resolves after
 * the first try, connected or not, so that a start neither races it nor depends on it.
 */
export async function keepConnected<Connection>(
  connect: () => Promise<Held<Connection>>,
  { name, log }: KeepOptions,
): Promise<KeptConnection<Connection>> {
  const closing = new AbortController()
  const first = Promise.withResolvers<void>()
  const state = { held: null as Held<Connection> | null, failures: 0 }

  async function connectOnce(): Promise<void> {
    try {
      state.held = await connect()
    } catch (error) {
      // Said once: a long absence is one fact.
      if (state.failures === 0)
        log.warn({ connection: name, error: String(error) }, 'A connection cannot be made')
      state.failures += 1
      return
    } finally {
      first.resolve()
    }
    if (closing.signal.aborted) state.held.cut()
    if (state.failures > 0) log.info({ connection: name }, 'A connection is back')
    state.failures = 0
    await state.held.ended
    state.held = null
    if (!closing.signal.aborted) log.warn({ connection: name }, 'A connection was lost')
  }

  async function live(): Promise<void> {
    while (!closing.signal.aborted) {
      await connectOnce()
      const waitMs = Math.min(retryMsMax, retryMsMin * 2 ** state.failures) * (0.5 + Math.random() / 2)
      await sleep(waitMs, undefined, { signal: closing.signal }).catch(() => undefined) // closing cuts it short
    }
  }

  const life = live()
  await first.promise
  return {
    current: () => state.held?.connection ?? null,
    cut: () => state.held?.cut(),
    async close() {
      closing.abort()
      state.held?.cut()
      await life
    },
  }
}
