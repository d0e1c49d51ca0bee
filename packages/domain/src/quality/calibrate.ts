import { shareOf, toTenth } from './score-of.ts'
import { type Answers, criteriaOf, type Scorecard } from './scorecard.ts'

/** A review as it is compared with others: by the version of the scorecard it was made by. */
export type ComparedReview = Readonly<{
  sessionId: string
  reviewerId: string
  score: number
  scorecard: Scorecard
  answers: Answers
}>

/** How far reviewers agree on the same sessions. */
export type Calibration = Readonly<{
  /** Highest less lowest score, by session. */
  spreads: Readonly<Record<string, number>>
  /** By how much of its scale judgements of a criterion differ, 0 to 1, as a mean of its sessions; most first. */
  criteria: readonly Readonly<{ id: string; name: string; spread: number; sessions: number }>[]
  /** How far each reviewer's scores lie above the mean of the same session's, as a mean of their sessions; strictest first. */
  reviewers: readonly Readonly<{ id: string; leaning: number; sessions: number }>[]
}>

/**
 * Compares reviews of the same sessions, by one scorecard. A session with one review alone says nothing, nor does a
 * criterion that only one of its reviewers found to apply.
 */
export function calibrate(reviews: readonly ComparedReview[]): Calibration {
  const shared = [...Map.groupBy(reviews, ({ sessionId }) => sessionId)].filter(
    ([, { length }]) => length > 1,
  )
  const spreads = shared.map(([id, of]) => [id, toTenth(spreadOf(of.map(({ score }) => score)))] as const)
  const sessions = shared.map(([, of]) => of)
  return {
    spreads: Object.fromEntries(spreads),
    criteria: spreadsOfCriteria(sessions).toSorted((a, b) => b.spread - a.spread),
    reviewers: leanings(sessions).toSorted((a, b) => a.leaning - b.leaning),
  }
}

const spreadOf = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function spreadsOfCriteria(sessions: readonly (readonly ComparedReview[])[]) {
  const found = new Map<string, { name: string; spreads: number[] }>()
  for (const reviews of sessions)
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
    sessions: spreads.length,
  }))
}

/** What each criterion got of what it could get, in each review of a session that found it to apply. */
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

function leanings(sessions: readonly (readonly ComparedReview[])[]) {
  const apart = sessions.flatMap((reviews) => {
    const mean = meanOf(reviews.map(({ score }) => score))
    return reviews.map(({ reviewerId, score }) => ({ reviewerId, by: score - mean }))
  })
  return [...Map.groupBy(apart, ({ reviewerId }) => reviewerId)].map(([id, of]) => ({
    id,
    leaning: toTenth(meanOf(of.map(({ by }) => by))),
    sessions: of.length,
  }))
}
