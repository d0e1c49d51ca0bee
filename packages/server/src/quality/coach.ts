import type { OutputOf, reviewEndpoints } from '@rapport/contract'
import {
  type AgentId,
  asId,
  type Instant,
  type ReviewId,
  type ScorecardId,
  toTenth,
  weakestCriteria,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { type CoachedReview, findMeanScore, listCoachedReviews, type Span } from './insight-queries.ts'
import { listMemberNames } from './queue-queries.ts'

/** Of fewer agents together, a mean would tell an agent what one of the others has. */
const agentsMin = 4

/** Examples of a criterion that one looks at. */
const examplesMax = 5

type Coaching = OutputOf<typeof reviewEndpoints.coaching>

/**
 * What an agent's newest 500 reviews show: to themselves, and to whoever reviews. Everyone's mean is shown to agents where
 * it is of several, so that no colleague's score can be told from it.
 */
export async function readCoaching(
  ctx: AgentContext,
  { agentId, ...span }: Span & Readonly<{ agentId: AgentId }>,
): Promise<Coaching> {
  if (agentId !== ctx.agentId && !ctx.can('quality.review')) throw new AppError('not_found', { agentId })
  const names = await listMemberNames(ctx.db, ctx.scope, [agentId])
  if (!names.has(agentId)) throw new AppError('not_found', { agentId })
  const { settings } = await getWorkspace(ctx.db, ctx.scope)
  const [reviews, everyone] = await Promise.all([
    listCoachedReviews(ctx.db, ctx.scope, { agentId, timeZone: settings.timeZone, ...span }),
    findMeanScore(ctx.db, ctx.scope, span),
  ])
  const isShown = ctx.can('quality.review') || everyone.agents >= agentsMin
  const count = (...responses: readonly CoachedReview['response'][]) =>
    reviews.filter(({ response }) => responses.includes(response)).length
  return {
    agent: { id: agentId, name: names.get(agentId) ?? null },
    reviews: reviews.length,
    score: meanOf(reviews),
    everyone: everyone.score === null || !isShown ? null : toTenth(everyone.score),
    trend: trendOf(reviews),
    criteria: criteriaOf(reviews),
    acknowledged: count('acknowledged'),
    disputed: count('disputed', 'upheld', 'corrected'),
    waiting: count('none'),
  }
}

const meanOf = (reviews: readonly CoachedReview[]): number | null =>
  reviews.length === 0 ? null : toTenth(reviews.reduce((sum, { score }) => sum + score, 0) / reviews.length)

function trendOf(reviews: readonly CoachedReview[]): Coaching['trend'] {
  const weeks = [...Map.groupBy(reviews, ({ week }) => week)].toSorted(([a], [b]) => a - b)
  return weeks.map(([from, of]: [Instant, CoachedReview[]]) => ({
    from,
    score: meanOf(of) ?? 0,
    reviews: of.length,
  }))
}

function criteriaOf(reviews: readonly CoachedReview[]): Coaching['criteria'] {
  const byId = new Map<string, CoachedReview>(reviews.map((review) => [review.id, review]))
  const judged = reviews.flatMap(({ id, scorecardId, definition, answers }) =>
    scorecardId === null || definition === null ? [] : [{ id, scorecardId, scorecard: definition, answers }],
  )
  return weakestCriteria(judged, examplesMax).map(({ scorecardId, examples, ...criterion }) => ({
    ...criterion,
    scorecardId: asId<ScorecardId>(scorecardId),
    scorecardName: reviews.find((review) => review.scorecardId === scorecardId)?.scorecardName ?? '',
    examples: examples.flatMap(({ reviewId, evidence, ...example }) => {
      const review = byId.get(reviewId)
      if (review === undefined) return []
      const { sessionId, sessionNumber } = review
      const place = { sessionId, sessionNumber, reviewId: asId<ReviewId>(reviewId) }
      return [{ ...place, ...example, evidence: [...evidence] }]
    }),
  }))
}
