import type { MessageView, PersonView } from '@rapport/contract/light'
import type { Conversation } from '@rapport/sdk'

/** How far an own message has come. */
export type Tick = 'sent' | 'delivered' | 'read'

/** One thing in the log, in the order it happened. Keys are stable, so that nothing is drawn twice. */
export type TimelineItem =
  | Readonly<{ kind: 'day'; key: string; at: number }>
  | Readonly<{
      kind: 'message'
      key: string
      message: MessageView
      isOwn: boolean
      /** Who wrote it, when it is not one's own and their name is known. */
      person: PersonView | null
      /** The last of several by the same author: the one that carries name, time and ticks. */
      isLast: boolean
      tick: Tick | null
    }>
  | Readonly<{ kind: 'joined'; key: string; at: number; person: PersonView }>
  | Readonly<{ kind: 'ended'; key: string; at: number }>

type Entry = Exclude<TimelineItem, { kind: 'day' }> & Readonly<{ at?: number }>
type Placed = Readonly<{ order: number; version: number; entry: Entry }>

/**
 * The conversation as the visitor reads it: their words and ours over all its sessions, who came, and where each session
 * ended; a day before the first thing of each day.
 */
export function buildTimeline(
  { sessions, events, messages, people }: Pick<Conversation, 'sessions' | 'events' | 'messages' | 'people'>,
  dayOf: (at: number) => string,
): readonly TimelineItem[] {
  const order = new Map<string, number>(sessions.map(({ id }, index) => [id, index]))
  const placed: Placed[] = messages.map((message) => ({
    order: order.get(message.sessionId) ?? -1,
    version: message.version,
    entry: messageEntry(message, people),
  }))
  for (const { sessionId, recorded } of events) {
    const { event, at, version } = recorded
    const place = { order: order.get(sessionId) ?? -1, version }
    const key = `${sessionId}:${version}`
    const person = event.type === 'session.assigned' ? people[event.agentId] : undefined
    if (person?.name) placed.push({ ...place, entry: { kind: 'joined', key, at, person } })
    if (event.type === 'session.ended') placed.push({ ...place, entry: { kind: 'ended', key, at } })
  }
  placed.sort((a, b) => a.order - b.order || a.version - b.version)
  return withDays(
    placed.map(({ entry }, index) => withLast(entry, placed[index + 1]?.entry)),
    dayOf,
  )
}

function messageEntry(message: MessageView, people: Conversation['people']): Entry {
  const { author } = message
  const isOwn = author.kind === 'contact'
  const person = isOwn || author.kind === 'system' ? null : (people[author.id] ?? null)
  const tick = isOwn ? tickOf(message) : null
  return { kind: 'message', key: message.id, message, isOwn, person, isLast: true, tick }
}

const tickOf = ({ readAt, deliveredAt }: MessageView): Tick =>
  readAt !== null ? 'read' : deliveredAt !== null ? 'delivered' : 'sent'

function withLast(entry: Entry, next: Entry | undefined): Entry {
  if (entry.kind !== 'message' || next?.kind !== 'message') return entry
  const [a, b] = [entry.message.author, next.message.author]
  const isSame = a.kind === b.kind && (a.kind === 'system' || (b.kind !== 'system' && a.id === b.id))
  const isSoon = next.message.at - entry.message.at < 5 * 60_000
  return { ...entry, isLast: !(isSame && isSoon && entry.tick === next.tick) }
}

function withDays(entries: readonly Entry[], dayOf: (at: number) => string): readonly TimelineItem[] {
  const items: TimelineItem[] = []
  let day = ''
  for (const entry of entries) {
    const at = entry.kind === 'message' ? entry.message.at : entry.at
    const today = dayOf(at)
    if (today !== day) items.push({ kind: 'day', key: `day:${today}`, at })
    day = today
    items.push(entry)
  }
  return items
}

/** Who the visitor is talking to now, to stand in the head; null while that is nobody in particular. */
export function counterpart({
  sessions,
  people,
}: Pick<Conversation, 'sessions' | 'people'>): PersonView | null {
  const latest = sessions.at(-1)
  if (!latest || latest.state === 'ended') return null
  const id = latest.state === 'bot' ? latest.botId : latest.state === 'unassigned' ? null : latest.agentId
  return id === null ? null : (people[id] ?? null)
}
