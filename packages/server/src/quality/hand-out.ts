import type { OutputOf, reviewQueueEndpoints } from '@rapport/contract'
import { instant, type ReviewQueueId, type SessionId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { claimNext, countWaiting, findClaimed, releaseLeft, skipItem } from './queue-item-queries.ts'
import { listQueues, type StoredQueue } from './queue-queries.ts'

/** How long a reviewer keeps what they leave. */
const heldMs = 24 * 3_600_000

type Next = OutputOf<typeof reviewQueueEndpoints.next>

/**
 * Hands a reviewer what to review now: what they have in hand, else the next that waits. It is theirs until they are
 * done, skip it, or leave it for a day.
 */
export async function handOut(ctx: AgentContext, queueId: ReviewQueueId): Promise<Next> {
  const { definition } = await requireQueue(ctx, queueId)
  const at = ctx.now()
  return await inTransaction(ctx, async (tx) => {
    await releaseLeft(tx, ctx.scope, { queueId, before: instant(at - heldMs) })
    const asking = { queueId, reviewerId: ctx.agentId, at }
    const handed = (await findClaimed(tx, ctx.scope, asking)) ?? (await claimNext(tx, ctx.scope, asking))
    if (handed === null) return { item: null }
    const waiting = await countWaiting(tx, ctx.scope, queueId)
    return { item: { ...handed, queueId, scorecardId: definition.scorecardId, waiting } }
  })
}

/** Leaves a session of a queue unreviewed, for good. */
export async function skipSession(
  ctx: AgentContext,
  { reviewQueueId: queueId, sessionId }: Readonly<{ reviewQueueId: ReviewQueueId; sessionId: SessionId }>,
): Promise<void> {
  await requireQueue(ctx, queueId)
  const skip = { queueId, sessionId, reviewerId: ctx.agentId, at: ctx.now() }
  if (!(await skipItem(ctx.db, ctx.scope, skip))) throw new AppError('not_found', { queueId, sessionId })
}

/** The queue, where one is among its reviewers; of one that names none, everybody is. */
async function requireQueue(ctx: AgentContext, id: ReviewQueueId): Promise<StoredQueue> {
  const [queue] = await listQueues(ctx.db, ctx.scope, id)
  if (queue === undefined) throw new AppError('not_found', { queueId: id })
  const { reviewerIds } = queue.definition
  if (reviewerIds.length > 0 && !reviewerIds.includes(ctx.agentId))
    throw new AppError('forbidden', { queueId: id })
  return queue
}
