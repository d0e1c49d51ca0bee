import { assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { parserOf } from './type-parsers.ts'

const parseMoment = parserOf(1184)

/** A moment as PostgreSQL writes it in UTC: a space, no zeros at the end of the fraction, and the shortest offset. */
function written(ms: number, microseconds: number): string {
  const [date, time] = new Date(ms).toISOString().replace('Z', '').split('T')
  const fraction = `${time}${String(microseconds).padStart(3, '0')}`.replace(/\.?0+$/, '')
  return `${date} ${/:\d\d$/.test(fraction.slice(0, 8)) ? fraction : time?.slice(0, 8)}+00`
}

test('a moment is its millisecond, rounded down, however PostgreSQL writes it', () => {
  const ms = integer({ min: Date.UTC(100, 0, 1), max: Date.UTC(9999, 11, 31) })
  assert(
    property(ms, integer({ min: 0, max: 999 }), (at, microseconds) => {
      expect(parseMoment(written(at, microseconds))).toBe(at)
    }),
    { numRuns: 2_000 },
  )
})

test('a fraction of any length, a year of five digits, and no end are read', () => {
  expect(parseMoment('2026-11-20 14:05:09+00')).toBe(Date.UTC(2026, 10, 20, 14, 5, 9))
  expect(parseMoment('2026-11-20 14:05:09.1+00')).toBe(Date.UTC(2026, 10, 20, 14, 5, 9, 100))
  expect(parseMoment('2026-11-20 14:05:09.0239+00')).toBe(Date.UTC(2026, 10, 20, 14, 5, 9, 23))
  expect(parseMoment('12026-11-20 14:05:09.5+00')).toBe(Date.UTC(12_026, 10, 20, 14, 5, 9, 500))
  expect(parseMoment('infinity')).toBe(Number.POSITIVE_INFINITY)
  expect(parseMoment('-infinity')).toBe(Number.NEGATIVE_INFINITY)
})

test('a moment of another zone or era is refused, not misread', () => {
  for (const text of ['2026-11-20 14:05:09+01', '2026-11-20 14:05:09.5-03:30', '0044-03-15 00:00:00+00 BC'])
    expect(() => parseMoment(text)).toThrow('is not a moment in UTC')
})
