import { serverFrame } from '@rapport/contract'
import type { ServerFrame } from '@rapport/contract/light'
import {
  type Audience,
  audiences,
  blankSession,
  evolve,
  type RecordedEvent,
  type Session,
} from '@rapport/domain'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Conversation } from './conversation.ts'
import { createSource } from './observable.ts'
import { createOutgoing } from './outgoing.ts'
import { createSessionStore } from './session-store.ts'
import { framesOf, type Happening, snapshotOf } from './testing/conversation-model.ts'
import { actionKinds, anAction, historyOf } from './testing/legal-history.ts'

const numRuns = Number(process.env.RAPPORT_PROPERTY_RUNS ?? 100)
const first = anAction.map((action) => ({ ...action, kind: 'receive' as const }))
const histories = fc
  .tuple(first, fc.array(anAction, { minLength: 20, maxLength: 60, size: 'max' }))
  .map(([action, actions]) => historyOf([action, ...actions]))
const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A store whose server is a history: `say` brings frames, `at` is how far its snapshots reach. */
async function aStore(history: readonly Happening[], audience: Audience, at: number) {
  const server = { at, loads: 0, follows: [] as number[] }
  let listener: ((frame: ServerFrame) => void) | null = null
  const connection = createSource({ state: 'live' as const, since: 0, ended: null, closeCode: null })
  const store = createSessionStore<null>({
    audience,
    live: {
      connection,
      hear: (hears) => {
        listener = hears
        return () => {
          listener = null
        }
      },
    },
    load: async () => {
      server.loads += 1
      return overTheWire(snapshotOf(history.slice(0, server.at), audience))
    },
    older: () => Promise.reject(new Error('no history here has older pages')),
    follow: ({ position }) => void server.follows.push(position),
    unfollow: () => undefined,
    isOurs: () => true,
    outgoing: createOutgoing(() => Promise.reject(new Error('nothing is sent here'))),
  })
  store.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  const say = (frame: ServerFrame) => listener?.(serverFrame.parse(overTheWire(frame)))
  return { store, server, say }
}

/**
 * What must be equal. A place in the feed is no knowledge of the conversation; and a contact's session is known up to
 * its last event that they may see, while a fresh load also counts the hidden ones after it.
 */
function knowledge(conversation: Conversation | null, audience: Audience) {
  if (conversation === null) return null
  const { position: _, epoch: __, sessions, ...rest } = conversation
  const known = audience === 'contact' ? sessions.map((session) => ({ ...session, version: 0 })) : sessions
  return { ...rest, sessions: known }
}

test('for every audience and every cut, a snapshot and the events after it are what a fresh load is', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.constantFrom(...audiences), fc.nat(), async (history, audience, n) => {
      fc.pre(history.length > 1)
      const cut = 1 + (n % (history.length - 1))
      const { store, server, say } = await aStore(history, audience, cut)
      const from = server.follows[0] ?? -1
      for (const frame of framesOf(history.slice(cut), audience, from)) {
        // Each twice: whatever is known already changes nothing.
        say(frame)
        const before = store.get()
        if (frame.type === 'event') say(frame)
        expect(store.get()).toBe(before)
      }
      const fresh = overTheWire(snapshotOf(history, audience))
      expect(knowledge(store.get().conversation, audience)).toEqual(knowledge(fresh, audience))
      expect(server.loads).toBe(1)
    }),
    { numRuns: numRuns * 3 },
  )
})

test('EQ-1: after every kind of action, from everywhere, folding gives what a fresh load gives', async () => {
  const seen = new Set<string>()
  let variants = 0
  let mismatches = 0
  for (const history of fc.sample(histories, { numRuns: Math.min(numRuns, 200), seed: 20261120 })) {
    for (const [audience, cut] of audiences.flatMap((who) =>
      history
        .keys()
        .map((i) => [who, i] as const)
        .toArray(),
    )) {
      if (cut === 0) continue
      seen.add(history[cut]?.action ?? '')
      variants += 1
      if (!(await foldsLikeALoad(history, audience, cut))) mismatches += 1
    }
  }
  console.log(`EQ-1 actions=${seen.size} variants=${variants} mismatches=${mismatches}`)
  expect(mismatches).toBe(0)
  expect([...seen].toSorted()).toEqual([...actionKinds, 'start'].toSorted())
})

async function foldsLikeALoad(
  history: readonly Happening[],
  audience: Audience,
  cut: number,
): Promise<boolean> {
  const { store, server, say } = await aStore(history, audience, cut)
  for (const frame of framesOf(history.slice(cut, cut + 1), audience, server.follows[0] ?? -1)) say(frame)
  const fresh = overTheWire(snapshotOf(history.slice(0, cut + 1), audience))
  const folded = knowledge(store.get().conversation, audience)
  return JSON.stringify(sorted(folded)) === JSON.stringify(sorted(knowledge(fresh, audience)))
}

/** The same value with its keys in order, so that equal things have equal text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

test('a frame that is missing is noticed at the next one, and a fresh load repairs it', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.constantFrom(...audiences), fc.nat(), async (history, audience, n) => {
      fc.pre(history.length > 1)
      const { store, server, say } = await aStore(history, audience, 1)
      const frames = framesOf(history.slice(1), audience, server.follows[0] ?? -1)
      const events = frames.filter(({ type }) => type === 'event')
      fc.pre(events.length > 1)
      const lost = events[n % (events.length - 1)]
      server.at = history.length
      for (const frame of frames) if (frame !== lost) say(frame)
      await vi.advanceTimersByTimeAsync(1_000)
      const fresh = overTheWire(snapshotOf(history, audience))
      expect(server.loads).toBe(2)
      expect(knowledge(store.get().conversation, audience)).toEqual(knowledge(fresh, audience))
    }),
    { numRuns },
  )
})

test('the log of a session, folded from nothing, is its row', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const rows = new Map<string, Session>()
      const folded = new Map<string, Session>()
      for (const happening of history) {
        if (happening.kind === 'ticks') continue
        const { after } = happening
        const recorded: RecordedEvent = overTheWire(happening.recorded)
        rows.set(after.id, after)
        folded.set(
          after.id,
          evolve(folded.get(after.id) ?? blankSession(after.workspaceId, after.id), recorded),
        )
      }
      expect(overTheWire([...folded])).toEqual(overTheWire([...rows]))
    }),
    { numRuns },
  )
})

const aHistory = () =>
  historyOf(
    (['receive', 'take', 'reply', 'receive', 'end', 'receive'] as const).map((kind) => ({
      kind,
      pick: 0,
      flag: false,
      waitMs: 1000,
      gap: 1,
    })),
  )

test('a reset loads again and follows from the new place', async () => {
  const history = aHistory()
  const { store, server, say } = await aStore(history, 'agent', 2)
  server.at = history.length
  say({ type: 'reset', conversationId: null, reason: 'epoch' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(store.get().conversation?.messages).toHaveLength(4)
  expect(server.follows).toEqual([expect.any(Number), store.get().conversation?.position])
})

test('a visitor who has not written gets their conversation with the first thing that happens in it', async () => {
  const history = aHistory()
  const { store, server, say } = await aStore(history, 'contact', 0)
  expect(store.get()).toMatchObject({ status: 'ready', conversation: { conversationId: null } })
  say({ type: 'reset', conversationId: null, reason: 'not_found' })
  server.at = 2
  for (const frame of framesOf(history.slice(0, 2), 'contact', 0)) say(frame)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(server.loads).toBe(2)
  expect(store.get().conversation?.messages).toHaveLength(1)
})

test('marks that overtake their message are there when it comes', async () => {
  const history = aHistory()
  const { store, server, say } = await aStore(history, 'agent', 3)
  const sent = history[3]
  if (sent?.kind !== 'event') throw new Error('the fourth thing is the reply')
  const { sessionId } = sent.message ?? { sessionId: sent.after.id }
  say({
    type: 'ticks',
    conversationId: sent.after.conversationId,
    sessionId,
    of: 'us',
    upToVersion: sent.recorded.version,
    deliveredAt: sent.recorded.at,
    readAt: null,
  })
  for (const frame of framesOf(history.slice(3, 4), 'agent', server.follows[0] ?? -1)) say(frame)
  expect(store.get().conversation?.messages.at(-1)?.deliveredAt).toBe(sent.recorded.at)
})

test('who writes is shown until they stop, send, or have been quiet for six seconds', async () => {
  const history = aHistory()
  const { store, server, say } = await aStore(history, 'contact', 3)
  const sent = history[3]
  if (sent?.kind !== 'event' || sent.message === null) throw new Error('the fourth thing is the reply')
  const typing = {
    type: 'typing',
    conversationId: sent.after.conversationId,
    actor: sent.message.author,
  } as const
  say({ ...typing, on: true })
  expect(store.get().typing).toEqual([sent.message.author])
  await vi.advanceTimersByTimeAsync(5_900)
  say({ ...typing, on: true })
  await vi.advanceTimersByTimeAsync(5_900)
  expect(store.get().typing).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(store.get().typing).toEqual([])
  say({ ...typing, on: true })
  for (const frame of framesOf(history.slice(3, 4), 'contact', server.follows[0] ?? -1)) say(frame)
  expect(store.get().typing).toEqual([])
})
