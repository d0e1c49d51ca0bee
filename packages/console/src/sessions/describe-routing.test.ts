import type { NoteView } from '@rapport/contract/light'
import { formatMessage, instant, type RecordedEvent, type SessionEvent } from '@rapport/domain'
import type { PlacedEvent } from '@rapport/sdk'
import { expect, test } from 'vitest'
import type { Translate } from '../app/index.ts'
import { formatDuration } from '../ui/index.ts'
import { describeRouting } from './describe-routing.ts'
import early from './en.json' with { type: 'json' }
import late from './late.en.json' with { type: 'json' }
import { routingSteps } from './routing-steps.ts'
import { aSession, idOf } from './testing/a-session-row.ts'
import { clockSegments, timeSegments } from './time-segments.ts'

const words: Readonly<Record<string, string>> = { ...early, ...late }
const t: Translate = (key, args = {}) => formatMessage(words[key] ?? key, args, { tag: 'en' })
const [wei, amira, faq, returns] = [idOf<never>(1), idOf<never>(2), idOf<never>(3), idOf<never>(4)]
const person = (kind: 'agent' | 'bot', id: string, name: string) => [id, { kind, id, name, avatarUrl: null }]
const who = {
  people: Object.fromEntries([
    person('agent', wei, 'Wei'),
    person('agent', amira, 'Amira'),
    person('bot', faq, 'FAQ bot'),
  ]),
  meId: amira,
  teamNames: { [returns]: 'Returns' },
}
const agent = (id: typeof wei) => ({ kind: 'agent', id }) as const
const start = {
  type: 'session.started',
  conversationId: wei,
  contactId: wei,
  inboxId: wei,
  number: 1,
} as const

const recordedAt = (event: SessionEvent, seconds: number, version: number): PlacedEvent => ({
  sessionId: idOf(1),
  recorded: { version, at: instant(seconds * 1000), event } satisfies RecordedEvent,
})
/** Events with the second each happened at. */
const log = (...events: readonly [SessionEvent, number][]): readonly PlacedEvent[] =>
  events.map(([event, seconds], i) => recordedAt(event, seconds, i + 1))
const told = (events: readonly PlacedEvent[], notes: readonly NoteView[] = []) =>
  routingSteps({ events, notes }).map((step) =>
    describeRouting(step, { who, t, moment: (at) => `<${at}>`, duration: formatDuration }),
  )

const talk = log(
  [{ ...start, as: 'bot', botId: faq }, 0],
  [{ type: 'session.handed_off', by: { kind: 'bot', id: faq }, reason: 'exchange', teamId: returns }, 70],
  [{ type: 'session.assigned', agentId: wei, by: agent(wei), how: 'take' }, 101],
  [{ type: 'note.added', noteId: idOf(30), author: agent(wei) }, 160],
  [{ type: 'session.transferred', to: { agentId: amira }, by: agent(wei) }, 160],

  [{ type: 'session.held', until: instant(999_000), by: agent(amira) }, 200],
  [{ type: 'session.resumed', by: { kind: 'contact', id: idOf(9) } }, 260],
  [{ type: 'session.ended', endReason: 'agent_ended', by: agent(amira) }, 300],
)
const note: NoteView = {
  id: idOf(30),
  sessionId: idOf(1),
  version: 4,
  author: agent(wei),
  at: instant(160_000),
  text: 'Second mix-up this week',
  mentions: [],
}

test('the way of a session is told from hand to hand, with how long the contact waited', () => {
  expect(told(talk, [note])).toEqual([
    'Started with FAQ bot',
    'Handed off by FAQ bot to Returns',
    'Taken by Wei after 0:31',
    'Transferred to you by Wei',
    'Put on hold by you until <999000>',
    'Resumed, because the contact wrote',
    'Ended by you',
  ])
})

test("a handoff carries the bot's reason, and a transfer the note written for it", () => {
  expect(routingSteps({ events: talk, notes: [note] }).map(({ remark }) => remark)).toEqual([
    null,
    'exchange',
    null,
    'Second mix-up this week',
    null,
    null,
    null,
  ])
})

test('each step says how long it stayed so, the last one nothing', () => {
  expect(routingSteps({ events: talk, notes: [note] }).map(({ lastedMs }) => lastedMs)).toEqual([
    70_000,
    31_000,
    59_000,
    40_000,
    60_000,
    40_000,
    null,
  ])
})

test('what is said about a session is no step of its way', () => {
  const marks = log(
    [{ ...start, as: 'unassigned', teamId: null }, 0],
    [{ type: 'session.prioritised', priority: 'high', by: agent(wei) }, 1],
    [{ type: 'session.tagged', tagIds: [idOf(40)], by: agent(wei) }, 2],
    [{ type: 'session.flagged', messageId: idOf(41), wordIds: [idOf(42)] }, 3],
  )
  expect(told(marks)).toEqual(['Started, and waited for an agent'])
})

test('a note of somebody else just before a transfer is not taken for its note', () => {
  const steps = routingSteps({ events: talk, notes: [{ ...note, author: agent(amira) }] })
  expect(steps[3]?.remark).toBeNull()
})

test('who gives a session to themselves has taken it over', () => {
  const events = log([{ type: 'session.transferred', to: { agentId: wei }, by: agent(wei) }, 0])
  expect(told(events)).toEqual(['Taken over by Wei'])
})

test('what nobody did in person is told without a name', () => {
  const events = log(
    [{ ...start, as: 'unassigned', teamId: null }, 0],
    [{ type: 'session.ended', endReason: 'inactivity', by: { kind: 'system' } }, 9],
  )
  expect(told(events)).toEqual(['Started, and waited for an agent', 'Ended: no answer for a long time'])
})

test('why a session ended is said, unless it is only that its agent or bot ended it', () => {
  const bot = { kind: 'bot', id: faq } as const
  const events = log(
    [{ type: 'session.ended', endReason: 'bot_ended', by: bot }, 0],
    [{ type: 'session.ended', endReason: 'blocked', by: agent(wei) }, 0],
  )
  expect(told(events)).toEqual(['Ended by FAQ bot', 'Ended by Wei: the contact was banned'])
})

test('each way of coming to an agent has its words', () => {
  const how = ['take', 'open', 'reply', 'transfer', 'import', 'contact'] as const
  const events = log(
    ...how.map((one): [SessionEvent, number] => [
      { type: 'session.assigned', agentId: wei, by: agent(amira), how: one },
      0,
    ]),
  )
  expect(told(events)).toEqual([
    'Taken by Wei',
    'Taken by Wei on opening',
    'Taken by Wei with a reply',
    'Assigned to Wei by you',
    'Assigned to Wei by the import',
    'Begun by Wei, who wrote first',
  ])
})

test('the time bar is in the order the time was spent, and its sums are the clocks', () => {
  const session = aSession(1, { state: 'ended', version: 8 })
  expect(timeSegments(session, talk, instant(900_000))).toEqual([
    { kind: 'bot', milliseconds: 70_000 },
    { kind: 'waiting', milliseconds: 31_000 },
    { kind: 'active', milliseconds: 99_000 },
    { kind: 'hold', milliseconds: 60_000 },
    { kind: 'active', milliseconds: 40_000 },
  ])
})

test('the last stretch of a running session grows', () => {
  const running = talk.slice(0, 3)
  expect(timeSegments(aSession(1), running, instant(111_000)).at(-1)).toEqual({
    kind: 'active',
    milliseconds: 10_000,
  })
  const waiting = aSession(5)
  expect(clockSegments(waiting, instant(waiting.since + 4_000))).toEqual([
    { kind: 'waiting', milliseconds: 4_000 },
  ])
})
