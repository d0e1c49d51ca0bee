import { expect, test } from 'vitest'
import { blankSession } from '../session/session.ts'
import { calibrate } from './calibrate.ts'
import { decideReview } from './decide-review.ts'
import type { Answers, Scorecard } from './scorecard.ts'
import { weakestCriteria } from './weakest-criteria.ts'

const one = { description: '', weight: 1, mayBeNa: true, isCritical: false }
const scorecard: Scorecard = {
  categories: [
    {
      id: 'all',
      name: 'All',
      weight: 1,
      criteria: [
        { ...one, id: 'tone', name: 'Tone', scale: { kind: 'points', max: 4 } },
        { ...one, id: 'solved', name: 'Solved', scale: { kind: 'yes_no' } },
      ],
    },
  ],
}
const answers = (tone: number | null, solved: number | null): Answers => ({
  tone: { value: tone, comment: `tone ${tone}`, evidence: [] },
  solved: { value: solved, comment: '', evidence: [] },
})

test('reviewers are compared on sessions they share alone, criterion by criterion', () => {
  const review = (sessionId: string, reviewerId: string, score: number, given: Answers) => ({
    ...{ sessionId, reviewerId, score, answers: given },
    scorecard,
  })
  expect(
    calibrate([
      review('a', 'strict', 50, answers(0, 1)),
      review('a', 'kind', 100, answers(4, 1)),
      review('b', 'strict', 80, answers(3, null)),
      review('b', 'kind', 90, answers(4, 1)),
      review('alone', 'kind', 0, answers(0, 0)),
    ]),
  ).toEqual({
    spreads: { a: 50, b: 10 },
    criteria: [
      { id: 'tone', name: 'Tone', spread: 0.625, sessions: 2 },
      { id: 'solved', name: 'Solved', spread: 0, sessions: 1 },
    ],
    reviewers: [
      { id: 'strict', leaning: -15, sessions: 2 },
      { id: 'kind', leaning: 15, sessions: 2 },
    ],
  })
})

test('the weakest criterion comes first, with its lowest judgements for examples and none that lost nothing', () => {
  const review = (id: string, given: Answers) => ({ id, scorecardId: 'card', scorecard, answers: given })
  const found = weakestCriteria(
    [review('1', answers(4, 1)), review('2', answers(1, 1)), review('3', answers(0, null))],
    1,
  )
  expect(found).toMatchObject([
    {
      criterionId: 'tone',
      score: 41.7,
      reviews: 3,
      examples: [{ reviewId: '3', score: 0, comment: 'tone 0' }],
    },
    { criterionId: 'solved', score: 100, reviews: 2, examples: [] },
  ])
})

test('a session that lives is not reviewed', () => {
  const session = blankSession('' as never, '' as never)
  const given = { reviewId: 'r' as never, score: 70, others: [] }
  expect(decideReview(session, given, { kind: 'system' })).toEqual({
    accepted: false,
    refusal: 'session_live',
  })
})
