import {
  type Answer,
  type Answers,
  answerTo,
  type Criterion,
  criteriaOf,
  type Scorecard,
} from './scorecard.ts'

/** What somebody judged. `score` is for a review without a scorecard. */
export type Judgements = Readonly<{ answers: Answers; comment: string; score: number | null }>

/** In what two sets of judgements differ. */
export type Differences = Readonly<{ criteria: readonly Criterion[]; comment: boolean; score: boolean }>

/**
 * The criteria that two sets of judgements differ in, and whether the words on the whole or the score do. In what order
 * messages are pinned says nothing, so it makes no difference.
 */
export function differencesOf(scorecard: Scorecard | null, one: Judgements, other: Judgements): Differences {
  const criteria = scorecard === null ? [] : criteriaOf(scorecard)
  return {
    criteria: criteria.filter(
      (criterion) => !isSame(answerTo(one.answers, criterion), answerTo(other.answers, criterion)),
    ),
    comment: one.comment !== other.comment,
    score: one.score !== other.score,
  }
}

/** Whether two sets of judgements that differ so are the same: whoever corrects a review to one, upholds it. */
export const isSameJudgement = ({ criteria, comment, score }: Differences): boolean =>
  criteria.length === 0 && !comment && !score

function isSame(one: Answer | undefined, other: Answer | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  const [pinned, others] = [new Set(one.evidence), new Set(other.evidence)]
  return (
    one.value === other.value &&
    one.comment === other.comment &&
    pinned.symmetricDifference(others).size === 0
  )
}
