import type { ReviewView } from '@rapport/contract'
import { type Instant, instant, scoreOf } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import type { ReviewReader, ReviewRecord } from './review-queries.ts'

/** As whom somebody looks at reviews. */
export const readerOf = (ctx: AgentContext): ReviewReader => ({
  agentId: ctx.agentId,
  isReviewer: ctx.can('quality.review'),
})

const moment = (at: number | null): Instant | null => (at === null ? null : instant(at))

/** A review on the wire, with what its judgements come to. */
export function presentReview(record: ReviewRecord): ReviewView {
  const { definition, scorecardId, scorecardVersion, scorecardName, at: _, ...review } = record
  const { categoryScores, failedCritical } =
    definition === null ? { categoryScores: {}, failedCritical: [] } : scoreOf(definition, review.answers)
  return {
    ...review,
    scorecard:
      definition === null || scorecardId === null
        ? null
        : { id: scorecardId, version: scorecardVersion ?? 1, name: scorecardName ?? '', definition },
    categoryScores,
    failedCritical: [...failedCritical],
    respondedAt: moment(review.respondedAt),
    answeredAt: moment(review.answeredAt),
    createdAt: instant(review.createdAt),
    updatedAt: instant(review.updatedAt),
    submittedAt: moment(review.submittedAt),
  }
}
