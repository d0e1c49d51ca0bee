import type { WorkspaceId } from '@rapport/domain'
import { type Platform, type Scope, scopeOf } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import {
  beginEverywhere,
  type FeedReader,
  listReaderPlaces,
  lockPlaces,
  movePlaces,
} from './feed-places-queries.ts'
import { type FeedStep, listFeedSteps } from './feed-queries.ts'
import { placesAfter } from './places-after.ts'
import { usualWatch, type Watch, watchFeeds } from './watch-feeds.ts'

/** Somebody who reads the feed of every workspace, or of some, and keeps something by it. */
export type FeedReading = Readonly<{
  reader: FeedReader
  /** Whether it reads the whole history of every workspace; otherwise from where somebody lets it begin. */
  isOfAll: boolean
  /** How many events of each stream it takes at a time. */
  perStream: number
  /** What it makes of them, in the transaction that moves its places: both are there, or neither. */
  take(tx: Tx, scope: Scope, steps: readonly FeedStep[]): Promise<void>
}>

/**
 * Reads on in one workspace, once: what comes after the reader's places, all in one transaction, so that an event is
 * taken once and never passed over, whatever is cut short. Answers whether more is left. While another node reads, there
 * is nothing to do.
 */
export function readOnward(
  platform: Platform,
  workspaceId: WorkspaceId,
  { reader, perStream, take }: FeedReading,
): Promise<boolean> {
  const scope = scopeOf(workspaceId)
  return inTransaction(platform, async (tx) => {
    const places = await lockPlaces(tx, scope, reader)
    const behind = places.filter(({ offset, head }) => offset < head)
    const steps = behind.length === 0 ? [] : await listFeedSteps(tx, scope, behind, perStream)
    const moved = placesAfter(places, steps, perStream)
    if (moved.size === 0) return false
    if (steps.length > 0) await take(tx, scope, steps)
    movePlaces(tx, scope, { reader, moved })
    return behind.some(({ stream, offset, head }) => (moved.get(stream) ?? offset) < head)
  })
}

const turnMs = 1_000
const turnsAtOnce = 2

/**
 * Reads on wherever there is something to read, together with whatever other nodes do the same: woken by the bus, and by
 * a look every two seconds. Two workspaces at a time, in turns of a second, so that a long history of one keeps nobody
 * else's present waiting.
 */
export function keepReading(
  platform: Platform,
  reading: FeedReading,
  watch: Watch = usualWatch,
): Readonly<{ stop(): Promise<void> }> {
  const known = new Set<WorkspaceId>()
  const waiting = new Set<WorkspaceId>()
  const running = new Map<WorkspaceId, Promise<void>>()
  let isStopped = false

  function startTurns(): void {
    for (const workspaceId of waiting) {
      if (isStopped || running.size >= turnsAtOnce) return
      if (running.has(workspaceId)) continue
      waiting.delete(workspaceId)
      running.set(workspaceId, takeTurn(workspaceId))
    }
  }

  async function takeTurn(workspaceId: WorkspaceId): Promise<void> {
    const until = performance.now() + turnMs
    try {
      let isMore = true
      while (isMore && !isStopped && performance.now() < until)
        isMore = await readOnward(platform, workspaceId, reading)
      if (isMore) waiting.add(workspaceId)
    } catch (error) {
      platform.log.warn(
        { error: String(error), workspaceId, reader: reading.reader },
        'The feed could not be read on',
      )
    }
    running.delete(workspaceId)
    startTurns()
  }

  const watching = watchFeeds<WorkspaceId>(
    platform,
    {
      name: `Readers for ${reading.reader}`,
      keyOf: (workspaceId) => workspaceId,
      inWorkspace: (workspaceId) => (known.has(workspaceId) ? [workspaceId] : []),
      async look() {
        if (reading.isOfAll) await beginEverywhere(platform.db, reading.reader)
        const places = await listReaderPlaces(platform.db, reading.reader)
        known.clear()
        for (const { workspaceId } of places) known.add(workspaceId)
        return places.filter(({ isBehind }) => isBehind).map(({ workspaceId }) => workspaceId)
      },
      async wake(workspaceIds) {
        for (const workspaceId of workspaceIds) waiting.add(workspaceId)
        startTurns()
      },
    },
    watch,
  )

  return {
    async stop() {
      isStopped = true
      await watching.stop()
      await Promise.all(running.values())
    },
  }
}
