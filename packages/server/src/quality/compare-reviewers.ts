import type { OutputOf, reviewEndpoints } from '@rapport/contract'
import { type AgentId, asId, calibrate, type ScorecardId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { listSharedReviews, type Span } from './insight-queries.ts'
import { listScorecards } from './scorecard-queries.ts'

type Comparison = OutputOf<typeof reviewEndpoints.calibration>

/** How far reviewers of the same sessions agree by a scorecard, in the newest 100 sessions that have two reviews by it. */
export async function compareReviewers(
  ctx: AgentContext,
  { scorecardId, ...span }: Span & Readonly<{ scorecardId: ScorecardId }>,
): Promise<Comparison> {
  if ((await listScorecards(ctx.db, ctx.scope, scorecardId)).length === 0)
    throw new AppError('not_found', { scorecardId })
  const reviews = await listSharedReviews(ctx.db, ctx.scope, { scorecardId, ...span })
  const names = new Map(reviews.map(({ reviewerId, reviewerName }) => [reviewerId, reviewerName]))
  const { spreads, criteria, reviewers } = calibrate(
    reviews.map(({ definition, ...review }) => ({ ...review, scorecard: definition })),
  )
  const sessions = [...Map.groupBy(reviews, ({ sessionId }) => sessionId)].flatMap(([sessionId, of]) => {
    const [first] = of
    if (first === undefined) return []
    const { sessionNumber, agentName } = first
    const shown = of.map(({ id, reviewerId, reviewerName, score }) => ({
      reviewId: id,
      reviewerId,
      reviewerName,
      score,
    }))
    return [{ sessionId, sessionNumber, agentName, reviews: shown, spread: spreads[sessionId] ?? 0 }]
  })
  return {
    sessions,
    criteria: criteria.map((one) => ({ ...one })),
    reviewers: reviewers.map(({ id, ...reviewer }) => {
      const reviewerId = asId<AgentId>(id)
      return { id: reviewerId, name: names.get(reviewerId) ?? null, ...reviewer }
    }),
  }
}
