import {
  asId,
  type BotId,
  blankSession,
  type ContactId,
  type ConversationId,
  evolve,
  type InboxId,
  instant,
  type MessageId,
  type RecordedEvent,
  type SessionEvent,
  type SessionId,
  type WorkspaceId,
} from '@rapport/domain'
import { expect, test } from 'vitest'
import { createJobsFor, createReactions } from './reactions.ts'

const blank = blankSession(asId<WorkspaceId>('w'), asId<SessionId>('s'))
const opening = {
  type: 'session.started',
  conversationId: asId<ConversationId>('c'),
  contactId: asId<ContactId>('p'),
  inboxId: asId<InboxId>('i'),
  number: 1,
} as const
const received: SessionEvent = { type: 'message.received', messageId: asId<MessageId>('m') }
const jobsFor = createJobsFor(createReactions({ botThinkMs: 0 }))

function jobsAfter(...events: SessionEvent[]) {
  const recorded = events.map((event, i): RecordedEvent => ({ version: i + 1, at: instant(1_000), event }))
  return jobsFor(blank, recorded.reduce(evolve, blank), recorded)
}

test('a message in a session that a bot hosts asks the bot to answer, in the session’s order, from its own moment on', () => {
  expect(jobsAfter({ ...opening, as: 'bot', botId: asId<BotId>('b') }, received)).toEqual([
    {
      workspaceId: 'w',
      kind: 'reaction:letBotAnswer',
      payload: { sessionId: 's', version: 2 },
      serialKey: 's',
      runAt: 1_000,
    },
  ])
})

test('a reply goes to its channel in the order of its conversation, and keeps no bot waiting', () => {
  const author = { kind: 'bot', id: asId<BotId>('b') } as const
  const sent: SessionEvent = { type: 'message.sent', messageId: asId<MessageId>('m'), author }
  expect(jobsAfter({ ...opening, as: 'unassigned', teamId: null }, sent)).toEqual([
    {
      workspaceId: 'w',
      kind: 'reaction:deliverToChannel',
      payload: { sessionId: 's', version: 2 },
      serialKey: 'out:c',
      lane: 'outside',
      runAt: 1_000,
    },
  ])
})

test('events that nobody reacts to write no job', () => {
  expect(jobsAfter({ ...opening, as: 'unassigned', teamId: null }, received)).toEqual([])
  expect(jobsAfter({ ...opening, as: 'bot', botId: asId<BotId>('b') })).toEqual([])
})
