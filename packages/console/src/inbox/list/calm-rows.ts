import type { SessionRow } from '@rapport/contract/light'

/** A row as the list shows it. One that has left the list stays, faded, until the reader looks away. */
export type CalmRow = Readonly<{ row: SessionRow; isGone: boolean }>

/** What a list shows, and how many rows wait above: new ones and ones that would have moved up. */
export type CalmRows = Readonly<{ rows: readonly CalmRow[]; waiting: number }>

/** Everything as it is now. */
export const followRows = (rows: readonly SessionRow[]): CalmRows => ({
  rows: rows.map((row) => ({ row, isGone: false })),
  waiting: 0,
})

/**
 * The newest content in the old order, so that nothing moves under a pointer or while somebody reads further down:
 * rows that have gone keep their place, and what would come in above the last shown waits to be asked for.
 * What belongs below it comes at once: that is the next page.
 */
export function holdRows(shown: CalmRows, latest: readonly SessionRow[]): CalmRows {
  const newest = new Map(latest.map((row) => [row.session.id, row]))
  const kept = shown.rows.map(({ row }): CalmRow => {
    const now = newest.get(row.session.id)
    return { row: now ?? row, isGone: now === undefined }
  })
  const place = new Map(shown.rows.map(({ row }, i) => [row.session.id, i]))
  const lastKnown = latest.findLastIndex(({ session }) => place.has(session.id))
  const below = latest.slice(lastKnown + 1)
  const above = latest.slice(0, lastKnown + 1)
  const isEmpty = shown.rows.length === 0
  return {
    rows: [...kept, ...below.map((row) => ({ row, isGone: false }))],
    waiting: isEmpty ? 0 : countRisen(above, place),
  }
}

/** How many rows are new, or stand before one that was shown before them. */
function countRisen(latest: readonly SessionRow[], place: ReadonlyMap<string, number>): number {
  let lowest = Number.POSITIVE_INFINITY
  let risen = 0
  for (const { session } of latest.toReversed()) {
    const at = place.get(session.id)
    if (at === undefined || at > lowest) risen += 1
    else lowest = at
  }
  return risen
}
