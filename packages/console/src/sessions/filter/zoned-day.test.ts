import { expect, test } from 'vitest'
import { dayOf, startOfDay } from './zoned-day.ts'

test('a day begins when the workspace says midnight, in summer, in winter and when clocks change', () => {
  const prague = (day: string) => new Date(startOfDay(day, 'Europe/Prague') ?? 0).toISOString()
  expect(prague('2026-11-20')).toBe('2026-11-19T23:00:00.000Z')
  expect(prague('2026-07-01')).toBe('2026-06-30T22:00:00.000Z')
  expect(prague('2026-03-29')).toBe('2026-03-28T23:00:00.000Z')
  expect(prague('2026-03-30')).toBe('2026-03-29T22:00:00.000Z')
})

test('the first moment of a day falls on that day, wherever the workspace is', () => {
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Auckland']) {
    for (const day of ['2026-01-01', '2026-03-29', '2026-10-25', '2026-11-01']) {
      const start = startOfDay(day, zone) ?? 0
      expect([dayOf(start, zone), dayOf(start - 1, zone) < day]).toEqual([day, true])
    }
  }
})

test('a year that is being typed, digit after digit, stays the year that was typed', () => {
  for (const zone of ['UTC', 'Asia/Shanghai', 'America/New_York']) {
    for (const day of ['0002-11-20', '0020-11-20', '0202-11-20', '2026-11-20']) {
      expect(dayOf(startOfDay(day, zone) ?? 0, zone)).toBe(day)
    }
  }
})

test('what is no day has no beginning', () => {
  expect([startOfDay('', 'UTC'), startOfDay('2026-13-01', 'UTC'), startOfDay('today', 'UTC')]).toEqual([
    null,
    null,
    null,
  ])
})
