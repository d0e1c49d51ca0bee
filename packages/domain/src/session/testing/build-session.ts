import { agent, bot } from '../../actor.ts'
import {
  type AgentId,
  asId,
  type BotId,
  type ContactId,
  type ConversationId,
  type InboxId,
  type MessageId,
  type NoteId,
  type ReviewId,
  type SessionId,
  type TagId,
  type TeamId,
  type WatchWordId,
  type WorkspaceId,
} from '../../ids.ts'
import { fromSeconds, type Instant } from '../../time.ts'
import type { ActingAgent, Decision } from '../decide.ts'
import type { SessionEvent } from '../events.ts'
import { evolve } from '../evolve.ts'
import { blankSession, type Session } from '../session.ts'
import { startSession } from '../start-session.ts'

const epochSeconds = 1_790_000_000

/** So many seconds after the moment all tests begin at. */
export const at = (seconds: number): Instant => fromSeconds(epochSeconds + seconds)

export const agentA = asId<AgentId>('agent-a')
export const agentB = asId<AgentId>('agent-b')
export const botId = asId<BotId>('bot')
export const teamId = asId<TeamId>('team')
export const contactId = asId<ContactId>('contact')
const tagId = asId<TagId>('tag')
export const aMessage = (n: number) => asId<MessageId>(`message-${n}`)

/** An agent with an agent's rights only. */
export const acting = (id: AgentId): ActingAgent => ({ id, mayIntervene: false })
/** A supervisor, who may act on other people's sessions. */
export const supervising = (id: AgentId): ActingAgent => ({ id, mayIntervene: true })

const identity = {
  conversationId: asId<ConversationId>('conversation'),
  contactId,
  inboxId: asId<InboxId>('inbox'),
  number: 7,
}
const ids = {
  workspaceId: asId<WorkspaceId>('workspace'),
  sessionId: asId<SessionId>('session'),
  noteId: asId<NoteId>('note'),
}

/** How a session begins with a bot. */
export const asBot = { ...ids, started: startSession({ ...identity, startsIn: { as: 'bot', botId } }) }
/** How a session begins that waits for anybody. */
export const asUnassigned = {
  ...ids,
  started: startSession({ ...identity, startsIn: { as: 'unassigned', teamId: null } }),
}

/** The session with more events recorded, one second apart. */
export function withEvents(session: Session, ...events: readonly SessionEvent[]): Session {
  return events.reduce(
    (before, event) => evolve(before, { version: before.version + 1, at: at(before.version), event }),
    session,
  )
}

const blank = blankSession(ids.workspaceId, ids.sessionId)
const taken: SessionEvent = { type: 'session.assigned', agentId: agentA, by: agent(agentA), how: 'take' }

/** A session in each state; agent A has those that somebody has. */
export const aSession = {
  bot: withEvents(blank, asBot.started),
  unassigned: withEvents(blank, asUnassigned.started),
  assigned: withEvents(blank, asUnassigned.started, taken),
  on_hold: withEvents(blank, asUnassigned.started, taken, {
    type: 'session.held',
    until: null,
    by: agent(agentA),
  }),
  wrap_up: withEvents(blank, asUnassigned.started, taken, {
    type: 'session.wrap_up_started',
    by: agent(agentA),
  }),
  ended: withEvents(blank, asUnassigned.started, taken, {
    type: 'session.ended',
    endReason: 'agent_ended',
    by: agent(agentA),
  }),
} as const

/** One of every type of event, each with everything inside that a contact may not know. */
export const everyEvent: { readonly [Type in SessionEvent['type']]: SessionEvent & { type: Type } } = {
  'session.started': {
    type: 'session.started',
    ...identity,
    as: 'unassigned',
    teamId,
  },
  'session.handed_off': { type: 'session.handed_off', by: bot(botId), reason: 'secret', teamId },
  'session.assigned': { type: 'session.assigned', agentId: agentB, by: agent(agentA), how: 'transfer' },
  'session.released': { type: 'session.released', by: agent(agentA) },
  'session.transferred': { type: 'session.transferred', to: { teamId }, by: agent(agentA) },
  'session.held': { type: 'session.held', until: at(500), by: agent(agentA) },
  'session.resumed': { type: 'session.resumed', by: agent(agentA) },
  'session.wrap_up_started': { type: 'session.wrap_up_started', by: agent(agentA) },
  'session.ended': { type: 'session.ended', endReason: 'blocked', by: agent(agentA) },
  'message.received': { type: 'message.received', messageId: aMessage(1) },
  'message.sent': { type: 'message.sent', messageId: aMessage(2), author: agent(agentA) },
  'message.accepted': { type: 'message.accepted', messageId: aMessage(2) },
  'message.failed': { type: 'message.failed', messageId: aMessage(2), reason: 'secret' },
  'message.unknown': { type: 'message.unknown', messageId: aMessage(2) },
  'message.edited': { type: 'message.edited', messageId: aMessage(2), by: agent(agentA) },
  'message.deleted': { type: 'message.deleted', messageId: aMessage(2), by: agent(agentA) },
  'message.reacted': { type: 'message.reacted', messageId: aMessage(2), emoji: '👍', by: agent(agentA) },
  'note.added': { type: 'note.added', noteId: ids.noteId, author: agent(agentA) },
  'note.mentioned': { type: 'note.mentioned', noteId: ids.noteId, agentIds: [agentB], by: agent(agentA) },
  'session.prioritised': { type: 'session.prioritised', priority: 'urgent', by: agent(agentA) },
  'session.outcome_set': { type: 'session.outcome_set', outcome: 'secret', by: agent(agentA) },
  'session.rated': { type: 'session.rated', rating: 4, by: agent(agentA) },
  'session.tagged': { type: 'session.tagged', tagIds: [tagId], by: agent(agentA) },
  'session.untagged': { type: 'session.untagged', tagIds: [tagId], by: agent(agentA) },
  'session.fields_set': { type: 'session.fields_set', keys: ['secret'], source: 'agent', by: agent(agentA) },
  'session.flagged': {
    type: 'session.flagged',
    messageId: aMessage(1),
    wordIds: [asId<WatchWordId>('word')],
  },
  'session.summarised': { type: 'session.summarised', method: 'hand', by: agent(agentA) },
  'session.sentiment_set': {
    type: 'session.sentiment_set',
    score: -40,
    course: [-80, 0],
    by: agent(agentA),
  },
  'session.reviewed': {
    type: 'session.reviewed',
    reviewId: asId<ReviewId>('review'),
    score: 60,
    qaScore: 70,
    by: agent(agentA),
  },
}

/** The events of an accepted decision; fails where it was refused. */
export function eventsOf(decision: Decision): readonly SessionEvent[] {
  if (!decision.accepted) throw new Error(`refused: ${decision.refusal}`)
  return decision.events
}
