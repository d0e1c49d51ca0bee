import { expect, test } from 'vitest'
import { coachingWeeks, type PeriodTotal, periodWeeks, teamMean } from './team-mean.ts'

const of = (period: number, agentId: string, ...scores: readonly number[]): PeriodTotal => ({
  period,
  agentId,
  reviews: scores.length,
  sum: scores.reduce((sum, score) => sum + score, 0),
})

test('a mean is told of three colleagues and six of their reviews, and of no fewer, however many one has oneself', () => {
  const two = [of(1, 'a', 70, 80, 90), of(1, 'b', 60, 60, 60), of(1, 'me', 100, 100, 100)]
  expect(teamMean(two, 'me')).toBeNull()
  expect(teamMean([...two, of(1, 'c', 40)], 'me')).toBe(76)
  const thin = [of(1, 'a', 70), of(1, 'b', 80), of(1, 'c', 90), of(1, 'me', 100, 100, 100)]
  expect(teamMean(thin, 'me')).toBeNull()
  expect(teamMean([], 'me')).toBeNull()
  expect(teamMean([of(1, 'a', 70), of(1, 'b', 60), of(1, 'c')], 'me')).toBeNull()
})

test('every time that can be asked about is of whole periods', () => {
  for (const weeks of coachingWeeks) expect(weeks % periodWeeks).toBe(0)
})

test('a period with one colleague in it changes no mean, so that holding two against each other tells nothing of it', () => {
  const enough = (period: number) => ['a', 'b', 'c'].map((agent) => of(period, agent, 70, 81))
  for (const secret of [0, 55, 100]) {
    const thin = [of(2, 'c', secret), of(2, 'me', 90)]
    const [short, long] = [enough(3), [...enough(3), ...thin, ...enough(1)]]
    expect(teamMean(long, 'me')).toBe(teamMean([...short, ...enough(1)], 'me'))
    // The next month: what was newest has a newer one before it.
    expect(teamMean([...enough(4), ...short, ...thin], 'me')).toBe(teamMean([...enough(4), ...short], 'me'))
    expect(teamMean(thin, 'me')).toBeNull()
  }
})

test('no mean, of whatever time, says anything of scores given in a period that has too few colleagues in it', () => {
  const random = seeded(7)
  const upTo = (max: number) => Math.floor(random() * (max + 1))
  let untold = 0
  for (let round = 0; round < 300; round += 1) {
    const totals = everyPeriod.flatMap((period) =>
      ['me', 'a', 'b', 'c', 'd'].map((agent) =>
        of(period, agent, ...Array.from({ length: upTo(3) }, () => upTo(100))),
      ),
    )
    const secret = totals.filter(
      ({ period, agentId }) => agentId !== 'me' && !hasEnough(totals.filter((one) => one.period === period)),
    )
    untold += secret.length
    for (const agent of ['a', 'b', 'c', 'd']) {
      const others = totals.map((one) =>
        secret.includes(one) && one.agentId === agent
          ? of(one.period, agent, ...Array.from({ length: one.reviews }, () => upTo(100)))
          : one,
      )
      for (const [from, until] of stretches)
        expect(teamMean(between(others, from, until), 'me')).toBe(
          teamMean(between(totals, from, until), 'me'),
        )
    }
  }
  expect(untold).toBeGreaterThan(1_000)
})

const everyPeriod = Array.from({ length: 13 }, (_, period) => period)
/** Whatever can be asked about, now and in the months after: so many periods, up to any of them. */
const stretches = coachingWeeks.flatMap((weeks) =>
  everyPeriod.map((last) => [last - weeks / periodWeeks, last] as const),
)
const between = (totals: readonly PeriodTotal[], from: number, until: number) =>
  totals.filter(({ period }) => period > from && period <= until)

/** Written out, so that it says of itself what is enough: three colleagues and six of their reviews. */
function hasEnough(totals: readonly PeriodTotal[]): boolean {
  const others = totals.filter(({ agentId, reviews }) => agentId !== 'me' && reviews > 0)
  return others.length >= 3 && others.reduce((sum, { reviews }) => sum + reviews, 0) >= 6
}

/** Numbers from 0 to below 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
