import type { FeedRecord } from '../feed-queries.ts'

/** What one reader of the feed was handed, held against what was committed. */
export type Reading = Readonly<{
  hear(events: readonly FeedRecord[]): void
  /** Says that this has been committed just now. */
  expect(written: Readonly<{ session: string; version: number }>): void
  written(): number
  /** Deliveries, doubles included. */
  seen(): number
  /** Committed and never handed over. */
  skipped(): number
  doubled(): number
  /** Neighbours of one session handed over against their versions. */
  inversions(): number
  /** The longest time from a commit to its delivery. */
  stallMs(): number
}>

/** Begins to compare. A delivery may be heard before its writer says so: then it took no time. */
export function createReading(): Reading {
  const committedAt = new Map<string, number>()
  const heardAt = new Map<string, number>()
  const lastVersion = new Map<string, number>()
  const counts = { seen: 0, doubled: 0, inversions: 0 }
  const keyOf = (session: string, version: number) => `${session}:${version}`

  return {
    hear(events) {
      for (const { session_id, version } of events) {
        const key = keyOf(session_id, version)
        counts.seen += 1
        if (heardAt.has(key)) counts.doubled += 1
        else heardAt.set(key, performance.now())
        if (version <= (lastVersion.get(session_id) ?? 0)) counts.inversions += 1
        lastVersion.set(session_id, version)
      }
    },
    expect: ({ session, version }) => void committedAt.set(keyOf(session, version), performance.now()),
    written: () => committedAt.size,
    seen: () => counts.seen,
    skipped: () => [...committedAt.keys()].filter((key) => !heardAt.has(key)).length,
    doubled: () => counts.doubled,
    inversions: () => counts.inversions,
    stallMs: () =>
      Math.max(
        0,
        ...[...committedAt].map(([key, at]) => (heardAt.get(key) ?? Number.POSITIVE_INFINITY) - at),
      ),
  }
}
