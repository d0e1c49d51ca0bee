import type { MessageView, PersonView } from '@rapport/contract/light'
import {
  type Audience,
  blankSession,
  evolve,
  isMessage,
  type RecordedEvent,
  type Session,
  sessionFor,
} from '@rapport/domain'
import type { Conversation, EventFrame, OlderPage, PlacedEvent, Ticks } from './conversation.ts'

/**
 * The conversation after one frame, or null when something before it is missing and only a fresh load helps.
 * A frame that is known already changes nothing. Folding a snapshot's later frames gives what a later snapshot would.
 */
export function foldEvent<Details>(
  held: Conversation<Details>,
  frame: EventFrame,
  audience: Audience,
): Conversation<Details> | null {
  // Only a frame that begins after our place can have skipped something; one that begins before it overlaps.
  if (frame.after > held.position) return null
  if (frame.position <= held.position) return held
  const before = held.sessions.find(({ id }) => id === frame.sessionId) ?? beginSession(held, frame)
  if (before === null) return null
  const isNews = frame.recorded.version > before.version
  const session = isNews ? sessionFor(audience, evolve(before, frame.recorded)) : before
  const sessions = withSession(held.sessions, session)
  const order = orderOf(sessions)
  const next: Conversation<Details> = {
    ...held,
    conversationId: frame.conversationId,
    position: frame.position,
    sessions,
    events: isMessage(frame.recorded.event)
      ? held.events
      : merge(held.events, [{ sessionId: frame.sessionId, recorded: frame.recorded }], order.events),
    messages: withMessage(held.messages, frame, order.bodies),
    notes: merge(held.notes, frame.note === null ? [] : [frame.note], order.bodies),
    people: withPeople(held.people, frame.people),
  }
  return isNews ? { ...next, unread: unreadAfter(held, frame.recorded, audience) } : next
}

/** A new message comes in at its place; one that was changed takes the place of what it was, and keeps its marks. */
function withMessage(
  held: readonly MessageView[],
  { message, recorded }: EventFrame,
  order: Order<MessageView>,
): readonly MessageView[] {
  if (message === null) return held
  if (isMessage(recorded.event)) return merge(held, [message], order)
  return held.map((known) =>
    known.id === message.id
      ? {
          ...message,
          deliveredAt: message.deliveredAt ?? known.deliveredAt,
          readAt: message.readAt ?? known.readAt,
        }
      : known,
  )
}

/** The first event of a session we do not know; null when it is not its first, or we know no workspace yet. */
function beginSession(held: Conversation, { sessionId, recorded }: EventFrame): Session | null {
  const workspaceId = held.sessions[0]?.workspaceId
  if (workspaceId === undefined || recorded.event.type !== 'session.started') return null
  return blankSession(workspaceId, sessionId)
}

function withSession(sessions: readonly Session[], session: Session): readonly Session[] {
  const at = sessions.findIndex(({ id }) => id === session.id)
  return at < 0 ? [...sessions, session] : sessions[at] === session ? sessions : sessions.with(at, session)
}

/** An agent waits for the contact's words to be read, a contact for everybody else's. A new session begins at none. */
function unreadAfter(held: Conversation, { event }: RecordedEvent, audience: Audience): number {
  switch (event.type) {
    case 'session.started':
      return audience === 'contact' ? held.unread : 0
    case 'message.received':
      return audience === 'contact' ? held.unread : held.unread + 1
    case 'message.sent':
      return audience === 'contact' ? held.unread + 1 : held.unread
    default:
      return held.unread
  }
}

/** The conversation with an older page before it. */
export function foldOlder<Details>(held: Conversation<Details>, page: OlderPage): Conversation<Details> {
  const order = orderOf(held.sessions)
  return {
    ...held,
    events: merge(held.events, page.events, order.events),
    messages: merge(held.messages, page.messages, order.bodies),
    notes: merge(held.notes, page.notes, order.bodies),
    people: withPeople(held.people, page.people),
    older: page.older,
  }
}

/** The conversation with marks applied: on that side's messages of the session up to there, where there was none. */
export function foldTicks<Details>(
  held: Conversation<Details>,
  ticks: Ticks,
  audience: Audience,
): Conversation<Details> {
  const messages = held.messages.map((message) => marked(message, ticks))
  if (messages.every((message, i) => message === held.messages[i])) return held
  const next = { ...held, messages }
  const isReadByUs = ticks.readAt !== null && (audience === 'contact') === (ticks.of === 'us')
  return isReadByUs ? { ...next, unread: countUnread(next, ticks.of, audience) } : next
}

function marked(message: MessageView, ticks: Ticks): MessageView {
  const isCovered =
    message.sessionId === ticks.sessionId && message.version <= ticks.upToVersion && isOf(message, ticks.of)
  if (!isCovered) return message
  const deliveredAt = message.deliveredAt ?? ticks.deliveredAt
  const readAt = message.readAt ?? ticks.readAt
  const isSame = deliveredAt === message.deliveredAt && readAt === message.readAt
  return isSame ? message : { ...message, deliveredAt, readAt }
}

function countUnread({ messages, sessions }: Conversation, of: Ticks['of'], audience: Audience): number {
  const latest = sessions.at(-1)?.id
  return messages.filter(
    (message) =>
      isOf(message, of) &&
      message.readAt === null &&
      (audience === 'contact' || message.sessionId === latest),
  ).length
}

const isOf = ({ author }: MessageView, of: Ticks['of']) => (author.kind === 'contact') === (of === 'contact')

type Body = Readonly<{ id: string; sessionId: string; version: number }>
type Order<Item> = Readonly<{ key(item: Item): string; compare(a: Item, b: Item): number }>

/** How things of a conversation are told apart and put in order: by session, then by version. */
function orderOf(sessions: readonly Session[]) {
  const rank = ranks(sessions)
  const of = (sessionId: string) => rank.get(sessionId) ?? -1
  return {
    bodies: {
      key: ({ id }: Body) => id,
      compare: (a: Body, b: Body) => of(a.sessionId) - of(b.sessionId) || a.version - b.version,
    },
    events: {
      key: ({ sessionId, recorded }: PlacedEvent) => `${sessionId}:${recorded.version}`,
      compare: (a: PlacedEvent, b: PlacedEvent) =>
        of(a.sessionId) - of(b.sessionId) || a.recorded.version - b.recorded.version,
    },
  }
}

const ranks = (sessions: readonly Session[]): ReadonlyMap<string, number> =>
  new Map(sessions.map(({ id }, i) => [id, i]))

/** Both lists in order, each thing once. The held one wins: it may carry marks that arrived since. */
function merge<Item>(
  held: readonly Item[],
  more: readonly Item[],
  { key, compare }: Order<NoInfer<Item>>,
): readonly Item[] {
  if (more.length === 0) return held
  const known = new Set(held.map(key))
  const fresh = more.filter((item) => !known.has(key(item)))
  return fresh.length === 0 ? held : [...held, ...fresh].sort(compare)
}

/** People by id, with these among them; the newest name wins. */
export function withPeople(
  held: Readonly<Record<string, PersonView>>,
  people: readonly PersonView[],
): Readonly<Record<string, PersonView>> {
  return people.length === 0
    ? held
    : { ...held, ...Object.fromEntries(people.map((person) => [person.id, person])) }
}
