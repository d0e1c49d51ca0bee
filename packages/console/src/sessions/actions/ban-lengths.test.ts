import { expect, test } from 'vitest'
import { banEnd } from './ban-lengths.ts'

const now = new Date('2026-03-10T12:00:00').getTime()
const hour = 3_600_000

test('a ban is for good, or for as many days as were chosen', () => {
  expect(banEnd('always', '', now)).toBe(null)
  expect(banEnd('day', '', now)).toBe(now + 24 * hour)
  expect(banEnd('month', '', now)).toBe(now + 30 * 24 * hour)
})

test('a day that is named counts to its end, and one that is over is none', () => {
  expect(banEnd('date', '2026-03-10', now)).toBe(new Date('2026-03-10T23:59:59').getTime())
  expect(banEnd('date', '2026-03-09', now)).toBe(undefined)
  expect(banEnd('date', '', now)).toBe(undefined)
  expect(banEnd('date', 'soon', now)).toBe(undefined)
})
