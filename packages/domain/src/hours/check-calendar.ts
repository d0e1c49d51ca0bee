import { isDate } from '../time.ts'
import type { Calendar, Slot } from './calendar.ts'

/** What is wrong with a calendar, where: a path of keys and indices into it, and the fact for a developer. */
export type CalendarProblem = Readonly<{ path: readonly (string | number)[]; message: string }>

/** More stretches in a day than anybody keeps; beyond it somebody's program has gone wrong. */
export const daySlotsMax = 10
/** Holidays enough for thirty years of them. */
export const holidaysMax = 1_000

/**
 * Everything that keeps a calendar from being counted by: a zone nobody knows, a day said twice, slots that overlap,
 * run backwards or are no times, a date that is none. Empty for one that is sound. All of it at once, so that a form
 * can show every mistake beside its field.
 */
export function checkCalendar({ timeZone, week, holidays }: Calendar): readonly CalendarProblem[] {
  return [
    ...(isTimeZone(timeZone)
      ? []
      : [{ path: ['timeZone'], message: 'must be a time zone such as Europe/Prague' }]),
    ...week.flatMap(({ day, slots }, i) => [
      ...(Number.isInteger(day) && day >= 1 && day <= 7
        ? []
        : [{ path: ['week', i, 'day'], message: 'must be a weekday from 1, Monday, to 7' }]),
      ...(week.findIndex((other) => other.day === day) < i
        ? [{ path: ['week', i, 'day'], message: 'is there twice' }]
        : []),
      ...checkSlots(slots, ['week', i, 'slots']),
    ]),
    ...(holidays.length > holidaysMax
      ? [{ path: ['holidays'], message: `must be ${holidaysMax} at most` }]
      : []),
    ...checkHolidays(holidays.slice(0, holidaysMax)),
  ]
}

function checkHolidays(holidays: Calendar['holidays']): CalendarProblem[] {
  const seen = new Set<string>()
  return holidays.flatMap(({ date, slots }, i) => {
    const isTwice = seen.has(date)
    seen.add(date)
    return [
      ...(isDate(date)
        ? []
        : [{ path: ['holidays', i, 'date'], message: 'must be a date such as 2027-12-24' }]),
      ...(isTwice ? [{ path: ['holidays', i, 'date'], message: 'is there twice' }] : []),
      ...checkSlots(slots, ['holidays', i, 'slots']),
    ]
  })
}

function checkSlots(slots: readonly Slot[], path: readonly (string | number)[]): CalendarProblem[] {
  if (slots.length > daySlotsMax) return [{ path, message: `must be ${daySlotsMax} at most` }]
  return slots.flatMap((slot, i) => {
    const message = checkSlot(slot, slots.slice(0, i))
    return message === null ? [] : [{ path: [...path, i], message }]
  })
}

function checkSlot({ from, to }: Slot, earlier: readonly Slot[]): string | null {
  if (!isTime(from) || !isTime(to)) return 'must be two times such as 09:30'
  // Times of this form compare as text.
  if (from >= to) return 'must end after it begins'
  return earlier.some((other) => from < other.to && other.from < to) ? 'overlaps another' : null
}

const isTime = (text: string): boolean => /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)

/** Whether a name is a place's zone, known here: a bare offset such as +02:00 is not, because it has no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
