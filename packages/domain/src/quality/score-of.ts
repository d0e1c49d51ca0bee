import {
  type Answers,
  answerTo,
  type Criterion,
  criteriaOf,
  type Scorecard,
  type ScorecardCategory,
  topOf,
} from './scorecard.ts'

/** What judgements come to. Scores are from 0 to 100, to a tenth. */
export type ReviewScore = Readonly<{
  /** Null while something is missing, and where nothing applies. */
  score: number | null
  /** By the categories' ids; null while something of it is missing, and where nothing in it applies. */
  categoryScores: Readonly<Record<string, number | null>>
  /** Critical criteria that got nothing. */
  failedCritical: readonly string[]
  /** Criteria that are not judged yet. */
  missing: readonly string[]
}>

/**
 * Reckons a review's score.
 *
 * A criterion's share is what it got of what it could get: `value / max`, or 1 and 0 for yes and no. A category's score is
 * the weighted mean of its criteria, `100 · Σ wᵢ·shareᵢ / Σ wᵢ` over those that apply: one that does not apply leaves its
 * weight to the others. The score is in the same way the weighted mean of the categories that have one, `Σ Wⱼ·scoreⱼ / Σ Wⱼ`,
 * reckoned from the unrounded. A critical criterion that got nothing makes it 0, whatever else was good.
 */
export function scoreOf(scorecard: Scorecard, answers: Answers): ReviewScore {
  const criteria = criteriaOf(scorecard)
  const missing = criteria.filter((one) => answerTo(answers, one) === undefined).map(({ id }) => id)
  const failedCritical = criteria
    .filter((one) => one.isCritical && got(answers, one) === 0)
    .map(({ id }) => id)
  const categories = scorecard.categories.map((category) => ({
    id: category.id,
    weight: category.weight,
    value: categoryScore(category, answers),
  }))
  const score = missing.length > 0 ? null : weightedMean(categories)
  return {
    score: score === null ? null : toTenth(failedCritical.length > 0 ? 0 : score),
    categoryScores: Object.fromEntries(
      categories.map(({ id, value }) => [id, value === null ? null : toTenth(value)]),
    ),
    failedCritical,
    missing,
  }
}

/** What a criterion got of what it could get, 0 to 1; null where it does not apply or is not judged. */
export function shareOf(criterion: Criterion, answers: Answers): number | null {
  const value = got(answers, criterion)
  return value === null ? null : value / topOf(criterion.scale)
}

/** What a session's QA score is with all of its reviews: their mean, to a tenth; null without one. */
export function qaScoreOf(scores: readonly number[]): number | null {
  if (scores.length === 0) return null
  return toTenth(scores.reduce((sum, score) => sum + score, 0) / scores.length)
}

/** To a tenth, as scores are kept and shown: a finer one would claim more than anybody judges. */
export const toTenth = (score: number): number => Math.round(score * 10) / 10

const got = (answers: Answers, criterion: Criterion): number | null =>
  answerTo(answers, criterion)?.value ?? null

function categoryScore({ criteria }: ScorecardCategory, answers: Answers): number | null {
  if (criteria.some((one) => answerTo(answers, one) === undefined)) return null
  const mean = weightedMean(criteria.map((one) => ({ weight: one.weight, value: shareOf(one, answers) })))
  return mean === null ? null : 100 * mean
}

/** The mean of those that have a value, by their weights; null where their weights come to nothing. */
function weightedMean(of: readonly Readonly<{ weight: number; value: number | null }>[]): number | null {
  let [sum, weights] = [0, 0]
  for (const { weight, value } of of) {
    if (value === null) continue
    sum += weight * value
    weights += weight
  }
  return weights === 0 ? null : sum / weights
}
