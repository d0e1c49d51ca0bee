import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClient } from './http-client.ts'
import { createLiveClient } from './live-client.ts'
import type { PendingMessage } from './outgoing.ts'
import { aScriptedDesk } from './testing/scripted-desk.ts'
import { createVisitorSessionStore } from './visitor-session-store.ts'

let desk: Awaited<ReturnType<typeof aScriptedDesk>>
const leave: (() => void)[] = []

beforeEach(async () => {
  desk = await aScriptedDesk()
})
afterEach(async () => {
  for (const go of leave.splice(0)) go()
  await desk.close()
})

const timing = { pingMs: 100, answerMs: 100, firstRetryMs: 20, mostRetryMs: 60 }

function aVisitor(kept: { pending: readonly PendingMessage[] } = { pending: [] }) {
  const live = createLiveClient({ who: 'visitor', baseUrl: desk.baseUrl, token: 'a-token', timing })
  const storage = {
    load: () => kept.pending,
    save: (pending: readonly PendingMessage[]) => {
      kept.pending = pending
    },
  }
  const store = createVisitorSessionStore({ client: createClient({ baseUrl: desk.baseUrl }), live, storage })
  // Every close there was: a link can be back before anybody looks.
  const closes: (number | null)[] = []
  live.connection.subscribe(() => {
    const { state, closeCode } = live.connection.get()
    if (state === 'offline') closes.push(closeCode)
  })
  live.connect()
  leave.push(live.close, store.stop)
  return { live, store, kept, closes }
}

const isLive = ({ live }: ReturnType<typeof aVisitor>) =>
  vi.waitFor(() => expect(live.connection.get().state).toBe('live'), { interval: 5 })
const shown = ({ store }: ReturnType<typeof aVisitor>) =>
  store.get().conversation?.messages.map(({ clientId }) => clientId) ?? []
const settles = (visitor: ReturnType<typeof aVisitor>, count: number) =>
  vi.waitFor(
    () => {
      expect(shown(visitor)).toHaveLength(count)
      expect(visitor.store.get().pending).toEqual([])
    },
    { timeout: 3_000, interval: 5 },
  )

// A slow machine may look after the next beat: a ping is nothing that anybody said.
const lastSaid = () => desk.heard.findLast(({ type }) => type !== 'ping')?.type

test('a first message makes the conversation, which is followed from then on', async () => {
  const visitor = aVisitor()
  const clientId = visitor.store.send({ text: 'Hello' })
  expect(visitor.store.get().pending).toMatchObject([{ clientId, state: 'sending' }])
  await settles(visitor, 1)
  await vi.waitFor(() => expect(lastSaid()).toBe('follow'))
  desk.writeFromElsewhere()
  await settles(visitor, 2)
})

test('messages written through link after link that breaks are stored once each, in order', async () => {
  const visitor = aVisitor()
  desk.mischief.cutsAfterStoring = 4
  const written = Array.from({ length: 8 }, (_, i) => visitor.store.send({ text: `message ${i}` }))
  await settles(visitor, 8)
  expect(desk.stored()).toEqual(written)
  expect(shown(visitor)).toEqual(written)
  const sends = desk.heard.filter(({ type }) => type === 'send')
  expect(sends.length).toBeGreaterThan(8)
})

test('a message written while offline survives a reload of the page', async () => {
  desk.mischief.isDead = true
  const before = aVisitor()
  const clientId = before.store.send({ text: 'Is anybody there?' })
  before.live.close()
  before.store.stop()
  desk.mischief.isDead = false
  const after = aVisitor(before.kept)
  expect(after.store.get().pending).toMatchObject([{ clientId, text: 'Is anybody there?' }])
  await settles(after, 1)
  expect(desk.stored()).toEqual([clientId])
  expect(after.kept.pending).toEqual([])
})

test('after a cut the client resumes where it was, without loading again', async () => {
  const visitor = aVisitor()
  desk.writeFromElsewhere()
  visitor.store.send({ text: 'Hello' })
  await settles(visitor, 2)
  const loads = desk.loads()
  const position = visitor.store.get().conversation?.position
  desk.cut()
  await vi.waitFor(() => expect(visitor.closes).toHaveLength(1))
  desk.writeFromElsewhere()
  await settles(visitor, 3)
  expect(desk.heard.findLast(({ type }) => type === 'follow')).toMatchObject({ position })
  expect(desk.loads()).toBe(loads)
})

test('clients that a server sends away come back each in their own time', async () => {
  const visitors = Array.from({ length: 12 }, () => aVisitor())
  await Promise.all(visitors.map(isLive))
  const left = performance.now()
  const back = visitors.map(({ live }) => {
    const { promise, resolve } = Promise.withResolvers<number>()
    live.connection.subscribe(() => {
      if (live.connection.get().state === 'live') resolve(performance.now() - left)
    })
    return promise
  })
  desk.cut(1001)
  const times = await Promise.all(back)
  for (const { closes } of visitors) expect(closes).toContain(1001)
  expect(Math.min(...times)).toBeGreaterThanOrEqual(timing.firstRetryMs / 2)
  expect(new Set(times.map((ms) => Math.round(ms))).size).toBeGreaterThan(2)
})

test('a browser that says it is offline is believed at once, and comes back when it says so', async () => {
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  const visitor = aVisitor()
  visitor.store.send({ text: 'Hello' })
  await settles(visitor, 1)
  page.dispatchEvent(new Event('offline'))
  expect(visitor.live.connection.get().state).toBe('offline')
  page.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(visitor.live.connection.get().state).toBe('live'))
  vi.unstubAllGlobals()
})

test('an event that was lost on the way is noticed at the next one, and repaired by a load', async () => {
  const visitor = aVisitor()
  visitor.store.send({ text: 'Hello' })
  await settles(visitor, 1)
  await vi.waitFor(() => expect(lastSaid()).toBe('follow'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  desk.mischief.losesNext = true
  desk.writeFromElsewhere()
  desk.writeFromElsewhere()
  await settles(visitor, 3)
})

test('a reset loads again and follows from there', async () => {
  const visitor = aVisitor()
  visitor.store.send({ text: 'Hello' })
  await settles(visitor, 1)
  const loads = desk.loads()
  desk.mischief.resetsNext = true
  desk.cut()
  await vi.waitFor(() => expect(desk.loads()).toBe(loads + 1), { timeout: 3_000 })
  desk.writeFromElsewhere()
  await settles(visitor, 2)
})

test('a link that has gone silent is noticed within two beats, and replaced', async () => {
  const visitor = aVisitor()
  await isLive(visitor)
  desk.mischief.isDead = true
  const from = Date.now()
  await vi.waitFor(() => expect(visitor.closes).toEqual([1006]), { interval: 5 })
  expect(Date.now() - from).toBeLessThan(timing.pingMs + timing.answerMs + 100)
  const { since } = visitor.live.connection.get()
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(visitor.live.connection.get()).toMatchObject({ state: 'offline', since })
  desk.mischief.isDead = false
  await isLive(visitor)
})

test('a token that is no longer good ends the link for good; a new one begins it again', async () => {
  const visitor = aVisitor()
  await isLive(visitor)
  desk.cut(4001)
  await vi.waitFor(() => expect(visitor.live.connection.get().ended).toBe('signed_out'))
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(visitor.live.connection.get()).toMatchObject({ state: 'offline', closeCode: 4001 })
  visitor.live.connect()
  await isLive(visitor)
})

test('a server that speaks another protocol is not asked again: the page is to reload', async () => {
  desk.mischief.closesHello = 4000
  const visitor = aVisitor()
  await vi.waitFor(() => expect(visitor.live.connection.get().ended).toBe('reload'))
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(desk.heard).toHaveLength(1)
})

test.each([1001, 1008, 1011, 4002, 4008, 4013])(
  'after a close with %i the client comes back',
  async (code) => {
    const visitor = aVisitor()
    await isLive(visitor)
    desk.cut(code)
    await vi.waitFor(() => expect(visitor.closes).toContain(code))
    await isLive(visitor)
  },
)

test('a refused message says why, holds up nothing, and can be sent again or discarded', async () => {
  const visitor = aVisitor()
  await isLive(visitor)
  desk.mischief.refusal = 'file_already_used'
  const first = visitor.store.send({ text: 'one' })
  const second = visitor.store.send({ text: 'two' })
  await vi.waitFor(() =>
    expect(visitor.store.get().pending).toMatchObject([
      { clientId: first, state: 'failed', error: 'file_already_used' },
      { clientId: second, state: 'failed', error: 'file_already_used' },
    ]),
  )
  desk.mischief.refusal = null
  visitor.store.discard(first)
  visitor.store.resend(second)
  await settles(visitor, 1)
  expect(desk.stored()).toEqual([second])
})

test('a frame the server will never take fails its message instead of closing every next link', async () => {
  const visitor = aVisitor()
  await isLive(visitor)
  desk.mischief.isDead = true
  const clientId = visitor.store.send({ text: 'poison' })
  desk.cut(1007)
  await vi.waitFor(() =>
    expect(visitor.store.get().pending).toMatchObject([
      { clientId, state: 'failed', error: 'invalid_input' },
    ]),
  )
})
