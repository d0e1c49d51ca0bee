import type { FeedEvent } from '@rapport/contract/light'
import { pause } from './call-endpoint.ts'
import type { Client } from './http-client.ts'

/** Where to begin, and when to end. */
export type FollowOptions = Readonly<{
  /** A cursor that was kept, or `now`; without one, the first event there is. */
  after?: string | undefined
  /** Only this session's events. */
  sessionId?: string | undefined
  /** Ends the reading, as leaving the loop does. */
  signal?: AbortSignal | undefined
  /** End when there is nothing more, instead of waiting for what happens next. */
  untilNow?: boolean
  /** How long to wait before asking again when there was nothing more; 2 seconds by default. */
  pollMs?: number
}>

/**
 * An event, and the cursor to keep once it has been worked through: whoever begins there again misses nothing, and may
 * meet up to a page of events a second time. Each has its `id` for that.
 */
export type FollowedEvent = FeedEvent & Readonly<{ cursor: string | undefined }>

/**
 * Everything that happens in the workspace, one event at a time, for as long as one goes on asking: in order within each
 * session, and each at least once.
 */
export async function* followEvents(
  client: Pick<Client, 'events'>,
  options: FollowOptions = {},
): AsyncGenerator<FollowedEvent, void, void> {
  for await (const { items, from, next } of readPages(client, options)) {
    const last = items.length - 1
    for (const [i, event] of items.entries()) yield { ...event, cursor: i === last ? next : from }
  }
}

type Page = Readonly<{ items: readonly FeedEvent[]; from: string | undefined; next: string }>

async function* readPages(
  client: Pick<Client, 'events'>,
  { after, sessionId, signal, untilNow = false, pollMs = 2_000 }: FollowOptions,
): AsyncGenerator<Page, void, void> {
  for (let from = after; signal?.aborted !== true; ) {
    const ask = { cursor: from, sessionId, limit: 200 }
    const page = await unlessAborted(signal, () => client.events.list(ask, { signal }))
    if (page === null) return
    const { items, next, more } = page
    yield { items, from, next }
    from = next
    if (!more && untilNow) return
    if (!more) await unlessAborted(signal, () => pause(pollMs, signal))
  }
}

/** What a piece of work answers; null when it was cut off because nobody wants it any more. */
async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (signal?.aborted === true) return null
    throw error
  }
}
