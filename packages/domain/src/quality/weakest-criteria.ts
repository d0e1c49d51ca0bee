import type { MessageId } from '../ids.ts'
import { shareOf, toTenth } from './score-of.ts'
import { type Answers, answerTo, criteriaOf, type Scorecard } from './scorecard.ts'

/** A review by a scorecard, as coaching looks at it. */
export type JudgedReview = Readonly<{
  id: string
  scorecardId: string
  scorecard: Scorecard
  answers: Answers
}>

/** A session in which a criterion was judged low, and why. */
export type CriterionExample = Readonly<{
  reviewId: string
  score: number
  comment: string
  evidence: readonly MessageId[]
}>

/** How a criterion went, 0 to 100, over several reviews. */
export type CriterionResult = Readonly<{
  scorecardId: string
  criterionId: string
  name: string
  score: number
  reviews: number
  examples: readonly CriterionExample[]
}>

/**
 * The criteria of some reviews, weakest first: each one's mean share of what it could get, over the reviews in which it
 * applied, with the `examplesMax` lowest of them that lost anything. Of the same, those given first come first; a
 * criterion is called as the first review that has it calls it.
 */
export function weakestCriteria(reviews: readonly JudgedReview[], examplesMax: number): CriterionResult[] {
  const found = new Map<string, { key: [string, string]; name: string; examples: CriterionExample[] }>()
  for (const { id, scorecardId, scorecard, answers } of reviews)
    for (const criterion of criteriaOf(scorecard)) {
      const share = shareOf(criterion, answers)
      if (share === null) continue
      const key = JSON.stringify([scorecardId, criterion.id])
      const entry = found.get(key) ?? { key: [scorecardId, criterion.id], name: criterion.name, examples: [] }
      found.set(key, entry)
      const { comment = '', evidence = [] } = answerTo(answers, criterion) ?? {}
      entry.examples.push({ reviewId: id, score: toTenth(100 * share), comment, evidence })
    }
  return [...found.values()]
    .map(({ key: [scorecardId, criterionId], name, examples }) => ({
      scorecardId,
      criterionId,
      name,
      score: toTenth(examples.reduce((sum, { score }) => sum + score, 0) / examples.length),
      reviews: examples.length,
      examples: examples
        .filter(({ score }) => score < 100)
        .toSorted((a, b) => a.score - b.score)
        .slice(0, examplesMax),
    }))
    .toSorted((a, b) => a.score - b.score)
}
