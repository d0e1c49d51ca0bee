import type { OutputOf, reviewEndpoints } from '@rapport/contract'
import { type AgentId, asId, calibrate, type ScorecardId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { listSharedReviews, type Span } from './insight-queries.ts'
import { listScorecards } from './scorecard-queries.ts'

type Comparison = OutputOf<typeof reviewEndpoints.calibration>

/** How far reviewers of the same work agree by a scorecard, in the newest 100 agents' parts that have two reviews by it. */
export async function compareReviewers(
  ctx: AgentContext,
  { scorecardId, ...span }: Span & Readonly<{ scorecardId: ScorecardId }>,
): Promise<Comparison> {
  if ((await listScorecards(ctx.db, ctx.scope, scorecardId)).length === 0)
    throw new AppError('not_found', { scorecardId })
  const found = await listSharedReviews(ctx.db, ctx.scope, { scorecardId, ...span })
  const names = new Map(found.map(({ reviewerId, reviewerName }) => [reviewerId, reviewerName]))
  const { parts, criteria, reviewers } = calibrate(
    found.map(({ definition, ...review }) => ({ ...review, scorecard: definition })),
  )
  return {
    parts: parts.map(({ reviews, spread }) => {
      const [{ sessionId, sessionNumber, agentId, agentName }] = reviews
      const shown = reviews.map(({ id, reviewerId, reviewerName, score }) => ({
        reviewId: id,
        reviewerId,
        reviewerName,
        score,
      }))
      return { sessionId, sessionNumber, agentId, agentName, reviews: shown, spread }
    }),
    criteria: criteria.map((one) => ({ ...one })),
    reviewers: reviewers.map(({ id, ...reviewer }) => {
      const reviewerId = asId<AgentId>(id)
      return { id: reviewerId, name: names.get(reviewerId) ?? null, ...reviewer }
    }),
  }
}
