import { expect, test } from 'vitest'
import { readRetryAfter } from './read-retry-after.ts'

test('Retry-After is read as seconds or as a date, an hour at the most, and as nothing when it makes no sense', () => {
  const now = Date.parse('2026-11-20T12:00:00Z')
  expect(readRetryAfter('120', now)).toBe(120_000)
  expect(readRetryAfter('Fri, 20 Nov 2026 12:10:00 GMT', now)).toBe(600_000)
  expect(readRetryAfter('999999', now)).toBe(60 * 60_000)
  for (const nothing of [undefined, '', '0', '-5', 'soon', 'Fri, 20 Nov 2020 12:00:00 GMT'])
    expect(readRetryAfter(nothing, now)).toBeNull()
})
