import type { MessageView, SessionSnapshot } from '@rapport/contract/light'
import { instant, type RecordedEvent, type Session } from '@rapport/domain'
import type { Conversation } from '@rapport/sdk'
import { expect, test } from 'vitest'
import { mergeRecord } from './merge-record.ts'
import { aMessageView } from './testing/a-message-view.ts'
import { aSession, aSessionRow, idOf } from './testing/a-session-row.ts'

const contact = { kind: 'contact', id: idOf<never>(50) } as const
const aMessage = (version: number, change: Partial<MessageView> = {}): MessageView =>
  aMessageView({
    id: idOf(100 + version),
    sessionId: idOf(1),
    version,
    author: contact,
    at: instant(version * 1000),
    text: `message ${version}`,
    ...change,
  })
const started = {
  version: 1,
  at: instant(1000),
  event: { type: 'session.started', as: 'unassigned', teamId: null },
} as unknown as RecordedEvent
const received = (version: number): RecordedEvent => ({
  version,
  at: instant(version * 1000),
  event: { type: 'message.received', messageId: idOf(100 + version) },
})

const aSnapshot = (version: number): SessionSnapshot => ({
  epoch: 'e',
  position: 0,
  row: aSessionRow(1, { version }),
  events: [started, ...Array.from({ length: version - 1 }, (_, i) => received(i + 2))],
  messages: Array.from({ length: version - 1 }, (_, i) => aMessage(i + 2)),
  notes: [],
  people: [],
})
const aConversation = (session: Session, messages: readonly MessageView[]): Conversation =>
  ({ sessions: [session], events: [], messages, notes: [], people: {} }) as unknown as Conversation

test('what was loaded and what came since are one session, each message once and in order', () => {
  const record = mergeRecord({
    row: aSessionRow(1, { version: 3 }),
    snapshot: aSnapshot(3),
    conversation: aConversation(aSession(1, { version: 4 }), [aMessage(3), aMessage(4)]),
  })
  expect(record.session.version).toBe(4)
  expect(record.content.messages.map(({ version }) => version)).toEqual([2, 3, 4])
  expect(record.isComplete).toBe(true)
})

test('marks that came since the load are the ones shown', () => {
  const read = aMessage(2, { readAt: instant(9) })
  const { content } = mergeRecord({
    row: aSessionRow(1, { version: 2 }),
    snapshot: aSnapshot(2),
    conversation: aConversation(aSession(1, { version: 2 }), [read]),
  })
  expect(content.messages).toEqual([read])
})

test('events that speak of messages are left out, for the messages themselves are there', () => {
  const { content } = mergeRecord({ row: aSessionRow(1), snapshot: aSnapshot(3), conversation: null })
  expect(content.events.map(({ recorded }) => recorded.event.type)).toEqual(['session.started'])
})

test('a hole between what was loaded and what came since is noticed', () => {
  const sources = {
    row: aSessionRow(1, { version: 9 }),
    snapshot: aSnapshot(3),
    conversation: aConversation(aSession(1, { version: 9 }), [aMessage(8), aMessage(9)]),
  }
  expect(mergeRecord(sources).isComplete).toBe(false)
  expect(mergeRecord({ ...sources, snapshot: aSnapshot(9) }).isComplete).toBe(true)
})

test("other sessions of the conversation stay out of this one's record", () => {
  const other = aMessage(2, { sessionId: idOf(2), id: idOf(777) })
  const { content } = mergeRecord({
    row: aSessionRow(1, { version: 2 }),
    snapshot: aSnapshot(2),
    conversation: aConversation(aSession(1, { version: 2 }), [other]),
  })
  expect(content.messages.map(({ id }) => id)).toEqual([idOf(102)])
})

test('of a session of which only a part is here, what happened is complete all the same', () => {
  const part = { ...aSnapshot(9), messages: [aMessage(4), aMessage(5)], earlier: true, later: true }
  const record = mergeRecord({ row: aSessionRow(1, { version: 9 }), snapshot: part, conversation: null })
  expect([record.isComplete, record.earlier, record.later]).toEqual([true, true, true])
})

test('live messages from beyond a gap wait until the pages between are here', () => {
  const live = aConversation(aSession(1, { version: 10 }), [aMessage(9), aMessage(10)])
  const part = { ...aSnapshot(9), messages: [aMessage(4), aMessage(5)], earlier: true, later: true }
  const shown = (later: boolean) =>
    mergeRecord({
      row: aSessionRow(1, { version: 9 }),
      snapshot: { ...part, later },
      conversation: live,
    }).content.messages.map(({ version }) => version)
  expect(shown(true)).toEqual([4, 5])
  expect(shown(false)).toEqual([4, 5, 9, 10])
})
