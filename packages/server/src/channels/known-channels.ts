import { type OpenChannel, openChannelOf } from '../inboxes/index.ts'
import type { Platform } from '../platform/context.ts'

/** The channels a node has heard of lately, so that a provider's request is proven without a question. */
export type KnownChannels = Readonly<{
  /** The inbox that serves an account, with what proves; null for an account nobody has. */
  find(kind: string, account: string): Promise<OpenChannel | null>
  stop(): Promise<void>
}>

type Known = {
  readonly readAt: number
  readonly channel: Promise<OpenChannel | null>
  isReadAgain: boolean
}

const keptMs = 5_000
const freshMs = 2_000
const knownMax = 2_000

/**
 * Remembers a channel for five seconds, and reads it again before they are over while it is in use, so that nobody
 * waits for it. A change of any inbox forgets everything at once: a secret that was taken away proves nothing more.
 */
export function createKnownChannels(platform: Platform): KnownChannels {
  let known = new Map<string, Known>()
  const unsubscribe = platform.bus.subscribe((signal) => {
    // What is being read at this moment goes with the rest: it may have been read before the change.
    if (signal.type === 'access_changed') known = new Map()
  })

  function read(kind: string, account: string): Known {
    const mine = known
    const key = `${kind}:${account}`
    const channel = openChannelOf(platform, { kind, account })
    const entry: Known = { readAt: platform.now(), channel, isReadAgain: false }
    // A failed question is not an answer to keep.
    entry.channel.catch(() => mine.get(key) === entry && mine.delete(key))
    const [oldest] = mine.size >= knownMax ? mine.keys() : []
    if (oldest !== undefined) mine.delete(oldest)
    mine.delete(key)
    mine.set(key, entry)
    return entry
  }

  /** Reads again beside the answer that is given: only one that succeeded takes the old one's place. */
  function refresh(kind: string, account: string, old: Known): void {
    if (old.isReadAgain) return
    old.isReadAgain = true
    const mine = known
    const readAt = platform.now()
    openChannelOf(platform, { kind, account }).then(
      (channel) => {
        mine.set(`${kind}:${account}`, { readAt, channel: Promise.resolve(channel), isReadAgain: false })
      },
      (error: unknown) => {
        old.isReadAgain = false
        platform.log.warn({ error: String(error) }, 'A channel could not be read again')
      },
    )
  }

  return {
    find(kind, account) {
      const entry = known.get(`${kind}:${account}`)
      const age = entry === undefined ? Number.POSITIVE_INFINITY : platform.now() - entry.readAt
      if (entry === undefined || age >= keptMs) return read(kind, account).channel
      if (age >= freshMs) refresh(kind, account, entry)
      return entry.channel
    },
    async stop() {
      unsubscribe()
    },
  }
}
