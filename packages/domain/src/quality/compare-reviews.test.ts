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

/** A review of somebody's part in a session, by somebody. */
const review = (part: Readonly<[sessionId: string, agentId: string | null]>, reviewerId: string) => ({
  by: (score: number, given: Answers) => ({
    ...{ sessionId: part[0], agentId: part[1], reviewerId, score, answers: given },
    scorecard,
  }),
})

test('reviewers are compared on work they share alone, criterion by criterion', () => {
  const given = [
    review(['a', 'ana'], 'strict').by(50, answers(0, 1)),
    review(['a', 'ana'], 'kind').by(100, answers(4, 1)),
    review(['b', null], 'strict').by(80, answers(3, null)),
    review(['b', null], 'kind').by(90, answers(4, 1)),
    review(['alone', 'ana'], 'kind').by(0, answers(0, 0)),
  ]
  expect(calibrate(given)).toEqual({
    parts: [
      { reviews: given.slice(0, 2), spread: 50 },
      { reviews: given.slice(2, 4), spread: 10 },
    ],
    criteria: [
      { id: 'tone', name: 'Tone', spread: 0.625, parts: 2 },
      { id: 'solved', name: 'Solved', spread: 0, parts: 1 },
    ],
    reviewers: [
      { id: 'strict', leaning: -15, parts: 2 },
      { id: 'kind', leaning: 15, parts: 2 },
    ],
  })
})

test('of a session that two agents had, reviews of the one are never held against reviews of the other', () => {
  const [ana, ben] = [
    review(['a', 'ana'], 'strict').by(50, answers(2, 1)),
    review(['a', 'ben'], 'kind').by(100, answers(4, 1)),
  ]
  expect(calibrate([ana, ben])).toEqual({ parts: [], criteria: [], reviewers: [] })
  const again = review(['a', 'ben'], 'third').by(90, answers(4, 0))
  const compared = calibrate([ana, ben, again])
  expect(compared.parts).toEqual([{ reviews: [ben, again], spread: 10 }])
  expect(compared.reviewers.map(({ id }) => id)).toEqual(['third', 'kind'])
})

test('the weakest criterion comes first, with its lowest judgements for examples and none that lost nothing', () => {
  const judged = (id: string, given: Answers) => ({ id, scorecardId: 'card', scorecard, answers: given })
  const found = weakestCriteria(
    [judged('1', answers(4, 1)), judged('2', answers(1, 1)), judged('3', answers(0, null))],
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
