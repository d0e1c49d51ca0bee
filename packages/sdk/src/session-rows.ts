import type { SessionRow } from '@rapport/contract/light'

type Sort = string | undefined

/** The one of two rows of a session that knows more. `row` when both know the same: it was heard later. */
export const newerRow = (row: SessionRow, other: SessionRow | undefined): SessionRow =>
  other !== undefined && other.session.version > row.session.version ? other : row

/** Rows in the server's order: newest first, and by id where two are equal, so that pages and news agree. */
export function sortRows(rows: readonly SessionRow[], sort: Sort): readonly SessionRow[] {
  const key = ({ session }: SessionRow) => (sort === 'activity' ? session.lastActivityAt : session.startedAt)
  return [...rows].sort((a, b) => key(b) - key(a) || (a.session.id < b.session.id ? 1 : -1))
}

/** Both lists in order, each session once, as its newest row. */
export function mergeRows(
  rows: readonly SessionRow[],
  more: readonly SessionRow[],
  sort: Sort,
): readonly SessionRow[] {
  const byId = new Map(rows.map((row) => [row.session.id, row]))
  for (const row of more) byId.set(row.session.id, newerRow(row, byId.get(row.session.id)))
  return sortRows([...byId.values()], sort)
}
