import type { MessageId } from '../ids.ts'
import type { QualityProblem } from './check-scorecard.ts'
import { type Answer, type Answers, type Criterion, criteriaOf, type Scorecard, topOf } from './scorecard.ts'

/** The most messages pinned to one judgement. */
export const evidenceMax = 50

/**
 * Everything that is wrong with judgements: of criteria the scorecard does not have, outside a criterion's scale, not
 * applicable where that is no answer, with evidence that is no message of the session. What is missing is not wrong yet.
 */
export function checkAnswers(
  scorecard: Scorecard,
  answers: Answers,
  isMessage: (id: MessageId) => boolean,
): readonly QualityProblem[] {
  const criteria = new Map(criteriaOf(scorecard).map((criterion) => [criterion.id, criterion]))
  return Object.entries(answers).flatMap(([id, answer]) => {
    const criterion = criteria.get(id)
    if (criterion === undefined) return [{ path: ['answers', id], message: 'is no criterion here' }]
    return [...checkValue(criterion, answer), ...checkEvidence(criterion, answer, isMessage)]
  })
}

function checkValue(criterion: Criterion, { value }: Answer): readonly QualityProblem[] {
  const wrong = (message: string) => [{ path: ['answers', criterion.id, 'value'], message }]
  if (value === null) return criterion.mayBeNa ? [] : wrong('must be judged')
  const top = topOf(criterion.scale)
  return Number.isInteger(value) && value >= 0 && value <= top
    ? []
    : wrong(`must be a whole number from 0 to ${top}`)
}

function checkEvidence(
  { id }: Criterion,
  { evidence }: Answer,
  isMessage: (id: MessageId) => boolean,
): readonly QualityProblem[] {
  const wrong = (message: string) => [{ path: ['answers', id, 'evidence'], message }]
  if (evidence.length > evidenceMax) return wrong(`must be at most ${evidenceMax}`)
  return evidence.every(isMessage) ? [] : wrong('must be messages of the session')
}
