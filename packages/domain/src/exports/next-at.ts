import { type Instant, instant } from '../time.ts'
import type { ExportRhythm } from './rhythm.ts'

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/
/** From the last day of one month to the last of the next, at most; and a day for a zone that skips one. */
const daysAhead = 63

/** Whether a rhythm can be kept: a time of the day, in a zone that there is. */
export function isRhythm({ time, timeZone }: Pick<ExportRhythm, 'time' | 'timeZone'>): boolean {
  if (!timeOfDay.test(time)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/**
 * The first moment of a rhythm after another moment. By the clocks of its zone, also where they are changed: a time that
 * is left out that day comes as much later, and of one that there is twice the first counts, once.
 */
export function nextAt(rhythm: ExportRhythm, after: Instant): Instant {
  const { time, timeZone } = rhythm
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone).toPlainDate()
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const date = today.add({ days: ahead })
    if (!isDue(rhythm, date)) continue
    const at = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
    if (at > after) return instant(at)
  }
  throw new Error('A rhythm without a next time')
}

function isDue(rhythm: ExportRhythm, date: Temporal.PlainDate): boolean {
  switch (rhythm.every) {
    case 'day':
      return true
    case 'week':
      return date.dayOfWeek === rhythm.weekday
    case 'month':
      return date.day === Math.min(rhythm.day, date.daysInMonth)
  }
}
