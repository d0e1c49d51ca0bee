import type { FeedEvent, MessageView, NoteView } from '@rapport/contract'
import { type Audience, asId, eventIdOf, recordVisibleTo, type SessionId } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { recordedOf } from './feed.ts'
import type { FeedRecord } from './feed-queries.ts'
import { presentMessages, presentNote } from './present-bodies.ts'

/** The words an event speaks of; null where it speaks of none, or they were erased. */
export type FeedBodies = Readonly<{ message: MessageView | null; note: NoteView | null }>

/** The words of log entries, in their order. Files are asked for once for all of them. */
export async function presentFeedBodies(
  platform: Platform,
  scope: Scope,
  rows: readonly FeedRecord[],
): Promise<FeedBodies[]> {
  const messages = await presentMessages(platform, scope, rows.filter(hasMessage).map(messageOf))
  const byId = new Map(messages.map((message) => [message.id as string, message]))
  return rows.map((row) => ({
    message: row.message_id === null ? null : (byId.get(row.message_id) ?? null),
    note: hasNote(row) ? presentNote(noteOf(row)) : null,
  }))
}

/**
 * Log entries as programs are told of them, with the id that is the same in every telling; those that the audience may
 * not know of are left out.
 */
export async function presentFeed(
  platform: Platform,
  scope: Scope,
  { rows, audience }: Readonly<{ rows: readonly FeedRecord[]; audience: Audience }>,
): Promise<FeedEvent[]> {
  const bodies = await presentFeedBodies(platform, scope, rows)
  return rows.flatMap((row, i): FeedEvent[] => {
    const sessionId = asId<SessionId>(row.session_id)
    const recorded = recordVisibleTo(audience, recordedOf(row))
    if (recorded === null) return []
    const told: FeedEvent = {
      id: eventIdOf(sessionId, row.version),
      sessionId,
      conversationId: asId(row.conversation_id),
      recorded,
      message: bodies[i]?.message ?? null,
      note: bodies[i]?.note ?? null,
    }
    return [told]
  })
}

type WithMessage = FeedRecord & { message_id: string }
type WithNote = FeedRecord & { note_id: string }
const hasMessage = (row: FeedRecord): row is WithMessage => row.message_id !== null
const hasNote = (row: FeedRecord): row is WithNote => row.note_id !== null

const noteOf = (row: WithNote) => ({
  ...row,
  text: row.note_text,
  author: row.note_author,
  mentions: row.note_mentions ?? [],
})

const messageOf = (row: WithMessage) => ({
  ...row,
  // A message's own place and time: the event may be of something that happened to it later.
  version: row.message_version ?? row.version,
  at: row.message_at ?? row.at,
  text: row.message_text,
  author: row.message_author,
  file_count: row.file_count ?? 0,
})
