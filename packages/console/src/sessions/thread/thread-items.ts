import type { MessageView, NoteView } from '@rapport/contract/light'
import {
  type Actor,
  type Instant,
  isKnownEvent,
  type RecordedEvent,
  type Session,
  type SessionEvent,
  type SessionId,
} from '@rapport/domain'
import type { Conversation, PendingMessage, PlacedEvent } from '@rapport/sdk'
import { waitsAfter } from './waits-after.ts'

/** What a thread is made of: the conversation store holds it, and a session's snapshot can be put into it. */
export type ThreadContent = Pick<Conversation, 'sessions' | 'events' | 'messages' | 'notes' | 'people'>

/** How much of what happened is said between the messages. */
export type ThreadEvents = 'none' | 'key' | 'all'

/** An event between messages; `waitedMs` is how long the contact had waited when somebody took the session. */
export type ThreadEvent = Readonly<{ recorded: RecordedEvent; waitedMs: number | null }>

/** One line of a thread, in the order it is read. A key stays with what it stands for when older pages come. */
export type ThreadItem = Readonly<{ key: string }> &
  (
    | Readonly<{ kind: 'session'; session: Session }>
    | Readonly<{ kind: 'day'; at: Instant }>
    | Readonly<{ kind: 'message'; message: MessageView; isContinued: boolean; isLast: boolean }>
    | Readonly<{ kind: 'note'; note: NoteView }>
    | Readonly<{ kind: 'events'; events: readonly ThreadEvent[] }>
    | Readonly<{ kind: 'pending'; pending: PendingMessage }>
    | Readonly<{ kind: 'typing'; actor: Actor }>
  )

/** What of the content is shown. */
export type ThreadOptions = Readonly<{
  events: ThreadEvents
  /** Only this session of the conversation. */
  sessionId?: SessionId | undefined
  /** Only what colleagues wrote to one another. */
  isNotesOnly?: boolean | undefined
  isSameDay(a: number, b: number): boolean
}>

type Entry = Readonly<{ sessionId: SessionId; version: number; at: Instant }> &
  (Readonly<{ message: MessageView }> | Readonly<{ note: NoteView }> | Readonly<{ recorded: RecordedEvent }>)

/** The content as lines: sessions divided, days named, messages grouped by sender, events between them joined. */
export function buildThread(content: ThreadContent, options: ThreadOptions): readonly ThreadItem[] {
  const lines = createLines(content, options)
  for (const entry of entriesOf(content, options)) lines.add(entry)
  return markLasts(lines.finish())
}

const keyEvents = new Set<SessionEvent['type']>([
  'session.handed_off',
  'session.assigned',
  'session.released',
  'session.transferred',
  'session.held',
  'session.ended',
  'session.rated',
])

function entriesOf(
  { sessions, events, messages, notes }: ThreadContent,
  { sessionId, isNotesOnly, events: how }: ThreadOptions,
): Entry[] {
  const rank = new Map(sessions.map(({ id }, i) => [id, i]))
  const isAsked = (entry: { sessionId: SessionId }) =>
    sessionId === undefined || entry.sessionId === sessionId
  const told = ({ recorded: { event } }: PlacedEvent) =>
    event.type === 'session.started' ||
    (!isNotesOnly &&
      isKnownEvent(event) &&
      !event.type.startsWith('note.') &&
      !event.type.startsWith('message.') &&
      (how === 'all' || (how === 'key' && keyEvents.has(event.type))))
  const entries: Entry[] = [
    ...events.filter(told).map(({ sessionId: id, recorded }) => ({
      sessionId: id,
      version: recorded.version,
      at: recorded.at,
      recorded,
    })),
    ...(isNotesOnly ? [] : messages).map((message) => ({ ...placeOf(message), message })),
    ...notes.map((note) => ({ ...placeOf(note), note })),
  ]
  const rankOf = (entry: Entry) => rank.get(entry.sessionId) ?? -1
  return entries.filter(isAsked).sort((a, b) => rankOf(a) - rankOf(b) || a.version - b.version)
}

const placeOf = ({ sessionId, version, at }: MessageView | NoteView) => ({ sessionId, version, at })

/** Builds lines one entry after another; holds what the next entry needs to know of those before it. */
function createLines({ sessions }: ThreadContent, { isSameDay }: ThreadOptions) {
  const byId = new Map(sessions.map((session) => [session.id, session]))
  const items: ThreadItem[] = []
  let before: Entry | null = null
  let waitingSince: Instant | null = null
  let group: ThreadEvent[] = []

  const closeGroup = () => {
    const last = group.at(-1)
    if (last === undefined || before === null) return
    // Named for its last event, which stays the last when an older page adds to its beginning.
    items.push({ kind: 'events', key: `e:${before.sessionId}:${last.recorded.version}`, events: group })
    group = []
  }
  const addDay = (entry: Entry) => {
    if (before === null || isSameSlot(before.at, entry.at) || isSameDay(before.at, entry.at)) return
    closeGroup()
    items.push({ kind: 'day', key: `d:${entry.sessionId}:${entry.version}`, at: entry.at })
  }
  const addEvent = (entry: Entry & { recorded: RecordedEvent }) => {
    const { recorded } = entry
    const waitedMs =
      recorded.event.type === 'session.assigned' && waitingSince !== null ? recorded.at - waitingSince : null
    waitingSince = waitsAfter(recorded, waitingSince)
    const session = byId.get(entry.sessionId)
    if (recorded.event.type !== 'session.started') group.push({ recorded, waitedMs })
    else if (session) items.push({ kind: 'session', key: `s:${entry.sessionId}`, session })
  }
  return {
    add(entry: Entry) {
      const isStart = 'recorded' in entry && entry.recorded.event.type === 'session.started'
      if (isStart) closeGroup()
      else addDay(entry)
      if ('recorded' in entry) addEvent(entry)
      else {
        closeGroup()
        items.push('note' in entry ? noteItem(entry.note) : messageItem(entry.message, items.at(-1)))
      }
      before = entry
    },
    finish() {
      closeGroup()
      return items
    },
  }
}

/** A day of any time zone begins on a quarter of an hour, so within one nothing has to be asked of a calendar. */
const isSameSlot = (a: number, b: number) => Math.floor(a / 900_000) === Math.floor(b / 900_000)

const noteItem = (note: NoteView): ThreadItem => ({ kind: 'note', key: `n:${note.id}`, note })

const messageItem = (message: MessageView, before: ThreadItem | undefined): ThreadItem => ({
  kind: 'message',
  key: `m:${message.id}`,
  message,
  isContinued: before?.kind === 'message' && isSameTurn(before.message, message),
  isLast: true,
})

const turnMs = 5 * 60_000

/** One after another by the same author, with no long silence between. */
function isSameTurn(a: MessageView, b: MessageView): boolean {
  const isSameAuthor =
    a.author.kind === b.author.kind &&
    (a.author.kind === 'system' || b.author.kind === 'system' || a.author.id === b.author.id)
  return isSameAuthor && a.sessionId === b.sessionId && b.at - a.at < turnMs
}

/** Only the last message of a turn says whose it is and when. */
function markLasts(items: readonly ThreadItem[]): readonly ThreadItem[] {
  return items.map((item, i) => {
    const next = items[i + 1]
    const isFollowed = next?.kind === 'message' && next.isContinued
    return item.kind === 'message' && isFollowed ? { ...item, isLast: false } : item
  })
}

/** When a line was said or happened; null for what has no moment of its own. */
export function momentOf(item: ThreadItem): Instant | null {
  switch (item.kind) {
    case 'session':
      return item.session.startedAt
    case 'day':
      return item.at
    case 'message':
      return item.message.at
    case 'note':
      return item.note.at
    case 'events':
      return item.events[0]?.recorded.at ?? null
    case 'pending':
    case 'typing':
      return null
  }
}

/** The messages in which watch-words were found. */
export const flaggedIn = (events: readonly PlacedEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap(({ recorded: { event } }) => (event.type === 'session.flagged' ? [event.messageId] : [])),
  )

/** The days on which something was said, by the first moment of each, oldest first. */
export function daysOf(
  { messages, notes }: Pick<ThreadContent, 'messages' | 'notes'>,
  isSameDay: ThreadOptions['isSameDay'],
): readonly Instant[] {
  const moments = [...messages, ...notes].map(({ at }) => at).sort((a, b) => a - b)
  return moments.filter((at, i) => {
    const before = moments[i - 1]
    return before === undefined || !(isSameSlot(before, at) || isSameDay(before, at))
  })
}

/** Whether the second list is the first with something put before it: then the reader's place is kept from the end. */
export function isPrepended(before: readonly ThreadItem[], after: readonly ThreadItem[]): boolean {
  return (
    before.length > 0 &&
    after.length > before.length &&
    before[0]?.key !== after[0]?.key &&
    before.at(-1)?.key === after.at(-1)?.key
  )
}
