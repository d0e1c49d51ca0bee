import { type Actor, agent } from '../actor.ts'
import type { AgentId, MessageId } from '../ids.ts'
import type { AssignedHow, SessionEvent } from './events.ts'
import { agentOf, type EndReason, type Session } from './session.ts'

/** Why the domain said no. The same words are the API's error codes. */
export type Refusal =
  | 'session_ended'
  | 'session_live'
  | 'session_not_yours'
  | 'session_taken'
  | 'session_not_taken'
  | 'tags_exclusive'

/** What should happen, or a named refusal. An accepted decision without events changes nothing. */
export type Decision =
  | Readonly<{ accepted: true; events: readonly SessionEvent[] }>
  | Readonly<{ accepted: false; refusal: Refusal }>

/** Lets these events happen. */
export const accept = (...events: readonly SessionEvent[]): Decision => ({ accepted: true, events })
/** Says no, and why. */
export const refuse = (refusal: Refusal): Decision => ({ accepted: false, refusal })

/** The agent who acts. `mayIntervene` is a supervisor's right to act on other people's sessions. */
export type ActingAgent = Readonly<{ id: AgentId; mayIntervene: boolean }>

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
