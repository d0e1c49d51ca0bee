import type { OutputOf, reviewEndpoints } from '@rapport/contract'
import {
  type AgentId,
  asId,
  type CoachingWeeks,
  type CriterionExample,
  type Instant,
  periodWeeks,
  type ReviewId,
  type ScorecardId,
  teamMean,
  toTenth,
  weakestCriteria,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { getWorkspace } from '../workspaces/index.ts'
import {
  type CoachedReview,
  findMeanScore,
  listCoachedReviews,
  listEvidence,
  listPeriodTotals,
} from './insight-queries.ts'
import { findMonday, listMemberNames } from './queue-queries.ts'

/** Examples of a criterion that one looks at, and messages that show one of them. */
const [examplesMax, evidenceShownMax] = [5, 5]

type Coaching = OutputOf<typeof reviewEndpoints.coaching>
type Wish = Readonly<{ agentId: AgentId; weeks: CoachingWeeks }>

/** What an agent's newest 500 reviews of some weeks show: to themselves, and to whoever reviews. */
export async function readCoaching(ctx: AgentContext, { agentId, weeks }: Wish): Promise<Coaching> {
  if (agentId !== ctx.agentId && !ctx.can('quality.review')) throw new AppError('not_found', { agentId })
  const names = await listMemberNames(ctx.db, ctx.scope, [agentId])
  if (!names.has(agentId)) throw new AppError('not_found', { agentId })
  const { timeZone } = (await getWorkspace(ctx.db, ctx.scope)).settings
  const since = await findMonday(ctx.db, { at: ctx.now(), timeZone, weeksBefore: weeks })
  const [reviews, everyone] = await Promise.all([
    listCoachedReviews(ctx.db, ctx.scope, { agentId, timeZone, since }),
    ctx.can('quality.review')
      ? findMeanScore(ctx.db, ctx.scope, { since })
      : findTeamMean(ctx, { timeZone, weeks }),
  ])
  const count = (...responses: readonly CoachedReview['response'][]) =>
    reviews.filter(({ response }) => responses.includes(response)).length
  return {
    agent: { id: agentId, name: names.get(agentId) ?? null },
    reviews: reviews.length,
    score: meanOf(reviews),
    everyone: everyone === null ? null : toTenth(everyone),
    trend: trendOf(reviews),
    criteria: await criteriaOf(ctx, reviews),
    acknowledged: count('acknowledged'),
    disputed: count('disputed', 'upheld', 'corrected'),
    waiting: count('none'),
  }
}

/** The mean that somebody may see who sees no colleague's reviews. */
async function findTeamMean(
  ctx: AgentContext,
  { timeZone, weeks }: Readonly<{ timeZone: string; weeks: CoachingWeeks }>,
): Promise<number | null> {
  const asked = { at: ctx.now(), timeZone, count: weeks / periodWeeks }
  return teamMean(await listPeriodTotals(ctx.db, ctx.scope, asked), ctx.agentId)
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

async function criteriaOf(
  ctx: AgentContext,
  reviews: readonly CoachedReview[],
): Promise<Coaching['criteria']> {
  const byId = new Map<string, CoachedReview>(reviews.map((review) => [review.id, review]))
  const judged = reviews.flatMap(({ id, scorecardId, definition, answers }) =>
    scorecardId === null || definition === null ? [] : [{ id, scorecardId, scorecard: definition, answers }],
  )
  const weakest = weakestCriteria(judged, examplesMax)
  const shown = weakest.flatMap(({ examples }) => examples.flatMap(evidenceOf))
  const messages = await listEvidence(ctx.db, ctx.scope, [...new Set(shown)])
  return weakest.map(({ scorecardId, examples, ...criterion }) => ({
    ...criterion,
    scorecardId: asId<ScorecardId>(scorecardId),
    scorecardName: reviews.find((review) => review.scorecardId === scorecardId)?.scorecardName ?? '',
    examples: examples.flatMap((example) => {
      const { reviewId, score, comment } = example
      const review = byId.get(reviewId)
      if (review === undefined) return []
      const { sessionId, sessionNumber } = review
      const place = { sessionId, sessionNumber, reviewId: asId<ReviewId>(reviewId) }
      const evidence = evidenceOf(example).flatMap((id) => messages.get(id) ?? [])
      return [{ ...place, score, comment, evidence }]
    }),
  }))
}

const evidenceOf = ({ evidence }: CriterionExample) => evidence.slice(0, evidenceShownMax)
