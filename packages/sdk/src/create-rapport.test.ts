import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRapport } from './create-rapport.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

type Answer = Readonly<{ status?: number; body: object; headers?: Record<string, string> }>

/** A program's client, answered by a script; `asked` says what it asked, and when. */
function aProgram(answer: (url: URL, nth: number) => Answer, limitWaitMs?: number) {
  const asked: { url: URL; at: number; authorization: string | null }[] = []
  const start = Date.now()
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input))
    const authorization = new Headers(init?.headers).get('authorization')
    asked.push({ url, at: Date.now() - start, authorization })
    const { status = 200, body, headers = {} } = answer(url, asked.length)
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } })
  }
  const waits = limitWaitMs === undefined ? {} : { limitWaitMs }
  return { rapport: createRapport({ origin: 'https://desk.test/', key: 'rpk_x', fetch, ...waits }), asked }
}

const tooMany = (seconds: number): Answer => ({
  status: 429,
  body: { code: 'too_many_requests' },
  headers: { 'retry-after': String(seconds) },
})
const done: Answer = { body: { session: {} } }

test('a call that meets the limit waits as long as it is asked to and is made again, whatever it does', async () => {
  const { rapport, asked } = aProgram((_, nth) => (nth === 1 ? tooMany(30) : done))
  const call = rapport.sessions.take({ sessionId: 's' })
  await vi.advanceTimersByTimeAsync(31_000)
  expect(await call).toEqual({ session: {} })
  expect(asked.map(({ at }) => at)).toEqual([0, 30_000])
  expect(asked[0]?.authorization).toBe('Bearer rpk_x')
})

test('waiting has an end: beyond it the limit is told', async () => {
  const { rapport, asked } = aProgram(() => tooMany(50))
  const call = rapport.sessions.take({ sessionId: 's' }).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(200_000)
  expect(await call).toMatchObject({ code: 'too_many_requests', retryAfterMs: 50_000 })
  expect(asked.map(({ at }) => at)).toEqual([0, 50_000, 100_000])

  const hasty = aProgram(() => tooMany(1), 0)
  await expect(hasty.rapport.workspaces.get({})).rejects.toMatchObject({ code: 'too_many_requests' })
  expect(hasty.asked.length).toBe(1)
})

const event = (n: number) => ({ id: `e${n}` })
/** A feed of five events, two to a page; it grows by one when it is asked for the fourth time. */
function pageAt(url: URL, nth: number): Answer {
  const at = Number(url.searchParams.get('cursor') ?? 0)
  const end = nth >= 4 ? 6 : 5
  const next = Math.min(at + 2, end)
  const items = Array.from({ length: next - at }, (_, i) => event(at + i + 1))
  return { body: { items, next: String(next), more: next < end } }
}

test('events are followed page by page, and a kept cursor never passes one that was not handed over', async () => {
  const { rapport } = aProgram(pageAt)
  const seen = []
  for await (const { id, cursor } of rapport.events.follow({ untilNow: true })) seen.push([id, cursor])
  expect(seen).toEqual([
    ['e1', undefined],
    ['e2', '2'],
    ['e3', '2'],
    ['e4', '4'],
    ['e5', '5'],
  ])
})

test('who follows is told of what happens later, until they have heard enough', async () => {
  const { rapport, asked } = aProgram(pageAt)
  const stop = new AbortController()
  const seen: string[] = []
  const following = (async () => {
    const events = rapport.events.follow({ after: '1', signal: stop.signal, pollMs: 1_000 })
    for await (const { id } of events) seen.push(id)
  })()
  await vi.advanceTimersByTimeAsync(900)
  expect(seen).toEqual(['e2', 'e3', 'e4', 'e5'])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(seen).toEqual(['e2', 'e3', 'e4', 'e5', 'e6'])
  stop.abort()
  await following
  const count = asked.length
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked.length).toBe(count)
})

test('a failure while following reaches whoever follows', async () => {
  const { rapport } = aProgram(() => ({ status: 410, body: { code: 'cursor_expired' } }))
  const read = async () => {
    for await (const _ of rapport.events.follow({ after: 'old' })) throw new Error('told of something')
  }
  await expect(read()).rejects.toMatchObject({ code: 'cursor_expired', status: 410 })
})
