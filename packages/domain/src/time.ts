declare const unit: unique symbol

/** A moment, as milliseconds since 1970. The one form of time outside SQL: it survives JSON, and it compares. */
export type Instant = number & { readonly [unit]: 'ms' }

/** Marks a number of milliseconds since 1970 as a moment. */
export const instant = (milliseconds: number): Instant => milliseconds as Instant

/** A moment from seconds since 1970, as several providers send it. */
export const fromSeconds = (seconds: number): Instant => instant(seconds * 1000)

/** The later of two moments: clocks of two machines may disagree, a log may not run backwards. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

const longMonths = [1, 3, 5, 7, 8, 10, 12]

/** Whether a text is a date of the calendar, from the year 1 to 9999: `2026-02-30` is none. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (parts === null) return false
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number)
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return day <= (isLeap ? 29 : 28)
  return day <= (longMonths.includes(month) ? 31 : 30)
}
