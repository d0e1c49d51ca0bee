import type { MessageView } from '@rapport/contract/light'
import {
  type Actor,
  asId,
  blankSession,
  instant,
  type Session,
  type SessionEvent,
  type SessionId,
  type WorkspaceId,
} from '@rapport/domain'
import { expect, test } from 'vitest'
import { aMessageView } from '../testing/a-message-view.ts'
import { splitLinks } from './linked-text.tsx'
import {
  buildThread,
  daysOf,
  flaggedIn,
  isPrepended,
  type ThreadContent,
  type ThreadItem,
} from './thread-items.ts'

const minute = 60_000
const day = 86_400_000
const grace: Actor = { kind: 'contact', id: asId('grace') }
const ana: Actor = { kind: 'agent', id: asId('ana') }
const session = (id: string): Session => blankSession(asId<WorkspaceId>('w'), asId<SessionId>(id))

const said = (sessionId: string, version: number, author: Actor, at: number): MessageView =>
  aMessageView({
    id: asId(`${sessionId}-${version}`),
    sessionId: asId(sessionId),
    version,
    author,
    at: instant(at),
  })
const happened = (sessionId: string, version: number, at: number, event: object) => ({
  sessionId: asId<SessionId>(sessionId),
  recorded: { version, at: instant(at), event: event as SessionEvent },
})
const started = (sessionId: string, at: number) =>
  happened(sessionId, 1, at, { type: 'session.started', as: 'unassigned' })

const build = (content: Partial<ThreadContent>, more = {}) =>
  buildThread(
    {
      sessions: [session('one'), session('two')],
      events: [],
      messages: [],
      notes: [],
      people: {},
      ...content,
    },
    { events: 'key', isSameDay: (a, b) => Math.floor(a / day) === Math.floor(b / day), ...more },
  )
const kinds = (items: readonly ThreadItem[]) => items.map(({ kind }) => kind)

test('sessions are told apart where they begin, in their order, whatever order things arrived in', () => {
  const items = build({
    events: [started('two', 5 * minute), started('one', 0)],
    messages: [said('two', 2, grace, 5 * minute), said('one', 2, grace, 0)],
  })
  expect(items.map(({ key }) => key)).toEqual(['s:one', 'm:one-2', 's:two', 'm:two-2'])
})

test('messages one after another by the same author are one turn, of which only the last is signed', () => {
  const items = build({
    messages: [said('one', 2, grace, 0), said('one', 3, grace, minute), said('one', 4, ana, 2 * minute)],
  })
  expect(items.map((item) => item.kind === 'message' && [item.isContinued, item.isLast])).toEqual([
    [false, false],
    [true, true],
    [false, true],
  ])
})

test('a long silence, or another day, begins a new turn', () => {
  const items = build({
    messages: [said('one', 2, grace, 0), said('one', 3, grace, 6 * minute), said('one', 4, grace, day)],
  })
  expect(kinds(items)).toEqual(['message', 'message', 'day', 'message'])
  expect(items.every((item) => item.kind !== 'message' || !item.isContinued)).toBe(true)
})

test('events between two messages share a line, and a take says how long the contact had waited', () => {
  const items = build({
    events: [
      started('one', 0),
      happened('one', 2, minute, { type: 'session.assigned', agentId: 'ana', by: ana, how: 'take' }),
      happened('one', 3, 2 * minute, { type: 'session.resumed', by: ana }),
      happened('one', 4, 3 * minute, { type: 'session.released', by: ana }),
    ],
  })
  const line = items.find((item) => item.kind === 'events')
  expect(
    line?.kind === 'events' && line.events.map(({ recorded, waitedMs }) => [recorded.version, waitedMs]),
  ).toEqual([
    [2, minute],
    [4, null],
  ])
})

test('an older page is known by its beginning, so that the reader can be kept in place', () => {
  const messages = [said('one', 2, grace, 0), said('one', 3, ana, minute), said('one', 4, grace, 2 * minute)]
  const all = build({ messages })
  expect(isPrepended(build({ messages: messages.slice(1) }), all)).toBe(true)
  expect(isPrepended(build({ messages: messages.slice(0, 2) }), all)).toBe(false)
  expect(isPrepended([], all)).toBe(false)
})

test('only one session, or only notes, when that is asked for', () => {
  const messages = [said('one', 2, grace, 0), said('two', 2, grace, minute)]
  expect(build({ messages }, { sessionId: asId<SessionId>('two') }).map(({ key }) => key)).toEqual([
    'm:two-2',
  ])
  expect(build({ messages }, { isNotesOnly: true })).toEqual([])
})

test('messages in which a watch-word was found are known, and every day on which something was said', () => {
  const flagged = happened('one', 3, minute, { type: 'session.flagged', messageId: 'one-2', wordIds: [] })
  expect([...flaggedIn([started('one', 0), flagged])]).toEqual(['one-2'])
  const messages = [said('one', 2, grace, 0), said('one', 3, ana, day - 1), said('one', 4, grace, 3 * day)]
  const isSameDay = (a: number, b: number) => Math.floor(a / day) === Math.floor(b / day)
  expect(daysOf({ messages, notes: [] }, isSameDay)).toEqual([0, 3 * day])
})

test('what is said about a session stands between the messages when all is asked for, and never empty', () => {
  const events = [
    started('one', 0),
    happened('one', 2, minute, { type: 'session.tagged', tagIds: [], by: ana }),
    happened('one', 3, minute, { type: 'note.mentioned', noteId: 'n', agentIds: [], by: ana }),
  ]
  const lines = build({ events }, { events: 'all' }).find(({ kind }) => kind === 'events')
  expect(lines?.kind === 'events' && lines.events.map(({ recorded }) => recorded.version)).toEqual([2])
  expect(kinds(build({ events }))).toEqual(['session'])
})

test('a web address in a sentence can be followed, without the full stop after it', () => {
  expect(splitLinks('See https://a.example/b?c=1. Or javascript:alert(1)')).toEqual([
    { text: 'See ', href: null },
    { text: 'https://a.example/b?c=1', href: 'https://a.example/b?c=1' },
    { text: '. Or javascript:alert(1)', href: null },
  ])
})
