import type { ReviewView } from '@rapport/contract'
import { differencesOf, isSameJudgement, type Judgements, type ReviewId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { judgeWhole } from './judge.ts'
import { presentReview, readerOf } from './present-review.ts'
import { refused } from './refused.ts'
import { lockReview, type ReviewRecord, storeAnswer, storeResponse } from './review-queries.ts'
import { getReview, give, presented, requireSeen, type Seen } from './write-review.ts'

type Response = Readonly<{ reviewId: ReviewId; response: 'acknowledged' | 'disputed'; text: string }>

/** What an agent says of a review of their own work: once, and a dispute with its reasons. */
export function respondToReview(
  ctx: AgentContext,
  { reviewId: id, response, text }: Response,
): Promise<ReviewView> {
  return inTransaction(ctx, async (tx) => {
    const review = await lockReview(tx, ctx.scope, id, readerOf(ctx))
    if (review === null || review.agentId !== ctx.agentId || review.state !== 'submitted')
      throw new AppError('not_found', { reviewId: id })
    if (review.response !== 'none') throw new AppError('review_answered', { reviewId: id })
    if (response === 'disputed' && text === '') throw refused(['text'], 'must say what is disputed')
    await storeResponse(tx, ctx.scope, { id, response, text, at: ctx.now() })
    return await presented(tx, ctx, id)
  })
}

type DisputeAnswer = Seen & Readonly<{ text: string; corrected: Judgements | null }>

/**
 * Answers a dispute: upholds the review, or corrects it, whereupon the session's score is made anew. Any reviewer may
 * but the one whose work it is about. A correction corrects something: the agent is not told that they were right of a
 * review that stands as it stood.
 */
export async function answerDispute(ctx: AgentContext, answer: DisputeAnswer): Promise<ReviewView> {
  const { reviewId: id, text, corrected } = answer
  const stored = { id, text, by: ctx.agentId }
  if (corrected === null)
    return inTransaction(ctx, async (tx) => {
      await lockDisputed(tx, ctx, answer)
      await storeAnswer(tx, ctx.scope, { ...stored, response: 'upheld', at: ctx.now() })
      return await presented(tx, ctx, id)
    })
  await give(
    ctx,
    await getReview(ctx, id),
    async (tx) => correct(tx, ctx, await lockDisputed(tx, ctx, answer), corrected),
    (tx) => storeAnswer(tx, ctx.scope, { ...stored, response: 'corrected', at: ctx.now() }),
  )
  return presentReview(await getReview(ctx, id))
}

/** The judgements that hold from now on, refused where they are those there are. */
async function correct(tx: Tx, ctx: AgentContext, review: ReviewRecord, corrected: Judgements) {
  const content = await judgeWhole(tx, ctx, review, corrected)
  if (isSameJudgement(differencesOf(review.definition, review, content)))
    throw refused(['corrected'], 'must change something: a review that is right is upheld')
  return content
}

async function lockDisputed(
  tx: Tx,
  ctx: AgentContext,
  { reviewId: id, seenVersion }: Seen,
): Promise<ReviewRecord> {
  const review = await lockReview(tx, ctx.scope, id, readerOf(ctx))
  if (review === null) throw new AppError('not_found', { reviewId: id })
  if (review.response !== 'disputed') throw new AppError('review_not_disputed', { reviewId: id })
  if (review.agentId === ctx.agentId)
    throw refused(['reviewId'], 'must not be of your own work: another reviewer answers it')
  return requireSeen(review, seenVersion)
}
