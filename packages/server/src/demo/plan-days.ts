import type { Random } from './random.ts'
import { byHour } from './shop-hours.ts'

const hour = 60 * 60_000
const day = 24 * hour

/** How many moments lie over how many days up to a moment. */
export type Span = Readonly<{ until: number; days: number; count: number }>

/** The moments people wrote at, a day after another, rising: a shop that grew, quiet at weekends and at night. */
export function* planDays(random: Random, { until, days, count }: Span): Generator<readonly number[]> {
  const begins = Array.from({ length: days }, (_, i) => until - (days - i) * day)
  const weights = begins.map((at, i) => weightOf(at, i / days))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  // A day of ours begins at the hour it is now.
  const first = new Date(until).getUTCHours()
  const hours = byHour.map((_, i) => [i, byHour[(first + i) % 24] ?? 0] as const)
  let told = 0
  let passed = 0
  for (const [index, at] of begins.entries()) {
    passed += weights[index] ?? 0
    const due = index === days - 1 ? count : Math.round((passed / total) * count)
    const moment = () => at + random.weighted(hours) * hour + random.between(0, hour - 1)
    const moments = Array.from({ length: due - told }, moment)
    told = due
    yield moments.sort((a, b) => a - b)
  }
}

function weightOf(at: number, share: number): number {
  const weekday = new Date(at).getUTCDay()
  return (weekday === 0 || weekday === 6 ? 0.55 : 1) * (0.6 + 0.8 * share)
}
