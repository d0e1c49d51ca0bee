import type { MessageKey } from '../app/index.ts'
import type { DataSort } from '../ui/index.ts'
import { plainQuery, type SessionsQuery } from './sessions-address.ts'

/** What a list is sorted by, and which end comes first. */
export type SessionsSort = Pick<SessionsQuery, 'sort' | 'direction'>

/** The orders people ask for by name, wherever the list is. */
export const namedSorts = [
  { key: 'sessions.sort.newest', sort: 'started', direction: 'desc' },
  { key: 'sessions.sort.oldest', sort: 'started', direction: 'asc' },
  { key: 'sessions.sort.activity', sort: 'activity', direction: 'desc' },
  { key: 'sessions.sort.quiet', sort: 'activity', direction: 'asc' },
  { key: 'sessions.sort.waiting', sort: 'waiting', direction: 'desc' },
  { key: 'sessions.sort.priority', sort: 'priority', direction: 'asc' },
  { key: 'sessions.sort.unread', sort: 'unread', direction: 'desc' },
  { key: 'sessions.sort.handling', sort: 'handling', direction: 'desc' },
  { key: 'sessions.sort.duration', sort: 'duration', direction: 'desc' },
  { key: 'sessions.sort.firstResponse', sort: 'firstResponse', direction: 'desc' },
  { key: 'sessions.sort.rating', sort: 'rating', direction: 'asc' },
] as const satisfies readonly (SessionsSort & { key: MessageKey })[]

/** The usual order. */
export const usualSort: SessionsSort = { sort: plainQuery.sort, direction: plainQuery.direction }

/** Whether two orders are one and the same. */
export const isSameSort = (a: SessionsSort, b: SessionsSort): boolean =>
  a.sort === b.sort && a.direction === b.direction

/**
 * The order after a press on a column's header: largest first, then smallest first, then the usual order again. The
 * most urgent counts as the largest.
 */
export function pressedSort(now: SessionsSort, field: string): SessionsSort {
  const first = field === 'priority' ? 'asc' : 'desc'
  if (now.sort !== field) return { sort: field, direction: first }
  if (now.direction === first) return { sort: field, direction: first === 'desc' ? 'asc' : 'desc' }
  return usualSort
}

// The contact's column is named for what it shows, and sorted by the name.
const fieldByColumn: Readonly<Record<string, string>> = { contact: 'contactName' }

/** The field that a column is sorted and filtered by. */
export const fieldOfColumn = (columnId: string): string => fieldByColumn[columnId] ?? columnId

/** The column that shows a field. */
export const columnOfField = (field: string): string =>
  Object.entries(fieldByColumn).find(([, one]) => one === field)?.[0] ?? field

/** The order as the table's header shows it. */
export const headerSort = ({ sort, direction }: SessionsSort): DataSort => ({
  columnId: columnOfField(sort),
  direction: direction === 'asc' ? 'ascending' : 'descending',
})
