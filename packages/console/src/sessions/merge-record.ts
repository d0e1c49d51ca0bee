import type { MessageView, PersonView, SessionRow, SessionSnapshot } from '@rapport/contract/light'
import { isMessage, type Session, type SessionId } from '@rapport/domain'
import type { Conversation, PlacedEvent } from '@rapport/sdk'
import type { ThreadContent } from './thread/thread-items.ts'

/** One session, whole: the row that lists show, and everything said and done in it. */
export type SessionRecord = Readonly<{
  row: SessionRow
  session: Session
  /** The session's part of its conversation. Messages are in `messages`, so no event speaks of one. */
  content: ThreadContent
  /** False while something of what happened is not here yet; messages may still be, see `earlier` and `later`. */
  isComplete: boolean
  /** Whether there are messages before the first one here, and after the last. */
  earlier: boolean
  later: boolean
  /** Whether nothing can be sent to the contact, as far as is known. */
  isContactBanned: boolean
}>

/** Where a record comes from: the list's row, the session as it was loaded, and its conversation as it is now. */
export type RecordSources = Readonly<{
  row: SessionRow
  snapshot: Loaded | null
  conversation: Conversation | null
}>

/** A session as it was loaded: whole, or with some pages of its messages. */
type Loaded = SessionSnapshot & Readonly<{ earlier?: boolean; later?: boolean; isContactBanned?: boolean }>

/**
 * The newest that any of the sources knows. A snapshot is whole and soon old, the conversation is live and holds only
 * its newest page, and a list's row may be ahead of both.
 */
export function mergeRecord({ row, snapshot, conversation }: RecordSources): SessionRecord {
  const { id } = row.session
  const held = conversation?.sessions.find((session) => session.id === id)
  const newestRow =
    snapshot !== null && snapshot.row.session.version > row.session.version ? snapshot.row : row
  const session = held !== undefined && held.version > newestRow.session.version ? held : newestRow.session
  const content = mergeContent(session, snapshot, conversation)
  return {
    row: newestRow,
    session,
    content,
    isComplete: knownVersion(id, snapshot, conversation) >= session.version,
    earlier: snapshot?.earlier ?? false,
    later: snapshot?.later ?? false,
    // A ban ends what is live: a session that goes on, or has begun since, is nobody's who is banned.
    isContactBanned: session.state === 'ended' && (snapshot?.isContactBanned ?? false),
  }
}

function mergeContent(
  session: Session,
  snapshot: SessionSnapshot | null,
  conversation: Conversation | null,
): ThreadContent {
  const { id } = session
  const isOurs = (one: { sessionId: SessionId }) => one.sessionId === id
  const logged = (snapshot?.events ?? []).map((recorded) => ({ sessionId: id, recorded }))
  const events = [...logged, ...(conversation?.events.filter(isOurs) ?? [])].filter(isNoMessage)
  return {
    sessions: [session],
    events: newestOf(events, ({ recorded }) => recorded.version),
    messages: newestOf(
      [...(snapshot?.messages ?? []), ...besideLoaded(snapshot, conversation?.messages.filter(isOurs) ?? [])],
      ({ version }) => version,
    ),
    notes: newestOf(
      [...(snapshot?.notes ?? []), ...(conversation?.notes.filter(isOurs) ?? [])],
      ({ version }) => version,
    ),
    people: {
      ...Object.fromEntries(peopleOf(snapshot).map((person) => [person.id, person])),
      ...conversation?.people,
    },
  }
}

/** Whoever took part, the contact with them: they may have ended it. */
function peopleOf(snapshot: SessionSnapshot | null): PersonView[] {
  if (snapshot === null) return []
  const { contact, session } = snapshot.row
  return [...snapshot.people, { kind: 'contact', id: session.contactId, ...contact }]
}

const isNoMessage = ({ recorded }: PlacedEvent) => !isMessage(recorded.event)

/** Each once, in order. Of two the later one: it is the live one, and may carry marks that came since. */
function newestOf<Item>(items: readonly Item[], versionOf: (item: Item) => number): readonly Item[] {
  const byVersion = new Map(items.map((item) => [versionOf(item), item]))
  return [...byVersion.values()].sort((a, b) => versionOf(a) - versionOf(b))
}

/** The live messages that follow on those that were loaded; none from beyond a gap. */
function besideLoaded(snapshot: Loaded | null, live: readonly MessageView[]): readonly MessageView[] {
  const last = snapshot?.messages.at(-1)
  if (!snapshot?.later || last === undefined) return live
  const first = snapshot.messages[0]?.version ?? 0
  return live.filter(({ version }) => version >= first && version <= last.version)
}

/**
 * Up to which version everything that happened is known. A load knows all until it was made; every version since is one
 * event, a message's or one that stands in the log by itself.
 */
function knownVersion(id: SessionId, snapshot: Loaded | null, conversation: Conversation | null): number {
  const loaded = snapshot?.row.session.version ?? 0
  const events = (conversation?.events ?? []).filter(({ sessionId }) => sessionId === id)
  const messages = (conversation?.messages ?? []).filter(({ sessionId }) => sessionId === id)
  const since = new Set([
    ...events.map(({ recorded }) => recorded.version),
    ...messages.map(({ version }) => version),
  ])
  let known = loaded
  while (since.has(known + 1)) known += 1
  return known
}
