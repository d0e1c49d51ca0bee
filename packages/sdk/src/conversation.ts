import type { EventFrame, MessageView, NoteView, PersonView, ServerFrame } from '@rapport/contract/light'
import type { ConversationId, RecordedEvent, Session, SessionId } from '@rapport/domain'

/** An event with the session it belongs to. */
export type PlacedEvent = Readonly<{ sessionId: SessionId; recorded: RecordedEvent }>

/** A `ticks` frame: marks that all messages of one side have, up to a place. */
export type Ticks = Extract<ServerFrame, { type: 'ticks' }>
export type Typing = Extract<ServerFrame, { type: 'typing' }>
export type { EventFrame }

/** A page of what was said before; what comes between messages comes with them. */
export type OlderPage = Readonly<{
  events: readonly PlacedEvent[]
  messages: readonly MessageView[]
  notes: readonly NoteView[]
  people: readonly PersonView[]
  older: string | null
}>

/**
 * One conversation as its audience may know it, true for `position` of the feed. Sessions are oldest first;
 * messages, notes and events are in the order of their sessions and versions. `events` are those other than messages.
 */
export type Conversation<Details = unknown> = Readonly<{
  epoch: string
  position: number
  /** Null for a visitor who has not written. */
  conversationId: ConversationId | null
  sessions: readonly Session[]
  events: readonly PlacedEvent[]
  messages: readonly MessageView[]
  notes: readonly NoteView[]
  /** Names and pictures, by id. */
  people: Readonly<Record<string, PersonView>>
  /** Where older messages begin; null when all are here. */
  older: string | null
  /** Of the latest session: what the other side wrote and this side has not read. */
  unread: number
  /** What only this audience's snapshot says: for agents the contact, the inbox and the draft. */
  details: Details
}>
