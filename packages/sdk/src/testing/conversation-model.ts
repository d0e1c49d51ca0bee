import type { EventFrame, MessageView, NoteView, PersonView } from '@rapport/contract/light'
import {
  type Actor,
  type Audience,
  asId,
  type ContactId,
  type ConversationId,
  evolve,
  type Instant,
  isMessage,
  type MessageId,
  type NoteId,
  type RecordedEvent,
  recordVisibleTo,
  type Session,
  type SessionId,
  sessionFor,
} from '@rapport/domain'
import type { Conversation, Ticks } from '../conversation.ts'
import { withPeople } from '../fold-conversation.ts'

/** One thing in a conversation's past: a logged event with its place in the feed, or marks, which no log keeps. */
export type Happening =
  | Readonly<{
      kind: 'event'
      action: string
      position: number
      before: Session
      after: Session
      recorded: RecordedEvent
      message: MessageView | null
      note: NoteView | null
    }>
  | Readonly<{ kind: 'ticks'; action: string; ticks: Ticks }>

export const conversationId = asId<ConversationId>('0198a000-0000-7000-8000-0000000c0001')
export const contactId = asId<ContactId>('0198a000-0000-7000-8000-0000000c0002')

/** The body rows an event brings, as the server stores them beside it. */
function bodiesOf(sessionId: SessionId, { version, at, event }: RecordedEvent) {
  const body = { sessionId, version, at, text: `v${version}` }
  const ticks = { files: [], clientId: null, deliveredAt: null, readAt: null }
  const fate = { delivery: null, editedAt: null, deletedAt: null, reaction: null }
  const contact: Actor = { kind: 'contact', id: contactId }
  const message = (id: MessageId, author: Actor): MessageView => ({ ...body, ...ticks, ...fate, id, author })
  const note = (id: NoteId, author: Actor): NoteView => ({ ...body, id, author, mentions: [] })
  return {
    message:
      event.type === 'message.received'
        ? message(event.messageId, contact)
        : event.type === 'message.sent'
          ? message(event.messageId, event.author)
          : null,
    note: event.type === 'note.added' ? note(event.noteId, event.author) : null,
  }
}

/** A message's row after something that happened to it, as the server changes it. */
export function amended(message: MessageView, { at, event }: RecordedEvent): MessageView {
  switch (event.type) {
    case 'message.accepted':
      return { ...message, delivery: { state: 'accepted', reason: null } }
    case 'message.unknown':
      return { ...message, delivery: { state: 'unknown', reason: null } }
    case 'message.failed':
      return { ...message, delivery: { state: 'failed', reason: event.reason } }
    case 'message.edited':
      return message.deletedAt === null ? { ...message, text: `edited at ${at}`, editedAt: at } : message
    case 'message.deleted':
      return { ...message, text: null, reaction: null, deletedAt: at }
    case 'message.reacted':
      return message.deletedAt === null ? { ...message, reaction: event.emoji } : message
    default:
      return message
  }
}

const shownTo = (audience: Audience, message: MessageView): MessageView =>
  audience === 'contact' ? { ...message, delivery: null } : message

/** What a fresh load answers after these happenings: said by the rows, not by folding, but for the session itself. */
export function snapshotOf(happenings: readonly Happening[], audience: Audience): Conversation<null> {
  const rows = new Map<SessionId, Session>()
  const messages: MessageView[] = []
  const notes: NoteView[] = []
  const records: { sessionId: SessionId; recorded: RecordedEvent }[] = []
  let position = 0
  for (const happening of happenings) {
    if (happening.kind === 'ticks') {
      markAll(messages, happening.ticks)
      continue
    }
    position = happening.position
    rows.set(happening.after.id, happening.after)
    if (happening.message !== null) keepMessage(messages, shownTo(audience, happening.message))
    if (happening.note !== null) notes.push(happening.note)
    const recorded = recordVisibleTo(audience, happening.recorded)
    if (recorded !== null) records.push({ sessionId: happening.after.id, recorded })
  }
  const sessions = [...rows.values()].map((row) => sessionFor(audience, row))
  const latest = sessions.at(-1)?.id
  const visibleNotes = audience === 'contact' ? [] : inOrder(notes, [...rows.keys()])
  return {
    epoch: '0198a000-0000-7000-8000-00000000e0c4',
    position,
    conversationId: sessions.length > 0 ? conversationId : null,
    sessions,
    events: inOrder(
      records.filter(({ recorded }) => !isMessage(recorded.event)),
      [...rows.keys()],
    ),
    messages,
    notes: visibleNotes,
    people: withPeople({}, peopleIn([records, messages, visibleNotes])),
    older: null,
    unread: messages.filter(({ author, readAt, sessionId }) =>
      audience === 'contact'
        ? author.kind !== 'contact' && readAt === null
        : author.kind === 'contact' && readAt === null && sessionId === latest,
    ).length,
    details: null,
  }
}

/** A message's row as it is now: an amended one stays where it is, and keeps its marks. */
function keepMessage(messages: MessageView[], message: MessageView): void {
  const at = messages.findIndex(({ id }) => id === message.id)
  const known = messages[at]
  if (known === undefined) messages.push(message)
  else messages[at] = { ...message, deliveredAt: known.deliveredAt, readAt: known.readAt }
}

const orderKey = (thing: { sessionId: SessionId } & ({ version: number } | { recorded: RecordedEvent })) =>
  'recorded' in thing ? thing.recorded.version : thing.version

function inOrder<T extends Parameters<typeof orderKey>[0]>(things: T[], order: SessionId[]): T[] {
  const rank = (thing: T) => order.indexOf(thing.sessionId)
  return [...things].sort((a, b) => rank(a) - rank(b) || orderKey(a) - orderKey(b))
}

function markAll(messages: MessageView[], ticks: Ticks): void {
  messages.forEach((message, i) => {
    const isCovered = message.sessionId === ticks.sessionId && message.version <= ticks.upToVersion
    if (!isCovered || (message.author.kind === 'contact') !== (ticks.of === 'contact')) return
    messages[i] = {
      ...message,
      deliveredAt: message.deliveredAt ?? ticks.deliveredAt,
      readAt: message.readAt ?? ticks.readAt,
    }
  })
}

/** What is sent to this audience for these happenings, to somebody who is at `from`. */
export function framesOf(
  happenings: readonly Happening[],
  audience: Audience,
  from: number,
): readonly (EventFrame | Ticks)[] {
  let after = from
  return happenings.flatMap((happening): readonly (EventFrame | Ticks)[] => {
    if (happening.kind === 'ticks') return [happening.ticks]
    const recorded = recordVisibleTo(audience, happening.recorded)
    if (recorded === null) return []
    const frame: EventFrame = {
      type: 'event',
      conversationId,
      sessionId: happening.after.id,
      after,
      position: happening.position,
      recorded,
      message: happening.message && shownTo(audience, happening.message),
      note: happening.note,
      people: peopleIn([recorded, happening.message, happening.note]),
    }
    after = happening.position
    return [frame]
  })
}

/** Names for every agent and bot that is named anywhere in these values. */
function peopleIn(values: unknown): PersonView[] {
  const people = new Map<string, PersonView>()
  const add = (kind: 'agent' | 'bot', id: unknown) => {
    if (typeof id === 'string') people.set(id, { kind, id, name: `${kind} ${id.slice(-2)}`, avatarUrl: null })
  }
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const held = value as Record<string, unknown>
    if (held.kind === 'agent' || held.kind === 'bot') add(held.kind, held.id)
    add('agent', held.agentId)
    add('bot', held.botId)
    for (const inner of Object.values(held)) visit(inner)
  }
  visit(values)
  return [...people.values()]
}

/** Records decided events on a session, as `recordEvents` does. */
export function record(session: Session, events: readonly RecordedEvent['event'][], at: Instant) {
  let before = session
  return events.map((event, i) => {
    const recorded: RecordedEvent = { version: session.version + 1 + i, at, event }
    const after = evolve(before, recorded)
    const step = { before, after, recorded, ...bodiesOf(session.id, recorded) }
    before = after
    return step
  })
}
