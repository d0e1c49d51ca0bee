import { shareOf, toTenth } from './score-of.ts'
import { type Answers, criteriaOf, type Scorecard } from './scorecard.ts'

/** A review as it is compared with others: by the version of the scorecard it was made by. */
export type ComparedReview = Readonly<{
  sessionId: string
  /** Whose part in it; null for a session that no agent had. */
  agentId: string | null
  reviewerId: string
  score: number
  scorecard: Scorecard
  answers: Answers
}>

/** How far reviewers agree on the same work. */
export type Calibration<Review> = Readonly<{
  /** One agent's part in one session, with highest less lowest score; in the order the reviews came in. */
  parts: readonly Readonly<{ reviews: readonly [Review, ...Review[]]; spread: number }>[]
  /** By how much of its scale judgements of a criterion differ, 0 to 1, as a mean of its parts; most first. */
  criteria: readonly Readonly<{ id: string; name: string; spread: number; parts: number }>[]
  /** How far each reviewer's scores lie above the mean of the same part's, as a mean of their parts; strictest first. */
  reviewers: readonly Readonly<{ id: string; leaning: number; parts: number }>[]
}>

/**
 * Compares reviews of the same work, by one scorecard: of the same agent's part in the same session, for two agents of one
 * session may well be judged otherwise. A part with one review alone says nothing, nor does a criterion that only one
 * of its reviewers found to apply.
 */
export function calibrate<Review extends ComparedReview>(reviews: readonly Review[]): Calibration<Review> {
  const byPart = Map.groupBy(reviews, ({ sessionId, agentId }) => JSON.stringify([sessionId, agentId]))
  const parts = [...byPart.values()].filter(isShared)
  return {
    parts: parts.map((of) => ({ reviews: of, spread: toTenth(spreadOf(of.map(({ score }) => score))) })),
    criteria: spreadsOfCriteria(parts).toSorted((a, b) => b.spread - a.spread),
    reviewers: leanings(parts).toSorted((a, b) => a.leaning - b.leaning),
  }
}

const isShared = <Review>(reviews: readonly Review[]): reviews is [Review, ...Review[]] => reviews.length > 1
const spreadOf = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function spreadsOfCriteria(parts: readonly (readonly ComparedReview[])[]) {
  const found = new Map<string, { name: string; spreads: number[] }>()
  for (const reviews of parts)
    for (const [id, { name, shares }] of sharesIn(reviews)) {
      if (shares.length < 2) continue
      const entry = found.get(id) ?? { name, spreads: [] }
      found.set(id, entry)
      entry.spreads.push(spreadOf(shares))
    }
  return [...found].map(([id, { name, spreads }]) => ({
    id,
    name,
    spread: Math.round(meanOf(spreads) * 1_000) / 1_000,
    parts: spreads.length,
  }))
}

/** What each criterion got of what it could get, in each review of a part that found it to apply. */
function sharesIn(reviews: readonly ComparedReview[]) {
  const found = new Map<string, { name: string; shares: number[] }>()
  for (const { scorecard, answers } of reviews)
    for (const criterion of criteriaOf(scorecard)) {
      const share = shareOf(criterion, answers)
      if (share === null) continue
      const entry = found.get(criterion.id) ?? { name: criterion.name, shares: [] }
      found.set(criterion.id, entry)
      entry.shares.push(share)
    }
  return found
}

function leanings(parts: readonly (readonly ComparedReview[])[]) {
  const apart = parts.flatMap((reviews) => {
    const mean = meanOf(reviews.map(({ score }) => score))
    return reviews.map(({ reviewerId, score }) => ({ reviewerId, by: score - mean }))
  })
  return [...Map.groupBy(apart, ({ reviewerId }) => reviewerId)].map(([id, of]) => ({
    id,
    leaning: toTenth(meanOf(of.map(({ by }) => by))),
    parts: of.length,
  }))
}
