import type { MessageView, PersonView } from '@rapport/contract/light'
import { asId, instant, type Session } from '@rapport/domain'
import { expect, test } from 'vitest'
import { buildTimeline, counterpart } from './timeline.ts'

const amira: PersonView = { kind: 'agent', id: 'amira', name: 'Amira', avatarUrl: null }
const people = { amira }
const sessions = [{ id: 's1' }, { id: 's2' }] as unknown as Session[]
const minute = 60_000
const aMessage = (change: Partial<Omit<MessageView, 'id'>> & { id: string }): MessageView =>
  ({
    sessionId: 's1',
    version: 1,
    author: { kind: 'contact', id: 'c' },
    at: instant(0),
    text: 'Hello',
    files: [],
    clientId: null,
    deliveredAt: null,
    readAt: null,
    ...change,
  }) as MessageView
const ours = { kind: 'agent', id: asId('amira') } as MessageView['author']
const build = (messages: MessageView[], events: unknown[] = []) =>
  buildTimeline({ sessions, messages, people, events: events as never }, (at) =>
    at < 24 * 60 * minute ? 'one' : 'two',
  )
const keys = (items: ReturnType<typeof build>) => items.map(({ key }) => key)

test('what was said stands in the order of sessions and versions, however it arrived', () => {
  const later = aMessage({ id: 'c', sessionId: asId('s2'), version: 2 })
  const items = build([later, aMessage({ id: 'b', version: 4 }), aMessage({ id: 'a', version: 2 })])
  expect(keys(items)).toEqual(['day:one', 'a', 'b', 'c'])
})

test('each day is named once, before its first message', () => {
  const items = build([
    aMessage({ id: 'a' }),
    aMessage({ id: 'b', version: 2, at: instant(24 * 60 * minute) }),
  ])
  expect(keys(items)).toEqual(['day:one', 'a', 'day:two', 'b'])
})

test('an end and a helper who came are shown, and other events are not', () => {
  const at = instant(0)
  const items = build(
    [aMessage({ id: 'a', version: 2 })],
    [
      {
        sessionId: 's1',
        recorded: { version: 3, at, event: { type: 'session.assigned', agentId: 'amira' } },
      },
      { sessionId: 's1', recorded: { version: 1, at, event: { type: 'session.started' } } },
      { sessionId: 's1', recorded: { version: 4, at, event: { type: 'session.ended' } } },
    ],
  )
  expect(items.map(({ kind }) => kind)).toEqual(['day', 'message', 'joined', 'ended'])
})

test('ticks say the most that is known, and the other side has none', () => {
  const items = build([
    aMessage({ id: 'a', version: 1, deliveredAt: instant(1), readAt: instant(2) }),
    aMessage({ id: 'b', version: 2, deliveredAt: instant(1) }),
    aMessage({ id: 'c', version: 3 }),
    aMessage({ id: 'd', version: 4, author: ours }),
  ])
  expect(items.flatMap((item) => (item.kind === 'message' ? [item.tick] : []))).toEqual([
    'read',
    'delivered',
    'sent',
    null,
  ])
})

test('of several in a row by one author only the last carries name and time', () => {
  const items = build([
    aMessage({ id: 'a', version: 1, author: ours }),
    aMessage({ id: 'b', version: 2, author: ours, at: instant(minute) }),
    aMessage({ id: 'c', version: 3, author: ours, at: instant(30 * minute) }),
    aMessage({ id: 'd', version: 4, at: instant(30 * minute) }),
  ])
  const last = items.flatMap((item) => (item.kind === 'message' && item.isLast ? [item.key] : []))
  expect(last).toEqual(['b', 'c', 'd'])
})

test('the head shows who holds the session, and nobody once it has ended or while it waits', () => {
  const head = (session: object) => counterpart({ sessions: [session as Session], people })
  expect(head({ state: 'assigned', agentId: 'amira' })).toBe(amira)
  expect(head({ state: 'unassigned' })).toBeNull()
  expect(head({ state: 'ended', agentId: 'amira' })).toBeNull()
  expect(counterpart({ sessions: [], people })).toBeNull()
})
