import fc from 'fast-check'
import { type Instant, instant } from '../../time.ts'
import type { Calendar, Slot } from '../calendar.ts'

/** Zones that between them change their clocks in every way: both summers, half hours, a day left out, a month back. */
export const zones = [
  'UTC',
  'Europe/Prague',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'America/Santiago',
] as const

/** Open from nine to five, Monday to Friday, in a zone. */
export const nineToFive = (timeZone: string): Calendar => ({
  timeZone,
  week: [1, 2, 3, 4, 5].map((day) => ({ day, slots: [{ from: '09:00', to: '17:00' }] })),
  holidays: [],
})

/** A moment as ISO text, with its offset. */
export const moment = (iso: string): Instant => instant(Temporal.Instant.from(iso).epochMilliseconds)

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Slots that do not overlap: pairs of different times, in order. */
const someSlots: fc.Arbitrary<readonly Slot[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 * 60 }), { maxLength: 6 })
  .map((times) => {
    const sorted = times.toSorted((a, b) => a - b)
    return sorted.flatMap((from, i) => {
      const to = sorted[i + 1]
      return i % 2 === 0 && to !== undefined ? [{ from: clock(from), to: clock(to) }] : []
    })
  })

/** Any sound calendar, its holidays in the years when the zones above changed most. */
export const aCalendar: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(...zones),
  week: fc
    .uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 })
    .chain((days) => fc.tuple(...days.map((day) => someSlots.map((slots) => ({ day, slots }))))),
  holidays: fc
    .uniqueArray(fc.integer({ min: 0, max: 365 * 17 }), { maxLength: 5 })
    .chain((days) =>
      fc.tuple(
        ...days.map((day) => someSlots.map((slots) => ({ date: dateOf(day), name: 'Holiday', slots }))),
      ),
    ),
})

const dateOf = (day: number): string => new Date(Date.UTC(2010, 0, 1 + day)).toISOString().slice(0, 10)

const minuteMs = 60_000
const firstMinute = Date.UTC(2010, 0, 1) / minuteMs
const lastMinute = Date.UTC(2027, 0, 1) / minuteMs

/** Hours in which a clock of the zones above jumped, for ranges that lie across one. */
const jumps = [
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-03-08T07:00Z',
  '2026-11-01T06:00Z',
  '2011-12-30T10:00Z',
  '2026-02-15T02:00Z',
  '2026-03-22T02:00Z',
  '2026-04-04T15:00Z',
].map((iso) => Date.parse(iso) / minuteMs)

/** A moment at a full minute, in the same years, often near a jump of some clock. */
export const aMinute: fc.Arbitrary<Instant> = fc
  .oneof(
    fc.integer({ min: firstMinute, max: lastMinute }),
    fc.tuple(fc.constantFrom(...jumps), fc.integer({ min: -2_000, max: 2_000 })).map(([at, by]) => at + by),
  )
  .map((minute) => instant(minute * minuteMs))

/** The same count done the slow way: minute by minute, by what the clock on the wall says. */
export function scanMinutes(calendar: Calendar, from: Instant, to: Instant): number {
  let openMs = 0
  for (let at: number = from; at < to; at += minuteMs) {
    const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone)
    const time = wall.toPlainTime().toString().slice(0, 5)
    const date = wall.toPlainDate().toString()
    const slots =
      calendar.holidays.find((holiday) => holiday.date === date)?.slots ??
      calendar.week.find(({ day }) => day === wall.dayOfWeek)?.slots ??
      []
    if (slots.some((slot) => slot.from <= time && time < slot.to)) openMs += minuteMs
  }
  return openMs
}
