import type { PersonView, SessionRow, SessionSnapshot } from '@rapport/contract/light'
import { isMessage, type Session, type SessionId } from '@rapport/domain'
import type { Conversation, PlacedEvent } from '@rapport/sdk'
import type { ThreadContent } from './thread/thread-items.ts'

/** One session, whole: the row that lists show, and everything said and done in it. */
export type SessionRecord = Readonly<{
  row: SessionRow
  session: Session
  /** The session's part of its conversation. Messages are in `messages`, so no event speaks of one. */
  content: ThreadContent
  /** False while something between the first event and the newest is not here yet. */
  isComplete: boolean
}>

/** Where a record comes from: the list's row, the session as it was loaded, and its conversation as it is now. */
export type RecordSources = Readonly<{
  row: SessionRow
  snapshot: SessionSnapshot | null
  conversation: Conversation | null
}>

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
  return { row: newestRow, session, content, isComplete: countEvents(content) >= session.version }
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
      [...(snapshot?.messages ?? []), ...(conversation?.messages.filter(isOurs) ?? [])],
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

/** Every version of a session is one event: a message's, or one that stands in the log by itself. */
const countEvents = ({ events, messages }: ThreadContent) => events.length + messages.length
