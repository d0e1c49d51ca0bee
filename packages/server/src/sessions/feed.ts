import { instant, type RecordedEvent, type WorkspaceId } from '@rapport/domain'
import { type Platform, scopeOf } from '../platform/context.ts'
import { streamCount } from '../workspaces/index.ts'
import { type FeedRecord, listAfter, listHeads } from './feed-queries.ts'

/** Hears every event of a workspace once, in order per stream, some milliseconds after its commit. */
export type FeedListener = (events: readonly FeedRecord[]) => Promise<void>

/** One workspace's tail. `nudge` says that a stream has grown; `stop` ends it. */
export type Tail = Readonly<{ nudge(stream: number): void; stop(): Promise<void> }>

const pollMs = 250
const pageSize = 500

/**
 * Follows all streams of a workspace from where they are now. Nudges make it quick; the poll is the truth, so a lost
 * nudge costs 250 ms and never an event. While the database is away it keeps its place.
 */
export async function tailFeed(
  platform: Platform,
  workspaceId: WorkspaceId,
  hear: FeedListener,
): Promise<Tail> {
  const scope = scopeOf(workspaceId)
  const heads = await listHeads(platform.db, scope)
  const places = new Map(heads.map((head) => [head.stream, head.last_offset]))
  const grown = new Set<number>()
  let reading: Promise<void> | null = null
  let isStopped = false

  const poll = setInterval(() => {
    for (let stream = 0; stream < streamCount; stream += 1) grown.add(stream)
    wake()
  }, pollMs)

  function wake(): void {
    if (reading !== null || isStopped) return
    reading = readAll()
      .catch((error: unknown) =>
        platform.log.warn({ error: String(error), workspaceId }, 'Reading the feed failed'),
      )
      .finally(() => {
        reading = null
      })
  }

  async function readAll(): Promise<void> {
    while (grown.size > 0 && !isStopped) {
      const streams = [...grown]
      grown.clear()
      const asked = streams.map((stream) => ({ stream, offset: places.get(stream) ?? 0 }))
      const events = await listAfter(platform.db, scope, asked, pageSize)
      if (events.length === 0) continue
      await hear(events)
      advance(events)
    }
  }

  function advance(events: readonly FeedRecord[]): void {
    platform.measures.feedRead(platform.now() - Math.max(...events.map(({ at }) => at)))
    const perStream = new Map<number, number>()
    for (const { stream, feed_offset } of events) {
      places.set(stream, feed_offset)
      perStream.set(stream, (perStream.get(stream) ?? 0) + 1)
    }
    for (const [stream, count] of perStream) if (count === pageSize) grown.add(stream)
  }

  return {
    nudge(stream) {
      grown.add(stream)
      wake()
    },
    async stop() {
      isStopped = true
      clearInterval(poll)
      await reading
    },
  }
}

/** The event as the log keeps it. */
export const recordedOf = (row: FeedRecord): RecordedEvent => ({
  version: row.version,
  at: instant(row.at),
  event: row.event,
})
