import type { ReaderPlace } from './feed-places-queries.ts'
import type { FeedStep } from './feed-queries.ts'

/**
 * Where a reader of the feed is, stream by stream, once it has taken what it read: at most `perStream` events of each.
 * Only those that have moved. Where a stream was read to its end, its head, as the end may be kept no longer. A place
 * beyond its head is from before the database was put back to an earlier state: what it knew is gone, so it goes on from
 * the head.
 */
export function placesAfter(
  places: readonly ReaderPlace[],
  steps: readonly Pick<FeedStep, 'stream' | 'offset'>[],
  perStream: number,
): ReadonlyMap<number, number> {
  const read = Map.groupBy(steps, ({ stream }) => stream)
  return new Map(
    places.flatMap(({ stream, offset, head }): [number, number][] => {
      if (offset === head) return []
      const own = read.get(stream) ?? []
      const last = own.at(-1)?.offset ?? 0
      return [[stream, own.length < perStream ? Math.max(head, last) : last]]
    }),
  )
}
