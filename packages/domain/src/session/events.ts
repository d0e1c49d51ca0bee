import type { Actor } from '../actor.ts'
import type {
  AgentId,
  BotId,
  ContactId,
  ConversationId,
  InboxId,
  MessageId,
  NoteId,
  ReviewId,
  SessionId,
  TagId,
  TeamId,
  WatchWordId,
} from '../ids.ts'
import type { Instant } from '../time.ts'
import type { EndReason, Priority, SummaryMethod } from './session.ts'

/** How a session came to its agent. `contact`: they began it, by writing to a client first. */
export const assignedHows = ['take', 'open', 'reply', 'transfer', 'import', 'contact'] as const
export type AssignedHow = (typeof assignedHows)[number]

type Started = Readonly<{
  type: 'session.started'
  conversationId: ConversationId
  contactId: ContactId
  inboxId: InboxId
  number: number
}>

/**
 * Everything that can happen in a session, in the past tense.
 * Kept as long as the session and sent to clients: add a new type rather than change what one means.
 * Bodies (message text, note text, files) live in their own rows, so a person can be erased.
 *
 * What a provider made of a message we sent is `message.accepted`, `message.failed` (for a reason, as a code) or
 * `message.unknown`, where the call broke off and nobody can say. A later outcome takes the place of an earlier one.
 * `session.fields_set` names the custom fields that changed, `session.summarised` how a summary was made; their words,
 * being personal, stand with the session. `session.sentiment_set` tells the contact's mood, -100 (worst) to 100, over the
 * whole session and in up to 20 equal parts of the contact's messages. `session.reviewed` tells a supervisor's score, 0 to
 * 100 (null: a review without one), and what the session's QA score is now with all of its reviews.
 */
export type SessionEvent =
  | (Started & Readonly<{ as: 'bot'; botId: BotId }>)
  | (Started & Readonly<{ as: 'unassigned'; teamId: TeamId | null }>)
  | Readonly<{ type: 'session.handed_off'; by: Actor; reason: string | null; teamId: TeamId | null }>
  | Readonly<{ type: 'session.assigned'; agentId: AgentId; by: Actor; how: AssignedHow }>
  | Readonly<{ type: 'session.released'; by: Actor }>
  | Readonly<{ type: 'session.transferred'; to: TransferTarget; by: Actor }>
  | Readonly<{ type: 'session.held'; until: Instant | null; by: Actor }>
  | Readonly<{ type: 'session.resumed'; by: Actor }>
  | Readonly<{ type: 'session.wrap_up_started'; by: Actor }>
  | Readonly<{ type: 'session.ended'; endReason: EndReason; by: Actor }>
  | Readonly<{ type: 'message.received'; messageId: MessageId }>
  | Readonly<{ type: 'message.sent'; messageId: MessageId; author: Actor }>
  | Readonly<{ type: 'message.accepted'; messageId: MessageId }>
  | Readonly<{ type: 'message.failed'; messageId: MessageId; reason: string }>
  | Readonly<{ type: 'message.unknown'; messageId: MessageId }>
  | Readonly<{ type: 'message.edited'; messageId: MessageId; by: Actor }>
  | Readonly<{ type: 'message.deleted'; messageId: MessageId; by: Actor }>
  | Readonly<{ type: 'message.reacted'; messageId: MessageId; emoji: string | null; by: Actor }>
  | Readonly<{ type: 'note.added'; noteId: NoteId; author: Actor }>
  | Readonly<{ type: 'note.mentioned'; noteId: NoteId; agentIds: readonly AgentId[]; by: Actor }>
  | Readonly<{ type: 'session.prioritised'; priority: Priority; by: Actor }>
  | Readonly<{ type: 'session.outcome_set'; outcome: string | null; by: Actor }>
  | Readonly<{ type: 'session.rated'; rating: number; by: Actor }>
  | Readonly<{ type: 'session.tagged'; tagIds: readonly TagId[]; by: Actor }>
  | Readonly<{ type: 'session.untagged'; tagIds: readonly TagId[]; by: Actor }>
  | Readonly<{ type: 'session.fields_set'; keys: readonly string[]; source: FieldSource; by: Actor }>
  | Readonly<{ type: 'session.flagged'; messageId: MessageId; wordIds: readonly WatchWordId[] }>
  | Readonly<{ type: 'session.summarised'; method: SummaryMethod; by: Actor }>
  | Readonly<{ type: 'session.sentiment_set'; score: number | null; course: readonly number[]; by: Actor }>
  | Readonly<{
      type: 'session.reviewed'
      reviewId: ReviewId
      score: number | null
      qaScore: number | null
      by: Actor
    }>

/** Where a custom field's value came from. */
export const fieldSources = ['widget', 'bot', 'agent', 'api'] as const
export type FieldSource = (typeof fieldSources)[number]

/** Where a transfer leads: to an agent, who has the session then, or to a team, where it waits. */
export type TransferTarget = Readonly<{ agentId: AgentId }> | Readonly<{ teamId: TeamId }>

const markTypes = [
  'note.mentioned',
  'session.prioritised',
  'session.outcome_set',
  'session.rated',
  'session.tagged',
  'session.untagged',
  'session.fields_set',
  'session.flagged',
  'session.summarised',
  'session.sentiment_set',
  'session.reviewed',
] as const satisfies readonly SessionEventType[]

/** Every event's name, in the order of a session's life. The type below refuses a list that is not complete. */
export const sessionEventTypes = [
  'session.started',
  'session.handed_off',
  'session.assigned',
  'session.released',
  'session.transferred',
  'session.held',
  'session.resumed',
  'session.wrap_up_started',
  'session.ended',
  'message.received',
  'message.sent',
  'message.accepted',
  'message.failed',
  'message.unknown',
  'message.edited',
  'message.deleted',
  'message.reacted',
  'note.added',
  ...markTypes,
] as const satisfies readonly SessionEventType[]

const known: ReadonlySet<string> = new Set(sessionEventTypes)

/**
 * Whether this code knows what an event means. One of a later version does reach it while nodes are upgraded one by one,
 * and in a page that was opened before: it changes nothing there, and nobody is told of it.
 */
export const isKnownEvent = ({ type }: SessionEvent): boolean => known.has(type)

/** Whether an event is a message being said. A list of events leaves these out: the message itself stands for them. */
export const isMessage = (event: SessionEvent): event is EventOf<'message.received' | 'message.sent'> =>
  event.type === 'message.received' || event.type === 'message.sent'

/** What people or rules say about a session, beside its course: it may come long after the end, and is no activity. */
export type MarkEvent = EventOf<(typeof markTypes)[number]>
/** Whether an event is one of those. */
export const isMark = (event: SessionEvent): event is MarkEvent =>
  (markTypes as readonly string[]).includes(event.type)

/** The name of an event, and the event of that name. */
export type SessionEventType = SessionEvent['type']
export type EventOf<Type extends SessionEventType> = Extract<SessionEvent, { type: Type }>

/** An event as the log keeps it: what happened, plus where in the session and when. */
export type RecordedEvent<E extends SessionEvent = SessionEvent> = Readonly<{
  version: number
  at: Instant
  event: E
}>

/** An event's name for the world outside: the same wherever and however often it is told, so that it is known again. */
export const eventIdOf = (sessionId: SessionId, version: number): string => `${sessionId}:${version}`
