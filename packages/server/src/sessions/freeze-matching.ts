import type { SessionId, SessionList } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { lookUpFields, readFilter, readSort } from './filter/read-filter.ts'
import { withinTime } from './filter/time-limit-queries.ts'
import { listMatching, type SelectedSessions, selectMatching } from './freeze-matching-queries.ts'
import { countQuestion } from './list-sessions.ts'

/** Longer than a list may take: it is asked once, before much work, and not while somebody scrolls. */
const freezeLimitMs = 15_000

/** The sessions of a list that match a filter at this moment, the newest first, for work on all of them. */
export async function freezeMatching(
  ctx: AgentContext,
  { list, filter, limit }: Readonly<{ list: SessionList; filter: string; limit: number }>,
): Promise<readonly Readonly<{ id: SessionId; number: number }>[]> {
  const { settings } = await getWorkspace(ctx.db, ctx.scope)
  const fields = await lookUpFields(ctx, [filter])
  const expression = readFilter(filter, fields)
  const question = await countQuestion(ctx, { list, expression, fields, settings, now: ctx.now() })
  return await withinTime(ctx.db, freezeLimitMs, (tx) => listMatching(tx, ctx.scope, question, limit))
}

/** Longer still: a million are found, put in order and written down. */
const writeLimitMs = 60_000

/** Which sessions, in what order: as a list asks for them. */
export type Matching = Readonly<{
  list: SessionList
  filter: string
  sort: string
  direction: 'asc' | 'desc'
}>

/**
 * All sessions that match at this moment, with their versions, as a select for whoever writes them down in a
 * transaction of theirs: in one look, in the list's order, and as many as there are. A filter or an order that cannot
 * be read is refused; what takes too long is answered as "narrow the time".
 */
export async function freezeInto<T>(
  ctx: AgentContext,
  { list, filter, sort, direction }: Matching,
  write: (tx: Tx, matching: SelectedSessions) => Promise<T>,
): Promise<T> {
  const { settings } = await getWorkspace(ctx.db, ctx.scope)
  const fields = await lookUpFields(ctx, [filter, sort])
  const expression = readFilter(filter, fields)
  const order = { sort: readSort(sort, fields), direction }
  const question = await countQuestion(ctx, { list, expression, fields, settings, now: ctx.now() })
  const matching = selectMatching(ctx.scope, question, order)
  return await withinTime(ctx.db, writeLimitMs, (tx) => write(tx, matching))
}
