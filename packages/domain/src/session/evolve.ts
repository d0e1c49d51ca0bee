import { type Actor, contact } from '../actor.ts'
import type { AgentId, MessageId } from '../ids.ts'
import { type Instant, later } from '../time.ts'
import { countFirstResponse, countReply, join, settle, startWaiting, stopWaiting } from './clocks.ts'
import {
  type EventOf,
  isKnownEvent,
  isMark,
  type MarkEvent,
  type RecordedEvent,
  type SessionEvent,
} from './events.ts'
import { agentOf, type Session, type SessionBase } from './session.ts'

/**
 * Which fold this is. Raised with whatever `evolve` learns to tell of an old log, so that rows folded before can be
 * told from those folded now, and are folded again.
 */
export const foldVersion = 1

/**
 * The session after one recorded event. Total and silent: rules were checked when
 * the event was decided, and an old log must always replay.
 */
export function evolve(session: Session, { version, at, event }: RecordedEvent): Session {
  if (!isKnownEvent(event)) return { ...session, version }
  // A word about a session is no activity in it: tagging a year's sessions does not make them this morning's.
  if (isMark(event)) return { ...mark(session, event), version }
  return { ...apply(session, at, event), version, lastActivityAt: later(session.lastActivityAt, at) }
}

/** The course of a session: who has it, and what is said in it. */
function apply(session: Session, at: Instant, event: Exclude<SessionEvent, MarkEvent>): Session {
  const since = at
  switch (event.type) {
    case 'session.started':
      return start(session, at, event)
    case 'session.handed_off': {
      const base = startWaiting(settle(session, at), at)
      const clocks = { ...base.clocks, handoffAt: base.clocks.handoffAt ?? at }
      return { ...base, clocks, teamId: event.teamId ?? base.teamId, state: 'unassigned', since }
    }
    case 'session.assigned':
      return {
        ...give(settle(session, at), event.agentId, at),
        state: 'assigned',
        agentId: event.agentId,
        since,
      }
    case 'session.released':
      return { ...startWaiting(settle(session, at), at), state: 'unassigned', since }
    case 'session.transferred':
      return transfer(session, at, event)
    case 'session.held':
    case 'session.resumed':
    case 'session.wrap_up_started':
      return rest(session, at, event)
    case 'session.ended':
      return {
        ...settle(session, at),
        waitingSince: null,
        state: 'ended',
        agentId: agentOf(session),
        endReason: event.endReason,
        endedBy: event.by,
        since,
      }
    case 'message.received':
      return countMessage(session, at, event.messageId, contact(session.contactId))
    case 'message.sent':
      return countMessage(session, at, event.messageId, event.author)
    // What becomes of a message afterwards stands with the message; the session has only heard of it.
    case 'message.accepted':
    case 'message.failed':
    case 'message.unknown':
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
      return session
    case 'note.added':
      return { ...session, counters: { ...session.counters, notes: session.counters.notes + 1 } }
  }
}

/** What people say about a session, beside its course. */
function mark(session: Session, event: MarkEvent): Session {
  switch (event.type) {
    case 'note.mentioned':
      return { ...session, mentionedIds: union(session.mentionedIds, event.agentIds) }
    case 'session.prioritised':
      return { ...session, priority: event.priority }
    case 'session.outcome_set':
      return { ...session, outcome: event.outcome }
    case 'session.rated':
      return { ...session, rating: event.rating }
    case 'session.tagged':
      return { ...session, tagIds: union(session.tagIds, event.tagIds) }
    case 'session.untagged':
      return { ...session, tagIds: session.tagIds.filter((id) => !event.tagIds.includes(id)) }
    case 'session.fields_set':
      return session
    case 'session.flagged':
      return { ...session, counters: { ...session.counters, watchHits: session.counters.watchHits + 1 } }
    case 'session.summarised':
      return { ...session, summarisedBy: event.method }
    case 'session.sentiment_set':
      return { ...session, sentiment: event.score }
    case 'session.reviewed':
      return { ...session, qaScore: event.qaScore }
  }
}

const union = <T>(known: readonly T[], more: readonly T[]): readonly T[] => [...new Set([...known, ...more])]

/** What every way of giving a session to an agent does: the wait is over, and they take part. */
function give(base: SessionBase, agentId: AgentId, at: Instant): SessionBase {
  return { ...stopWaiting(base, at), participants: join(base.participants, agentId, at) }
}

/** What only whoever has the session can do with it: let it rest, wake it, begin the work after it. */
function rest(session: Session, at: Instant, event: RestEvent): Session {
  const agentId = agentOf(session)
  if (agentId === null) return session
  const held = { ...settle(session, at), agentId, since: at }
  switch (event.type) {
    case 'session.held':
      return { ...held, state: 'on_hold', until: event.until }
    case 'session.resumed':
      return { ...held, state: 'assigned' }
    case 'session.wrap_up_started':
      return { ...held, state: 'wrap_up' }
  }
}

function start(session: Session, at: Instant, event: EventOf<'session.started'>): Session {
  const { conversationId, contactId, inboxId, number } = event
  const started = { ...session, conversationId, contactId, inboxId, number, startedAt: at, since: at }
  const base = settle(started, at)
  return event.as === 'bot'
    ? { ...base, state: 'bot', botId: event.botId, since: at }
    : { ...startWaiting(base, at), teamId: event.teamId, state: 'unassigned', since: at }
}

function transfer(session: Session, at: Instant, event: EventOf<'session.transferred'>): Session {
  const settled = settle(session, at)
  const base = { ...settled, counters: { ...settled.counters, transfers: settled.counters.transfers + 1 } }
  return 'agentId' in event.to
    ? { ...give(base, event.to.agentId, at), state: 'assigned', agentId: event.to.agentId, since: at }
    : { ...startWaiting(base, at), teamId: event.to.teamId, state: 'unassigned', since: at }
}

type RestEvent = EventOf<'session.held' | 'session.resumed' | 'session.wrap_up_started'>

type Sender = 'contact' | 'agent' | 'bot'

const counterOf = { contact: 'byContact', agent: 'byAgents', bot: 'byBots' } as const

function countMessage(session: Session, at: Instant, id: MessageId, author: Actor): Session {
  const from = sender(author)
  const { counters, clocks, waitingSince } = session
  const counter = counterOf[from]
  return {
    ...session,
    counters: { ...counters, messages: counters.messages + 1, [counter]: counters[counter] + 1 },
    clocks: from === 'agent' ? countFirstResponse(session, at) : clocks,
    participants: author.kind === 'agent' ? countReply(session, author.id, at) : session.participants,
    lastMessage: { id, at, from },
    waitingSince: from === 'contact' ? (waitingSince ?? at) : from === 'agent' ? null : waitingSince,
  }
}

/** Rapport's own words (a farewell, a notice) count as a bot's: nobody typed them. */
function sender(author: Actor): Sender {
  return author.kind === 'agent' ? 'agent' : author.kind === 'contact' ? 'contact' : 'bot'
}
