import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'

/** What decides which of the known rows are shown. */
export type Steadying = Readonly<{
  /** The ids shown until now, in their order. */
  before: readonly SessionId[]
  rows: readonly SessionRow[]
  isListed: (row: SessionRow) => boolean
  /** True while the pointer is over the rows: then none moves beneath it. */
  isHeld: boolean
  /** The row that is open beside the table stays while it is open. */
  keptId: SessionId | null
}>

/**
 * The rows to show. A session that leaves the list, or moves in its order, does so only when nobody points at the rows
 * or reads it; until then it stays in its place, up to date. Meanwhile what comes back into the middle waits, and only
 * what stands below the last row shown is added.
 */
export function steadyRows({ before, rows, isListed, isHeld, keptId }: Steadying): readonly SessionRow[] {
  const shown = new Set(before)
  if (!isHeld || shown.size === 0) {
    return rows.filter((row) => isListed(row) || (row.session.id === keptId && shown.has(keptId)))
  }
  const byId = new Map(rows.map((row) => [row.session.id, row]))
  const kept = before.flatMap((id) => byId.get(id) ?? [])
  const last = rows.findLastIndex((row) => shown.has(row.session.id))
  return [...kept, ...rows.filter((row, index) => index > last && isListed(row))]
}

/** The ids of rows that were shown before and say something new now: they flash once. */
export function changedIds(
  before: ReadonlyMap<SessionId, number>,
  rows: readonly SessionRow[],
): readonly SessionId[] {
  return rows
    .filter(({ session }) => (before.get(session.id) ?? session.version) < session.version)
    .map(({ session }) => session.id)
}

/** What `changedIds` compares with next time. */
export const versionsOf = (rows: readonly SessionRow[]): ReadonlyMap<SessionId, number> =>
  new Map(rows.map(({ session }) => [session.id, session.version]))
