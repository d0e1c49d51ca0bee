import type { Actor } from '../actor.ts'
import type { MessageId } from '../ids.ts'
import { type Instant, later } from '../time.ts'
import { countFirstResponse, settle, startWaiting, stopWaiting } from './clocks.ts'
import type { EventOf, RecordedEvent } from './events.ts'
import { agentOf, type Session } from './session.ts'

/**
 * The session after one recorded event. Total and silent: rules were checked when
 * the event was decided, and an old log must always replay.
 */
export function evolve(session: Session, recorded: RecordedEvent): Session {
  const after = apply(session, recorded)
  return { ...after, version: recorded.version, lastActivityAt: later(session.lastActivityAt, recorded.at) }
}

function apply(session: Session, { at, event }: RecordedEvent): Session {
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
      return { ...stopWaiting(settle(session, at), at), state: 'assigned', agentId: event.agentId, since }
    case 'session.released':
      return { ...startWaiting(settle(session, at), at), state: 'unassigned', since }
    case 'session.transferred':
      return transfer(session, at, event)
    case 'session.held': {
      const agentId = agentOf(session)
      if (agentId === null) return session
      return { ...settle(session, at), state: 'on_hold', agentId, until: event.until, since }
    }
    case 'session.resumed': {
      const agentId = agentOf(session)
      if (agentId === null) return session
      return { ...settle(session, at), state: 'assigned', agentId, since }
    }
    case 'session.wrap_up_started': {
      const agentId = agentOf(session)
      if (agentId === null) return session
      return { ...settle(session, at), state: 'wrap_up', agentId, since }
    }
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
      return countMessage(session, at, event.messageId, 'contact')
    case 'message.sent':
      return countMessage(session, at, event.messageId, sender(event.author))
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
    ? { ...stopWaiting(base, at), state: 'assigned', agentId: event.to.agentId, since: at }
    : { ...startWaiting(base, at), teamId: event.to.teamId, state: 'unassigned', since: at }
}

type Sender = 'contact' | 'agent' | 'bot'

const counterOf = { contact: 'byContact', agent: 'byAgents', bot: 'byBots' } as const

function countMessage(session: Session, at: Instant, id: MessageId, from: Sender): Session {
  const { counters, clocks, waitingSince } = session
  const counter = counterOf[from]
  return {
    ...session,
    counters: { ...counters, messages: counters.messages + 1, [counter]: counters[counter] + 1 },
    clocks: from === 'agent' ? countFirstResponse(clocks, session.startedAt, at) : clocks,
    lastMessage: { id, at, from },
    waitingSince: from === 'contact' ? (waitingSince ?? at) : from === 'agent' ? null : waitingSince,
  }
}

/** Rapport's own words (a farewell, a notice) count as a bot's: nobody typed them. */
function sender(author: Actor): Sender {
  return author.kind === 'agent' ? 'agent' : author.kind === 'contact' ? 'contact' : 'bot'
}
