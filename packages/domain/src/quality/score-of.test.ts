import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAnswers } from './check-answers.ts'
import { checkScorecard } from './check-scorecard.ts'
import { qaScoreOf, scoreOf } from './score-of.ts'
import { type Answers, type Criterion, criteriaOf, type Scorecard, topOf } from './scorecard.ts'

const criterion = (id: string, more: Partial<Criterion> = {}): Criterion => ({
  id,
  name: id,
  description: '',
  weight: 1,
  scale: { kind: 'points', max: 5 },
  mayBeNa: false,
  isCritical: false,
  ...more,
})
const scorecard: Scorecard = {
  categories: [
    {
      id: 'manner',
      name: 'Manner',
      weight: 1,
      criteria: [criterion('greeting'), criterion('tone', { weight: 3, mayBeNa: true })],
    },
    {
      id: 'matter',
      name: 'Matter',
      weight: 3,
      criteria: [
        criterion('solved', { scale: { kind: 'yes_no' } }),
        criterion('privacy', { scale: { kind: 'yes_no' }, isCritical: true }),
      ],
    },
  ],
}
const answers = (values: Readonly<Record<string, number | null>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value, comment: '', evidence: [] }]))

test('a score is the weighted mean of categories, each the weighted mean of its criteria', () => {
  // Manner: (1·4/5 + 3·2/5) / 4 = 50. Matter: (1 + 1) / 2 = 100. (1·50 + 3·100) / 4 = 87.5.
  expect(scoreOf(scorecard, answers({ greeting: 4, tone: 2, solved: 1, privacy: 1 }))).toEqual({
    score: 87.5,
    categoryScores: { manner: 50, matter: 100 },
    failedCritical: [],
    missing: [],
  })
})

test('what does not apply leaves its weight to the others, and a critical failure leaves nothing', () => {
  const judged = { greeting: 4, tone: null, solved: 0 }
  expect(scoreOf(scorecard, answers({ ...judged, privacy: 1 }))).toMatchObject({
    score: 57.5,
    categoryScores: { manner: 80, matter: 50 },
  })
  expect(scoreOf(scorecard, answers({ ...judged, privacy: 0 }))).toMatchObject({
    score: 0,
    failedCritical: ['privacy'],
    categoryScores: { manner: 80, matter: 0 },
  })
})

test('as long as something is missing there is no score, and names of nothing are no judgements', () => {
  expect(scoreOf(scorecard, answers({ greeting: 4, solved: 1, privacy: 1 }))).toEqual({
    score: null,
    categoryScores: { manner: null, matter: 100 },
    failedCritical: [],
    missing: ['tone'],
  })
  const odd = {
    categories: [{ ...(scorecard.categories[0] as never as object), criteria: [criterion('constructor')] }],
  }
  expect(scoreOf(odd as never, {}).missing).toEqual(['constructor'])
})

const someCriterion = fc.record({
  weight: fc.integer({ min: 0, max: 100 }),
  scale: fc.oneof(
    fc.constant({ kind: 'yes_no' } as const),
    fc.integer({ min: 1, max: 10 }).map((max) => ({ kind: 'points', max }) as const),
  ),
  isCritical: fc.boolean(),
})
const someScorecard: fc.Arbitrary<Scorecard> = fc
  .array(
    fc.record({
      weight: fc.integer({ min: 1, max: 100 }),
      criteria: fc.array(someCriterion, { minLength: 1, maxLength: 4 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((categories) => ({
    categories: categories.map(({ weight, criteria }, i) => ({
      id: `c${i}`,
      name: `c${i}`,
      weight,
      criteria: criteria.map((one, j) => criterion(`c${i}-${j}`, { ...one, mayBeNa: true })),
    })),
  }))
  .filter((made) => checkScorecard(made).length === 0)
const judged = (made: Scorecard, share: (one: Criterion) => number | null): Answers =>
  answers(
    Object.fromEntries(
      criteriaOf(made).map((one) => {
        const of = share(one)
        return [one.id, of === null ? null : Math.round(of * topOf(one.scale))]
      }),
    ),
  )

test('whatever the weights, all of it is 100, nothing is 0, and every score lies between', () => {
  fc.assert(
    fc.property(
      someScorecard,
      fc.infiniteStream(fc.option(fc.double({ min: 0, max: 1, noNaN: true }))),
      (made, stream) => {
        expect(
          scoreOf(
            made,
            judged(made, () => 1),
          ).score,
        ).toBe(100)
        expect(
          scoreOf(
            made,
            judged(made, () => 0),
          ).score,
        ).toBe(0)
        const some = judged(made, () => stream.next().value ?? null)
        expect(checkAnswers(made, some, () => true)).toEqual([])
        const { score, missing } = scoreOf(made, some)
        expect(missing).toEqual([])
        if (score !== null) expect(score >= 0 && score <= 100).toBe(true)
      },
    ),
  )
})

test('one that judges a criterion better never gives less', () => {
  fc.assert(
    fc.property(
      someScorecard,
      fc.nat(),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      (made, pick, share) => {
        const all = criteriaOf(made)
        const better = all[pick % all.length]
        const low =
          scoreOf(
            made,
            judged(made, () => share),
          ).score ?? 0
        const high =
          scoreOf(
            made,
            judged(made, (one) => (one === better ? 1 : share)),
          ).score ?? 0
        expect(high).toBeGreaterThanOrEqual(low)
      },
    ),
  )
})

test('a session has the mean of its reviews, to a tenth, and nothing without one', () => {
  expect([qaScoreOf([]), qaScoreOf([70]), qaScoreOf([70, 75, 80.5])]).toEqual([null, 70, 75.2])
})

test('a scorecard that could not be reckoned by is refused, each thing with its place', () => {
  const paths = (made: unknown) => checkScorecard(made as Scorecard).map(({ path }) => path.join('.'))
  const [manner, matter] = scorecard.categories
  expect(paths(scorecard)).toEqual([])
  expect(paths({ categories: [] })).toEqual(['categories'])
  expect(paths({ categories: [{ ...manner, criteria: [] }] })).toEqual(['categories.0.criteria'])
  expect(paths({ categories: [manner, { ...matter, id: 'manner' }] })).toEqual(['categories.1.id'])
  expect(paths({ categories: [manner, { ...matter, criteria: [criterion('tone')] }] })).toEqual([
    'categories.1.criteria.0.id',
  ])
  expect(paths({ categories: [{ ...manner, weight: 0 }] })).toEqual(['categories.0.weight'])
  expect(paths({ categories: [{ ...manner, criteria: [criterion('a', { weight: -1 })] }] })).toEqual([
    'categories.0.criteria.0.weight',
  ])
  expect(
    paths({
      categories: [{ ...manner, criteria: [criterion('a', { scale: { kind: 'points', max: 11 } })] }],
    }),
  ).toEqual(['categories.0.criteria.0.scale.max'])
})
