import { expect, test } from 'vitest'
import { instant } from '../time.ts'
import { isRhythm, nextAt } from './next-at.ts'
import type { ExportRhythm } from './rhythm.ts'

const at = (text: string) => instant(Date.parse(text))
const next = (rhythm: ExportRhythm, after: string) => new Date(nextAt(rhythm, at(after))).toISOString()
const berlin = { timeZone: 'Europe/Berlin' } as const

test('a day, a weekday or a day of the month comes at its time in its zone, and strictly later', () => {
  const daily = { every: 'day', time: '08:00', ...berlin } as const
  expect(next(daily, '2026-11-20T06:59:59.999Z')).toBe('2026-11-20T07:00:00.000Z')
  expect(next(daily, '2026-11-20T07:00:00Z')).toBe('2026-11-21T07:00:00.000Z')
  const mondays = { every: 'week', weekday: 1, time: '00:30', ...berlin } as const
  expect(next(mondays, '2026-11-20T12:00:00Z')).toBe('2026-11-22T23:30:00.000Z')
  const monthly = { every: 'month', day: 5, time: '23:45', timeZone: 'America/New_York' } as const
  expect(next(monthly, '2026-11-20T12:00:00Z')).toBe('2026-12-06T04:45:00.000Z')
})

test('a month without that day uses its last', () => {
  const last = { every: 'month', day: 31, time: '12:00', timeZone: 'UTC' } as const
  expect(next(last, '2027-01-31T12:00:00Z')).toBe('2027-02-28T12:00:00.000Z')
  expect(next(last, '2028-02-01T00:00:00Z')).toBe('2028-02-29T12:00:00.000Z')
})

test('when clocks are changed a day has one turn still: a missing time comes later, a double one once', () => {
  const early = { every: 'day', time: '02:30', ...berlin } as const
  // On 28 March 2027 there is no 02:30 in Berlin; on 25 October 2026 there are two.
  expect(next(early, '2027-03-27T12:00:00Z')).toBe('2027-03-28T01:30:00.000Z')
  expect(next(early, '2027-03-28T01:30:00Z')).toBe('2027-03-29T00:30:00.000Z')
  expect(next(early, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z')
  expect(next(early, '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z')
})

test('a time or a zone that there is not makes no rhythm', () => {
  expect(isRhythm({ time: '23:59', timeZone: 'Asia/Kolkata' })).toBe(true)
  expect(['24:00', '8:00', '12:60', ''].filter((time) => isRhythm({ time, timeZone: 'UTC' }))).toEqual([])
  expect(isRhythm({ time: '08:00', timeZone: 'Mars/Base' })).toBe(false)
})
