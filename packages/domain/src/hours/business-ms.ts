import type { Instant } from '../time.ts'
import type { Calendar, Slot } from './calendar.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const weekMs = 7 * dayMs
/** A Monday, 1970-01-05, as a local day counted like UTC. */
const firstMondayMs = 4 * dayMs

/** Milliseconds of a local day: from its beginning, up to but without its end. */
type Span = Readonly<{ from: number; to: number }>

/** A calendar as numbers: what of a week is open, and of each day that is not as its weekday. */
type Hours = Readonly<{
  week: readonly Span[]
  weekOpenMs: number
  holidays: readonly Readonly<{ startMs: number; instead: readonly Span[] }>[]
}>

const known = new WeakMap<Calendar, Hours>()

/**
 * How long a calendar was open between two moments, in milliseconds; none when they are the wrong way round.
 *
 * A moment counts when the clock on the wall of the calendar's zone stands in a slot of that day. So a slot that the
 * clock skips is shorter by what was skipped, one that it goes through twice is longer, and a slot of a day that was
 * never there is nothing. Two stretches that touch always add up to the stretch over both.
 *
 * The time between two changes of the zone's clock is counted in one step, whatever its length: a year is a few steps.
 */
export function businessMsBetween(calendar: Calendar, from: Instant, to: Instant): number {
  if (to <= from) return 0
  const hours = known.get(calendar) ?? read(calendar)
  known.set(calendar, hours)
  let openMs = 0
  let start: number = from
  let moment = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(calendar.timeZone)
  while (start < to) {
    const shiftMs = moment.offsetNanoseconds / 1_000_000
    const change = moment.getTimeZoneTransition('next')
    const end = change === null ? to : Math.min(to, change.epochMilliseconds)
    openMs += openBetween(hours, start + shiftMs, end + shiftMs)
    start = end
    moment = change ?? moment
  }
  return openMs
}

/** The same on a clock that never changes: two local times, each counted like UTC. */
function openBetween(hours: Hours, from: number, to: number): number {
  let openMs = openUpTo(hours, to) - openUpTo(hours, from)
  for (const { startMs, instead } of hours.holidays) {
    const a = Math.max(from, startMs)
    const b = Math.min(to, startMs + dayMs)
    if (a >= b) continue
    openMs -= openUpTo(hours, b) - openUpTo(hours, a)
    openMs += within(instead, b - startMs) - within(instead, a - startMs)
  }
  return openMs
}

/** What of an endless row of equal weeks is open up to a local time, from the first Monday on; negative before it. */
function openUpTo({ week, weekOpenMs }: Hours, local: number): number {
  const weeks = Math.floor((local - firstMondayMs) / weekMs)
  return weeks * weekOpenMs + within(week, local - firstMondayMs - weeks * weekMs)
}

const within = (spans: readonly Span[], upTo: number): number =>
  spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, upTo) - from), 0)

function read({ week, holidays }: Calendar): Hours {
  const open = week.flatMap(({ day, slots }) => slots.map((slot) => spanOf(slot, (day - 1) * dayMs)))
  return {
    week: open,
    weekOpenMs: within(open, weekMs),
    holidays: holidays.map(({ date, slots }) => ({
      startMs: Date.parse(`${date}T00:00:00Z`),
      instead: slots.map((slot) => spanOf(slot, 0)),
    })),
  }
}

const spanOf = ({ from, to }: Slot, dayStart: number): Span => ({
  from: dayStart + timeOf(from),
  to: dayStart + timeOf(to),
})

function timeOf(text: string): number {
  const [hours = '', minutes = ''] = text.split(':')
  return (Number(hours) * 60 + Number(minutes)) * minuteMs
}
