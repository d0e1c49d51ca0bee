import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoginContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { createKeyLimits } from './key-limits.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

/** Asks once with a key; answers what the headers say, and the error if it was refused. */
function ask(count: ReturnType<typeof createKeyLimits>, id: string | null, exempt = false) {
  const headers: Record<string, string> = {}
  const reply = {
    header(name: string, value: string) {
      headers[name] = value
      return reply
    },
  }
  const ctx = { apiKey: id === null ? null : { id }, exempt } as unknown as LoginContext
  let refused: AppError | null = null
  try {
    count(ctx, reply as never)
  } catch (error) {
    if (error instanceof AppError) refused = error
    else throw error
  }
  const { 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': reset } = headers
  return { said: [limit, remaining, reset], refused }
}

test('each key has its own minute, told in every answer, and one too many is told how long to wait', () => {
  const count = createKeyLimits(2)
  expect(ask(count, 'a')).toEqual({ said: ['2', '1', '60'], refused: null })
  vi.advanceTimersByTime(20_000)
  expect(ask(count, 'a')).toEqual({ said: ['2', '0', '40'], refused: null })
  const { said, refused } = ask(count, 'a')
  expect(said).toEqual(['2', '0', '40'])
  expect(refused).toMatchObject({ code: 'too_many_requests', retryAfterMs: 40_000 })
  expect(ask(count, 'b').refused).toBeNull()
  vi.advanceTimersByTime(40_000)
  expect(ask(count, 'a')).toEqual({ said: ['2', '1', '60'], refused: null })
})

test("people and the operator's tools are not counted, and are told of no limit", () => {
  const count = createKeyLimits(1)
  for (let i = 0; i < 5; i += 1) {
    expect(ask(count, null)).toEqual({ said: [undefined, undefined, undefined], refused: null })
    expect(ask(count, 'a', true).refused).toBeNull()
  }
  expect(ask(count, 'a').refused).toBeNull()
})
