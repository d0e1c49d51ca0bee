import { expect, test } from 'vitest'
import type { MessageId } from '../ids.ts'
import { differencesOf, isSameJudgement } from './differences-of.ts'
import type { Answers, Scorecard } from './scorecard.ts'

const [first, second] = ['first' as MessageId, 'second' as MessageId]
const criterion = (id: string) => ({
  ...{ id, name: id, description: '', weight: 1 },
  ...{ scale: { kind: 'yes_no' } as const, mayBeNa: false, isCritical: false },
})
const scorecard: Scorecard = {
  categories: [
    { id: 'all', name: 'All', weight: 1, criteria: [criterion('greeting'), criterion('closing')] },
  ],
}
const answers: Answers = { greeting: { value: 1, comment: 'Warm', evidence: [first, second] } }
const judged = { answers, comment: 'Good', score: null }

test('two sets of judgements differ in the criteria judged, remarked on or shown by messages otherwise', () => {
  const closed = { ...judged, answers: { closing: { value: 0, comment: '', evidence: [] } } }
  const { criteria, comment } = differencesOf(scorecard, judged, closed)
  expect(criteria.map(({ id }) => id)).toEqual(['greeting', 'closing'])
  expect(comment).toBe(false)
  const greeted = (more: object) => ({
    ...judged,
    answers: { greeting: { value: 1, comment: 'Warm', evidence: [first, second], ...more } },
  })
  for (const more of [{ value: null }, { comment: 'Cold' }, { evidence: [first] }])
    expect(isSameJudgement(differencesOf(scorecard, judged, greeted(more)))).toBe(false)
  expect(isSameJudgement(differencesOf(null, judged, { ...judged, score: 0 }))).toBe(false)
  expect(isSameJudgement(differencesOf(null, judged, { ...judged, comment: '' }))).toBe(false)
})

test('the same judgements are no difference, in whichever order their messages were pinned', () => {
  const again = { greeting: { evidence: [second, first], comment: 'Warm', value: 1 } }
  expect(isSameJudgement(differencesOf(scorecard, judged, { ...judged, answers: again }))).toBe(true)
})
