import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant } from '../time.ts'
import { businessMsBetween } from './business-ms.ts'
import type { Calendar, Slot } from './calendar.ts'
import { aCalendar, aMinute, moment, nineToFive, scanMinutes, zones } from './testing/build-calendar.ts'

const hourMs = 3_600_000
const between = (calendar: Calendar, from: string, to: string) =>
  businessMsBetween(calendar, moment(from), moment(to))

/** Open every day for one stretch, in Prague. */
const daily = (slot: Slot): Calendar => ({
  timeZone: 'Europe/Prague',
  week: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, slots: [slot] })),
  holidays: [],
})

describe('a working week', () => {
  const prague = nineToFive('Europe/Prague')

  test('counts only what is open, to the millisecond', () => {
    expect(between(prague, '2026-11-20T16:30:00+01:00', '2026-11-20T18:00:00+01:00')).toBe(hourMs / 2)
    expect(between(prague, '2026-11-20T09:00:00.250+01:00', '2026-11-20T09:00:01+01:00')).toBe(750)
    expect(between(prague, '2026-11-20T17:00:00+01:00', '2026-11-23T09:00:00+01:00')).toBe(0)
  })

  test('goes on after the weekend where it stopped', () => {
    expect(between(prague, '2026-11-20T16:00:00+01:00', '2026-11-23T10:00:00+01:00')).toBe(2 * hourMs)
  })

  test('is eight hours a day on the day after a change of the clock as on the day before', () => {
    expect(between(prague, '2026-03-27T00:00:00+01:00', '2026-03-28T00:00:00+01:00')).toBe(8 * hourMs)
    expect(between(prague, '2026-03-30T00:00:00+02:00', '2026-03-31T00:00:00+02:00')).toBe(8 * hourMs)
    expect(between(prague, '2026-03-30T06:30:00Z', '2026-03-30T07:30:00Z')).toBe(hourMs / 2)
  })

  test('follows the zone that it names', () => {
    const newYork = nineToFive('America/New_York')
    expect(between(newYork, '2026-11-20T13:00:00Z', '2026-11-20T15:00:00Z')).toBe(hourMs)
    const kolkata = nineToFive('Asia/Kolkata')
    expect(between(kolkata, '2026-11-20T03:00:00Z', '2026-11-20T04:00:00Z')).toBe(hourMs / 2)
  })

  test('knows several slots a day, and the end of the day as 24:00', () => {
    const lateShift: Calendar = {
      timeZone: 'Europe/Prague',
      week: [
        {
          day: 5,
          slots: [
            { from: '08:00', to: '12:00' },
            { from: '22:00', to: '24:00' },
          ],
        },
        { day: 6, slots: [{ from: '00:00', to: '02:00' }] },
      ],
      holidays: [],
    }
    expect(between(lateShift, '2026-11-20T11:00:00+01:00', '2026-11-21T01:00:00+01:00')).toBe(4 * hourMs)
  })

  test('is nothing backwards, nothing at once, and nothing without hours', () => {
    expect(between(prague, '2026-11-20T12:00:00Z', '2026-11-20T11:00:00Z')).toBe(0)
    expect(between(prague, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z')).toBe(0)
    const closed = { timeZone: 'UTC', week: [], holidays: [] }
    expect(between(closed, '2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toBe(0)
  })
})

describe('a holiday', () => {
  const christmas: Calendar = {
    ...nineToFive('Europe/Prague'),
    holidays: [
      { date: '2026-12-24', name: 'Christmas Eve', slots: [{ from: '10:00', to: '12:00' }] },
      { date: '2026-12-25', name: 'Christmas Day', slots: [] },
      { date: '2026-12-26', name: 'Open house', slots: [{ from: '10:00', to: '11:00' }] },
    ],
  }

  test('has its own slots in place of its weekday’s, or none, or some on a day that is closed otherwise', () => {
    const day = (date: string) => between(christmas, `${date}T00:00:00+01:00`, `${date}T23:59:59+01:00`)
    expect(day('2026-12-23')).toBe(8 * hourMs)
    expect(day('2026-12-24')).toBe(2 * hourMs)
    expect(day('2026-12-25')).toBe(0)
    expect(day('2026-12-26')).toBe(hourMs)
  })

  test('counts as far as the stretch reaches into it', () => {
    expect(between(christmas, '2026-12-24T11:30:00+01:00', '2026-12-28T09:30:00+01:00')).toBe(2 * hourMs)
  })
})

describe('when the clock changes', () => {
  test('what it skips is not counted, what it goes through twice is counted twice', () => {
    const early = daily({ from: '01:30', to: '03:30' })
    expect(between(early, '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00')).toBe(hourMs)
    expect(between(early, '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00')).toBe(3 * hourMs)
  })

  test('a slot that lies in the hour that is skipped is not there, one in the hour that is repeated is twice', () => {
    const half = daily({ from: '02:15', to: '02:45' })
    expect(between(half, '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00')).toBe(0)
    expect(between(half, '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00')).toBe(hourMs)
  })

  test('a whole open day is as long as the day is', () => {
    const always = daily({ from: '00:00', to: '24:00' })
    expect(between(always, '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00')).toBe(23 * hourMs)
    expect(between(always, '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00')).toBe(25 * hourMs)
  })

  test('a day that a place left out has no hours', () => {
    const apia = nineToFive('Pacific/Apia')
    // In Apia, Thursday the 29th of December 2011 was followed by Saturday the 31st.
    expect(between(apia, '2011-12-29T00:00:00-10:00', '2012-01-02T00:00:00+14:00')).toBe(8 * hourMs)
  })
})

describe('over any calendar, zone and moments', () => {
  const three = fc.tuple(aMinute, aMinute, aMinute).map((all) => all.toSorted((a, b) => a - b))

  test('stretches that touch add up', () => {
    fc.assert(
      fc.property(aCalendar, three, (calendar, [a = instant(0), b = a, c = b]) => {
        const sum = businessMsBetween(calendar, a, b) + businessMsBetween(calendar, b, c)
        expect(sum).toBe(businessMsBetween(calendar, a, c))
      }),
    )
  })

  test('a stretch is never less than nothing nor more than the time that passed', () => {
    fc.assert(
      fc.property(aCalendar, aMinute, aMinute, (calendar, a, b) => {
        const openMs = businessMsBetween(calendar, a, b)
        expect(openMs).toBeGreaterThanOrEqual(0)
        expect(openMs).toBeLessThanOrEqual(Math.max(0, b - a))
      }),
    )
  })

  test('a week between equal clocks without holidays is the week that the calendar says', () => {
    const weekMs = 7 * 24 * hourMs
    fc.assert(
      fc.property(aCalendar, fc.constantFrom('UTC', 'Asia/Kolkata'), aMinute, (drawn, timeZone, from) => {
        const calendar = { ...drawn, timeZone, holidays: [] }
        const monday = moment('2026-06-01T00:00:00Z')
        const week = businessMsBetween(calendar, monday, instant(monday + weekMs))
        expect(businessMsBetween(calendar, from, instant(from + weekMs))).toBe(week)
      }),
    )
  })

  test('it is what a count minute by minute finds', () => {
    fc.assert(
      fc.property(aCalendar, aMinute, fc.integer({ min: 0, max: 3_000 }), (calendar, from, minutes) => {
        const to = instant(from + minutes * 60_000)
        expect(businessMsBetween(calendar, from, to)).toBe(scanMinutes(calendar, from, to))
      }),
    )
  })
})

test('thirty years are counted in less than a millisecond, as a handful of steps', () => {
  for (const zone of zones) {
    const calendar = nineToFive(zone)
    const [from, to] = [moment('1997-01-01T00:00:00Z'), moment('2027-01-01T00:00:00Z')]
    businessMsBetween(calendar, from, to)
    const began = performance.now()
    for (let i = 0; i < 20; i += 1) businessMsBetween(calendar, from, to)
    // Ten times the promise: a busy machine is no reason to fail, a count day by day is.
    expect((performance.now() - began) / 20).toBeLessThan(10)
  }
})
