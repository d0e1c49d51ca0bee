/** The first moment of a day (`2026-11-20`) where a clock shows that zone's time; null for what is no day. */
export function startOfDay(day: string, timeZone: string): number | null {
  const utc = Date.parse(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(utc)) return null
  // The offset where the guess lands may differ from the one at the day's start, when clocks change in between.
  const guess = utc - offsetAt(utc, timeZone)
  return utc - offsetAt(guess, timeZone)
}

/** The day that a moment falls on in that zone, as a date field has it. */
export const dayOf = (at: number, timeZone: string): string =>
  new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 10)

/** How far that zone's clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const shown = new Date(0)
  // Not by Date.UTC, which takes the year 20 for 1920: a year that is being typed goes through 0002 and 0020.
  shown.setUTCFullYear(of('year'), of('month') - 1, of('day'))
  shown.setUTCHours(of('hour'), of('minute'), of('second'))
  return shown.getTime() - Math.floor(at / 1000) * 1000
}
