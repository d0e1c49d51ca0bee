import { expect, test } from 'vitest'
import { coachingWeeks, othersMin, type PeriodTotal, periodWeeks, teamMean } from './team-mean.ts'

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

test('whoever knows how many reviews there are still reckons no colleague’s score from any two means', () => {
  const random = seeded(7)
  for (let round = 0; round < 500; round += 1) {
    const totals = Array.from({ length: 13 }, (_, period) =>
      ['me', 'a', 'b', 'c', 'd'].map((agent) =>
        of(
          period,
          agent,
          ...Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 101)),
        ),
      ),
    ).flat()
    const told = coachingWeeks.map((weeks) =>
      totals.filter(
        ({ period }) =>
          period >= 13 - weeks / periodWeeks && teamMean(inPeriod(totals, period), 'me') !== null,
      ),
    )
    for (const [i, longer] of told.entries())
      for (const shorter of [[], ...told.slice(0, i)]) {
        const apart = longer.filter(
          (one) => !shorter.includes(one) && one.agentId !== 'me' && one.reviews > 0,
        )
        const agents = new Set(apart.map(({ agentId }) => agentId)).size
        expect(agents === 0 || agents >= othersMin.agents).toBe(true)
      }
  }
})

const inPeriod = (totals: readonly PeriodTotal[], period: number) =>
  totals.filter((one) => one.period === period)

/** Numbers from 0 to below 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
