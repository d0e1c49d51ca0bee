import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, describeStatus, judge, planAfter, probeWaitMs, retryWaitMs } from './plan-retries.ts'

const hour = 60 * 60_000
const day = 24 * hour
const answered = (status: number | null, more: Partial<Answer> = {}): Answer => ({
  status,
  error: status === null ? 'The address cannot be reached.' : describeStatus(status),
  retryAfterMs: null,
  durationMs: 1,
  ...more,
})

test('only an answer of 200 to 299 has arrived; 410 wants no more; all else is tried again', () => {
  for (const status of [200, 201, 204, 299]) expect(judge(answered(status))).toBe('delivered')
  for (const status of [null, 100, 301, 307, 400, 404, 408, 429, 500, 503])
    expect(judge(answered(status))).toBe('failed')
  expect(judge(answered(410))).toBe('gone')
  expect(describeStatus(302)).toContain('redirects are not followed')
})

test('the tries of one delivery are spread over a day, each pause at least as long as the one before', () => {
  const pauses: number[] = []
  for (let attempt = 1; ; attempt += 1) {
    const waitMs = retryWaitMs(attempt, () => 0.5)
    if (waitMs === null) break
    pauses.push(waitMs)
  }
  const total = pauses.reduce((sum, pause) => sum + pause, 0)
  expect(total).toBeGreaterThan(23 * hour)
  expect(total).toBeLessThanOrEqual(day)
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  expect(pauses[0]).toBe(5_000)
})

test('what failed together is not tried together, and never a tenth off', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, r) => {
      const middle = retryWaitMs(attempt, () => 0.5) ?? 0
      const waitMs = retryWaitMs(attempt, () => r) ?? 0
      expect(Math.abs(waitMs - middle)).toBeLessThanOrEqual(middle / 10 + 1)
    }),
  )
})

test('a failing webhook is left alone longer the longer it fails, never more than five minutes', () => {
  expect(probeWaitMs(0)).toBe(0)
  expect(probeWaitMs(6_000)).toBe(5_000)
  expect(probeWaitMs(60_000)).toBe(15_000)
  expect(probeWaitMs(3 * day)).toBe(5 * 60_000)
})

test('what the other side asks for is honoured where it is longer than our own pause', () => {
  const tried = { attempt: 1, now: 1_000, failingSince: 1_000 }
  expect(planAfter(answered(429, { retryAfterMs: 90_000 }), tried)).toMatchObject({
    nextAt: 91_000,
    probeAt: 91_000,
  })
  expect(planAfter(answered(429, { retryAfterMs: 1_000 }), tried).nextAt).toBeGreaterThan(5_000)
})

test('a webhook is stopped by 410 at once and by three days of failures, and its delivery waits for it', () => {
  const early = { attempt: 1, now: 5, failingSince: 5 }
  expect(planAfter(answered(410), early)).toMatchObject({
    nextAt: 5,
    stopReason: expect.stringContaining('410'),
  })
  const late = { attempt: 11, now: 3 * day, failingSince: 0 }
  expect(planAfter(answered(500), late)).toMatchObject({
    nextAt: 3 * day,
    stopReason: expect.stringContaining('three days'),
  })
  const almost = { attempt: 11, now: 3 * day, failingSince: 1 }
  expect(planAfter(answered(500), almost)).toMatchObject({ nextAt: null, stopReason: null })
})
