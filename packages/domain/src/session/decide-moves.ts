import { type Actor, agent } from '../actor.ts'
import type { BotId, MessageId, NoteId, TeamId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { type ActingAgent, accept, type Decision, refuse } from './decide.ts'
import type { SessionEvent, TransferTarget } from './events.ts'
import { agentOf, type EndReason, type Session } from './session.ts'

/** A bot speaks only while it hosts: once a human has the session, or it ended, a late answer is dropped. */
export function sendBotReply(session: Session, by: BotId, messageId: MessageId): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  if (session.state !== 'bot' || session.botId !== by) return refuse('session_taken')
  return accept({ type: 'message.sent', messageId, author: { kind: 'bot', id: by } })
}

/** A bot gives the session to people, and says why. Harmless once they have it. */
export function handOff(session: Session, by: Actor, reason: string | null, teamId: TeamId | null): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  if (session.state !== 'bot') return accept()
  return accept({ type: 'session.handed_off', by, reason, teamId })
}

/** Puts a session back to Unassigned: the undo of a take. */
export function releaseSession(session: Session, by: ActingAgent): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  if (agentOf(session) === null) return accept()
  if (agentOf(session) !== by.id && !by.mayIntervene) return refuse('session_not_yours')
  return accept({ type: 'session.released', by: agent(by.id) })
}

/**
 * Gives the session to another agent or to a team, where it waits unassigned. The note for the receiver is
 * recorded before it, so whoever sees the transfer can already read why.
 */
export function transferSession(
  session: Session,
  by: ActingAgent,
  to: TransferTarget,
  noteId: NoteId | null,
): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  const holder = agentOf(session)
  if (holder !== null && holder !== by.id && !by.mayIntervene) return refuse('session_not_yours')
  if ('agentId' in to && holder === to.agentId) return accept()
  const transferred: SessionEvent = { type: 'session.transferred', to, by: agent(by.id) }
  if (noteId === null) return accept(transferred)
  return accept({ type: 'note.added', noteId, author: agent(by.id) }, transferred)
}

/** Lets a session rest, until a moment or until somebody writes. */
export function holdSession(session: Session, by: ActingAgent, until: Instant | null): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  if (session.state !== 'assigned' && session.state !== 'on_hold') return refuse('session_not_taken')
  if (session.agentId !== by.id && !by.mayIntervene) return refuse('session_not_yours')
  return accept({ type: 'session.held', until, by: agent(by.id) })
}

/** Ends the talk and begins the agent's work after it; the session ends when that is done. */
export function startWrapUp(session: Session, by: ActingAgent): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  const holder = agentOf(session)
  if (holder === null) return refuse('session_not_taken')
  if (holder !== by.id && !by.mayIntervene) return refuse('session_not_yours')
  return session.state === 'wrap_up'
    ? accept()
    : accept({ type: 'session.wrap_up_started', by: agent(by.id) })
}

/** Wakes a session from hold or wrap-up. Harmless when it is awake. */
export function resumeSession(session: Session, by: ActingAgent): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  if (session.state !== 'on_hold' && session.state !== 'wrap_up') return accept()
  if (session.agentId !== by.id && !by.mayIntervene) return refuse('session_not_yours')
  return accept({ type: 'session.resumed', by: agent(by.id) })
}

/** Ends a session on behalf of nobody inside: the bot, the contact, a time-out, an import. */
export function closeSession(session: Session, by: Actor, endReason: EndReason): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  return accept({ type: 'session.ended', endReason, by })
}

/** What a provider made of a message we sent: it took it, refused it, or nobody can say. */
export type DeliveryOutcome = 'accepted' | 'unknown' | Readonly<{ failed: string }>

/** Records what a provider made of a message, in ended sessions too: the answer may come after the end. */
export function recordOutcome(messageId: MessageId, outcome: DeliveryOutcome): Decision {
  if (outcome === 'accepted') return accept({ type: 'message.accepted', messageId })
  if (outcome === 'unknown') return accept({ type: 'message.unknown', messageId })
  return accept({ type: 'message.failed', messageId, reason: outcome.failed })
}

/** What somebody does to a message that was said already. */
export type MessageAmendment = 'edited' | 'deleted' | Readonly<{ reaction: string | null }>

/** Records a change of a message, in ended sessions too: a word taken back late is taken back, and opens nothing. */
export function amendMessage(messageId: MessageId, amendment: MessageAmendment, by: Actor): Decision {
  if (amendment === 'edited') return accept({ type: 'message.edited', messageId, by })
  if (amendment === 'deleted') return accept({ type: 'message.deleted', messageId, by })
  return accept({ type: 'message.reacted', messageId, emoji: amendment.reaction, by })
}
