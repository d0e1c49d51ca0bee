import type { ReviewView } from '@rapport/contract'
import { agent, decideReview, type Judgements, type ReviewId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { changeSession } from '../sessions/index.ts'
import { judge, judgeWhole } from './judge.ts'
import { presentReview, readerOf } from './present-review.ts'
import { finishItems } from './queue-item-queries.ts'
import {
  deleteReview,
  findReview,
  listOtherScores,
  lockReview,
  type ReviewContent,
  type ReviewRecord,
  storeContent,
} from './review-queries.ts'

/** Which review, and as which version its writer saw it. */
export type Seen = Readonly<{ reviewId: ReviewId; seenVersion: number }>

/** Keeps a draft as far as it has come. Of two tabs that save at once, the second is told. */
export function saveReview(
  ctx: AgentContext,
  { reviewId, seenVersion, ...judged }: Seen & Judgements,
): Promise<ReviewView> {
  return inTransaction(ctx, async (tx) => {
    const review = requireSeen(await lockOwnDraft(tx, ctx, reviewId), seenVersion)
    const content = await judge(tx, ctx, review, judged)
    await storeContent(tx, ctx.scope, { ...content, id: reviewId, at: ctx.now(), isSubmitted: false })
    return await presented(tx, ctx, reviewId)
  })
}

/**
 * Gives a review: what it holds, the session's score made of all its reviews, and the queue's work done, together or not
 * at all. Reviewers of one session queue for its lock, so that none of their scores is passed over.
 */
export async function submitReview(
  ctx: AgentContext,
  { reviewId, seenVersion, ...judged }: Seen & Judgements,
): Promise<ReviewView> {
  const { sessionId } = await getReview(ctx, reviewId)
  await give(
    ctx,
    { id: reviewId, sessionId },
    async (tx) => {
      const review = requireSeen(await lockOwnDraft(tx, ctx, reviewId), seenVersion)
      return judgeWhole(tx, ctx, review, judged)
    },
    (tx) => finishItems(tx, ctx.scope, { sessionId, reviewerId: ctx.agentId, at: ctx.now() }),
  )
  return presentReview(await getReview(ctx, reviewId))
}

/**
 * Records a review's score with its session, on judgements that are read under the session's lock. `alongside` is
 * written in the same transaction.
 */
export async function give(
  ctx: AgentContext,
  { id, sessionId }: Pick<ReviewRecord, 'id' | 'sessionId'>,
  content: (tx: Tx) => Promise<ReviewContent & Readonly<{ score: number }>>,
  alongside: (tx: Tx) => Promise<void>,
): Promise<void> {
  const by = agent(ctx.agentId)
  let given: ReviewContent | null = null
  await changeSession(
    ctx,
    sessionId,
    async (session, _row, tx) => {
      const { score, ...rest } = await content(tx)
      given = { ...rest, score }
      const others = await listOtherScores(tx, ctx.scope, { sessionId, id })
      return decideReview(session, { reviewId: id, score, others }, by)
    },
    async (tx) => {
      if (given === null) throw new Error('A review is given without anything in it')
      await storeContent(tx, ctx.scope, { ...given, id, at: ctx.now(), isSubmitted: true })
      await alongside(tx)
      return {}
    },
  )
}

/** Throws one's own draft away. */
export async function discardReview(ctx: AgentContext, reviewId: ReviewId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockOwnDraft(tx, ctx, reviewId)
    await deleteReview(tx, ctx.scope, reviewId)
  })
}

/** A review that the caller may see. */
export async function getReview(ctx: AgentContext, id: ReviewId): Promise<ReviewRecord> {
  const review = await findReview(ctx.db, ctx.scope, id, readerOf(ctx))
  if (review === null) throw new AppError('not_found', { reviewId: id })
  return review
}

async function lockOwnDraft(tx: Tx, ctx: AgentContext, id: ReviewId): Promise<ReviewRecord> {
  const review = await lockReview(tx, ctx.scope, id, readerOf(ctx))
  if (review === null || review.reviewerId !== ctx.agentId) throw new AppError('not_found', { reviewId: id })
  if (review.state !== 'draft') throw new AppError('review_submitted', { reviewId: id })
  return review
}

/** The review, where it is still as its writer saw it. */
export function requireSeen(review: ReviewRecord, seenVersion: number): ReviewRecord {
  if (review.version !== seenVersion) throw new AppError('changed_meanwhile', { reviewId: review.id })
  return review
}

/** The review as it stands within a transaction, on the wire. */
export async function presented(tx: Tx, ctx: AgentContext, id: ReviewId): Promise<ReviewView> {
  const review = await findReview(tx, ctx.scope, id, readerOf(ctx))
  if (review === null) throw new AppError('not_found', { reviewId: id })
  return presentReview(review)
}
