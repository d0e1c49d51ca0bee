import type { SessionRow } from '@rapport/contract/light'
import {
  type FilterEnvironment,
  fieldLookup,
  type Instant,
  instant,
  noTags,
  orderRows,
} from '@rapport/domain'

/** An order of rows, as `sort` methods take it. */
export type RowOrder = (a: SessionRow, b: SessionRow) => number

/** How a list is asked to be ordered; the server's own defaults where nothing is said. */
export type AskedOrder = Readonly<{ sort?: string | undefined; direction?: 'asc' | 'desc' | undefined }>

/** The one of two rows of a session that knows more. `row` when both know the same: it was heard later. */
export const newerRow = (row: SessionRow, other: SessionRow | undefined): SessionRow =>
  other !== undefined && other.session.version > row.session.version ? other : row

/** What rows are compared in where nobody has said: the fields that every workspace has, in UTC, for nobody. */
export const plainEnvironment = (now: Instant = instant(Date.now())): FilterEnvironment => ({
  now,
  me: null,
  timeZone: 'UTC',
  fields: fieldLookup(),
  tagsWithin: noTags.within,
})

/** The server's order of rows, so that pages and news agree. */
export const serverOrder = (
  { sort = 'started', direction = 'desc' }: AskedOrder,
  environment: FilterEnvironment = plainEnvironment(),
): RowOrder => orderRows({ sort, direction }, environment)

/** Both lists in order, each session once, as its newest row. */
export function mergeRows(
  rows: readonly SessionRow[],
  more: readonly SessionRow[],
  order: RowOrder,
): readonly SessionRow[] {
  const byId = new Map(rows.map((row) => [row.session.id, row]))
  for (const row of more) byId.set(row.session.id, newerRow(row, byId.get(row.session.id)))
  return [...byId.values()].sort(order)
}
