import type { SessionId, SessionList } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { lookUpFields, readFilter } from './filter/read-filter.ts'
import { withinTime } from './filter/time-limit-queries.ts'
import { listMatching } from './freeze-matching-queries.ts'
import { countQuestion } from './list-sessions.ts'

/** Longer than a list may take: it is asked once, before much work, and not while somebody scrolls. */
const freezeLimitMs = 15_000

/** The sessions of a list that match a filter at this moment, the newest first, for work on all of them. */
export async function freezeMatching(
  ctx: AgentContext,
  { list, filter, limit }: Readonly<{ list: SessionList; filter: string; limit: number }>,
): Promise<readonly Readonly<{ id: SessionId; number: number }>[]> {
  const { settings } = await getWorkspace(ctx.db, ctx.scope)
  const fields = await lookUpFields(ctx.db, ctx.scope, [filter])
  const expression = readFilter(filter, fields)
  const question = await countQuestion(ctx, { list, expression, fields, settings, now: ctx.now() })
  return await withinTime(ctx.db, freezeLimitMs, (tx) => listMatching(tx, ctx.scope, question, limit))
}
