import type { Chosen } from '../selection.ts'
import type { SessionsQuery } from '../sessions-address.ts'

/** How many single sessions one batch takes; beyond it, all that match are chosen by their filter. */
export const chosenMax = 1_000

/** Where counting stops: a count that has come so far means "more than 10,000". */
export const countedMax = 10_000

/** Whether a batch of so many can be taken back: beyond that it would be too many pages and batches, and is said before. */
export const canUndo = (count: number | null): boolean => count !== null && count <= countedMax

/** What a batch is to work on: the sessions chosen one by one, or all that the page's list and filter match. */
export const targetOf = (
  { covers, ids }: Chosen,
  { list, filter }: Pick<SessionsQuery, 'list' | 'filter'>,
) => (covers === 'matching' ? { list, filter } : { sessionIds: [...ids] })

/**
 * How many sessions the person who begins the batch has been told of, so that the server refuses another number;
 * nothing where they were told of "more than 10,000".
 */
export const expectedOf = (count: number | null): { expected?: number } =>
  count === null || count > countedMax ? {} : { expected: count }
