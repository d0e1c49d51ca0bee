import { type Actor, agent } from '../actor.ts'
import type { AgentId, BotId, ContactId, ConversationId, InboxId, MessageId, NoteId, TeamId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { AssignedHow, SessionEvent, TransferTarget } from './events.ts'
import { agentOf, type EndReason, type Session } from './session.ts'

/** Why the domain said no. The same words are the API's error codes. */
export type Refusal = 'session_ended' | 'session_not_yours' | 'session_taken' | 'session_not_taken'

/** What should happen, or a named refusal. An accepted decision without events changes nothing. */
export type Decision =
  | Readonly<{ accepted: true; events: readonly SessionEvent[] }>
  | Readonly<{ accepted: false; refusal: Refusal }>

const accept = (...events: readonly SessionEvent[]): Decision => ({ accepted: true, events })
const refuse = (refusal: Refusal): Decision => ({ accepted: false, refusal })

/** The agent who acts. `mayIntervene` is a supervisor's right to act on other people's sessions. */
export type ActingAgent = Readonly<{ id: AgentId; mayIntervene: boolean }>

/** Where an inbox's sessions start: with its bot, or waiting for an agent (of its team, if it has one). */
export type StartsIn =
  | Readonly<{ as: 'bot'; botId: BotId }>
  | Readonly<{ as: 'unassigned'; teamId: TeamId | null }>

/** Everything a first event needs to know about the session it opens. */
export type Opening = Readonly<{
  conversationId: ConversationId
  contactId: ContactId
  inboxId: InboxId
  number: number
  startsIn: StartsIn
}>

/** Opens a session that nothing has happened in yet. */
export function startSession({ startsIn, ...identity }: Opening): SessionEvent {
  return { type: 'session.started', ...identity, ...startsIn }
}

/**
 * A message from the contact. Wakes a session on hold or in wrap-up, because the talk goes on;
 * an ended one refuses, and the caller opens a fresh one.
 */
export function receiveMessage(session: Session, messageId: MessageId, by: Actor): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  const received: SessionEvent = { type: 'message.received', messageId }
  const sleeps = session.state === 'on_hold' || session.state === 'wrap_up'
  return sleeps ? accept({ type: 'session.resumed', by }, received) : accept(received)
}

/**
 * A public reply by an agent. With `replyTakes` an agent who answers a session nobody has, or one a bot
 * hosts, has it from then on; another agent's session only a supervisor may answer in.
 */
export function sendReply(
  session: Session,
  by: ActingAgent,
  messageId: MessageId,
  { replyTakes }: { replyTakes: boolean },
): Decision {
  const author = agent(by.id)
  const sent: SessionEvent = { type: 'message.sent', messageId, author }
  switch (session.state) {
    case 'ended':
      return refuse('session_ended')
    case 'bot':
    case 'unassigned':
      if (!replyTakes) return refuse('session_not_taken')
      return accept({ type: 'session.assigned', agentId: by.id, by: author, how: 'reply' }, sent)
    case 'assigned':
      if (session.agentId !== by.id && !by.mayIntervene) return refuse('session_not_yours')
      return accept(sent)
    case 'on_hold':
    case 'wrap_up':
      if (session.agentId !== by.id && !by.mayIntervene) return refuse('session_not_yours')
      return accept({ type: 'session.resumed', by: author }, sent)
  }
}

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

/**
 * Takes a session for an agent. Taking it twice is harmless, so retries are safe; of two agents
 * the first has it, and the second is told `session_taken`.
 */
export function takeSession(session: Session, by: AgentId, how: AssignedHow): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  if (agentOf(session) === by) return accept()
  if (agentOf(session) !== null) return refuse('session_taken')
  return accept({ type: 'session.assigned', agentId: by, by: agent(by), how })
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

/** Wakes a session from hold or wrap-up. Harmless when it is awake. */
export function resumeSession(session: Session, by: ActingAgent): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  if (session.state !== 'on_hold' && session.state !== 'wrap_up') return accept()
  if (session.agentId !== by.id && !by.mayIntervene) return refuse('session_not_yours')
  return accept({ type: 'session.resumed', by: agent(by.id) })
}

/**
 * Ends a session, with the reason kept as data.
 *
 * An agent may end only what is theirs, so nobody's talk ends under them mid-reply;
 * an unassigned session may be ended by anyone allowed to answer, which is how spam is cleared.
 */
export function endSession(session: Session, by: ActingAgent, endReason: EndReason): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  const holder = agentOf(session)
  if (holder !== null && holder !== by.id && !by.mayIntervene) return refuse('session_not_yours')
  return accept({ type: 'session.ended', endReason, by: agent(by.id) })
}

/** Ends a session on behalf of nobody inside: the bot, the contact, a time-out, an import. */
export function closeSession(session: Session, by: Actor, endReason: EndReason): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  return accept({ type: 'session.ended', endReason, by })
}

/** Adds an internal note. Ended sessions take notes too: what was learned later belongs to the record. */
export function addNote(noteId: NoteId, by: AgentId): Decision {
  return accept({ type: 'note.added', noteId, author: agent(by) })
}
