import type { Instant } from '@rapport/domain'

const dayMs = 86_400_000
const quarterMs = 900_000
/** Days from a spreadsheet's day 0 to 1970. */
const epochDay = 25_569
/** 1 March 1900: before it, spreadsheets count a day that never was, and each in its own way. */
const firstDay = 61
const knownMax = 4_096

/**
 * Writes moments as a spreadsheet keeps them: days since its day 0, as a clock on the wall of a zone shows them, to the
 * second. Null for those before March 1900, which no spreadsheet can show. Zones change their clocks on quarters of
 * hours, so that one question to the calendar answers for all moments of a quarter.
 */
export function createExcelMoments(timeZone: string): (at: Instant) => number | null {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const known = new Map<number, number>()

  function offsetAt(quarter: number): number {
    const before = known.get(quarter)
    if (before !== undefined) return before
    const parts = new Map(
      clock.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, Number(value)]),
    )
    const [year = 0, month = 1, day, hour, minute, second] = (
      ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
    ).map((type) => parts.get(type) ?? 0)
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter * quarterMs
    if (known.size >= knownMax) known.clear()
    known.set(quarter, offset)
    return offset
  }

  return (at) => {
    const wall = at + offsetAt(Math.floor(at / quarterMs))
    const days = Math.floor(wall / 1000) / (dayMs / 1000) + epochDay
    return days < firstDay ? null : days
  }
}
