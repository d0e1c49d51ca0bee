import type { MessageDelivery } from '@rapport/contract'
import type {
  ConversationId,
  MessageId,
  SessionEvent,
  SessionEventType,
  SessionId,
  WorkspaceId,
} from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx } from '../platform/db/index.ts'

/** An event with its place in the feed and the bodies it speaks of; body columns are null where there is none. */
export type FeedRecord = Readonly<{
  session_id: string
  conversation_id: string
  version: number
  stream: number
  feed_offset: number
  at: number
  event: SessionEvent
  message_id: string | null
  message_text: string | null
  message_author: unknown
  file_count: number | null
  client_id: string | null
  delivered_at: number | null
  read_at: number | null
  message_version: number | null
  message_at: number | null
  delivery: MessageDelivery | null
  edited_at: number | null
  deleted_at: number | null
  reaction: string | null
  note_id: string | null
  note_text: string | null
  note_author: unknown
  note_mentions: readonly string[] | null
}>

const withBodies = sql`
  e.session_id, e.conversation_id, e.version, e.stream, e.feed_offset, e.at, e.event,
  m.message_id, m.text as message_text, m.author as message_author, m.file_count, m.client_id, m.delivered_at,
  m.read_at, m.version as message_version, m.at as message_at, m.delivery, m.edited_at, m.deleted_at, m.reaction, n.note_id, n.text as note_text, n.author as note_author, n.mentions as note_mentions`

/** Each event's bodies, one look-up by primary key each: a guess of many events must not make the planner read tables. */
const bodies = (workspaceId: WorkspaceId) => sql`
  left join lateral (
    select * from messages
    where workspace_id = ${workspaceId} and message_id = (e.event ->> 'messageId')::uuid limit 1) m on true
  left join lateral (
    select * from notes
    where workspace_id = ${workspaceId} and note_id = (e.event ->> 'noteId')::uuid
      and e.event ->> 'type' = 'note.added' limit 1) n on true`

/** Where each of the workspace's streams stands now, by stream number. */
export async function listHeads(
  db: Db,
  { workspaceId }: Scope,
): Promise<{ stream: number; last_offset: number }[]> {
  const { rows } = await sql<{ stream: number; last_offset: number }>`
    select stream, last_offset from stream_heads where workspace_id = ${workspaceId}`.execute(db)
  return rows
}

/** Where one stream stands now. Read before a snapshot's data, so that nothing falls between the two. */
export async function findHead(db: Db, { workspaceId }: Scope, stream: number): Promise<number> {
  const { rows } = await sql<{ last_offset: number }>`
    select last_offset from stream_heads where workspace_id = ${workspaceId} and stream = ${stream}`.execute(
    db,
  )
  return rows[0]?.last_offset ?? 0
}

/** A place in one of the workspace's streams. */
type StreamPlace = Readonly<{ stream: number; offset: number }>

/** The events after these places as `e`, at most `limit` a stream. By the unique index on (stream, feed_offset). */
const eventsAfter = (workspaceId: WorkspaceId, places: readonly StreamPlace[], limit: number) => sql`
  unnest(${places.map((p) => p.stream)}::smallint[], ${places.map((p) => p.offset)}::bigint[]) as place (stream, after)
  cross join lateral (
    select * from session_events
    where workspace_id = ${workspaceId} and stream = place.stream and feed_offset > place.after
    order by feed_offset limit ${limit}
  ) e`

/**
 * What came after these places, at most `limit` a stream, in order within each. A stream's head is locked until its
 * writer commits, so an offset that can be read has all before it. By the unique index on (stream, feed_offset).
 */
export async function listAfter(
  db: Db,
  { workspaceId }: Scope,
  places: readonly StreamPlace[],
  limit: number,
): Promise<FeedRecord[]> {
  const { rows } = await sql<FeedRecord>`
    select ${withBodies}
    from ${eventsAfter(workspaceId, places, limit)}
    ${bodies(workspaceId)}
    order by e.stream, e.feed_offset`.execute(db)
  return rows
}

/** Where an event stands in its session. */
export type EventPlace = Readonly<{ sessionId: SessionId; version: number }>

/**
 * Where in its sessions stands what happened in a conversation after a place, in order, at most `limit`. Reads the logs
 * of its sessions by primary key, newest first: an index by conversation would cost every write, and a conversation's
 * logs are short. The words come with `listEventsAt`, a page at a time.
 */
export async function listPlacesAfter(
  db: Db,
  { workspaceId }: Scope,
  { conversationId, after }: { conversationId: ConversationId; after: number },
  limit: number,
): Promise<EventPlace[]> {
  const { rows } = await sql<EventPlace>`
    select e.session_id as "sessionId", e.version
    from sessions s
    cross join lateral (
      select session_id, version, feed_offset from session_events
      where workspace_id = ${workspaceId} and session_id = s.session_id and feed_offset > ${after}
      order by version desc limit ${limit}
    ) e
    where s.workspace_id = ${workspaceId} and s.conversation_id = ${conversationId}
    order by e.feed_offset limit ${limit}`.execute(db)
  return rows
}

/** A piece of one stream: the events after `after`, up to and with `upTo`. */
export type Stretch = Readonly<{ stream: number; after: number; upTo: number }>

/**
 * Everything in these stretches, in order within each stream. Whoever has read a head has all before it, so nothing
 * can appear in a stretch that ends there once it was read. By the unique index on (stream, feed_offset).
 */
export async function listStretches(
  db: Db,
  { workspaceId }: Scope,
  stretches: readonly Stretch[],
): Promise<FeedRecord[]> {
  const column = (name: keyof Stretch) => stretches.map((stretch) => stretch[name])
  const { rows } = await sql<FeedRecord>`
    select ${withBodies}
    from unnest(${column('stream')}::smallint[], ${column('after')}::bigint[], ${column('upTo')}::bigint[])
      as place (stream, after, up_to)
    cross join lateral (
      select * from session_events
      where workspace_id = ${workspaceId} and stream = place.stream
        and feed_offset > place.after and feed_offset <= place.up_to
      order by feed_offset
    ) e
    ${bodies(workspaceId)}
    order by e.stream, e.feed_offset`.execute(db)
  return rows
}

/** Which conversation a session is of; null when the workspace has no such session. By primary key. */
export async function findConversationOf(
  db: Db,
  { workspaceId }: Scope,
  sessionId: SessionId,
): Promise<ConversationId | null> {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    select conversation_id from sessions
    where workspace_id = ${workspaceId} and session_id = ${sessionId}`.execute(db)
  return rows[0]?.conversation_id ?? null
}

/** One session's events in a stretch of its stream, in order, at most `limit`. Reads its log by primary key. */
export async function listSessionStretch(
  db: Db,
  { workspaceId }: Scope,
  { sessionId, after, upTo }: Omit<Stretch, 'stream'> & Readonly<{ sessionId: SessionId }>,
  limit: number,
): Promise<FeedRecord[]> {
  const { rows } = await sql<FeedRecord>`
    select ${withBodies}
    from (
      select * from session_events
      where workspace_id = ${workspaceId} and session_id = ${sessionId}
        and feed_offset > ${after} and feed_offset <= ${upTo}
      order by version limit ${limit}
    ) e
    ${bodies(workspaceId)}
    order by e.version`.execute(db)
  return rows
}

/** One event in the feed, without anybody's words: enough to know who wants to be told of it. */
export type FeedStep = Readonly<{
  stream: number
  offset: number
  sessionId: SessionId
  version: number
  type: SessionEventType
  /** The message it is about; null for what is about none. */
  messageId: MessageId | null
}>

/**
 * What came after these places, at most `limit` a stream, in order within each; with the same promise as `listAfter`,
 * and by the same index.
 */
export async function listFeedSteps(
  db: DbOrTx,
  { workspaceId }: Scope,
  places: readonly StreamPlace[],
  limit: number,
): Promise<FeedStep[]> {
  const { rows } = await sql<FeedStep>`
    select e.stream, e.feed_offset as "offset", e.session_id as "sessionId", e.version, e.event ->> 'type' as type,
      (e.event ->> 'messageId')::uuid as "messageId"
    from ${eventsAfter(workspaceId, places, limit)}
    order by e.stream, e.feed_offset`.execute(db)
  return rows
}

/** The events at these places, in the order of their streams; one that is kept no longer is missing. By primary key. */
export async function listEventsAt(
  db: Db,
  { workspaceId }: Scope,
  places: readonly EventPlace[],
): Promise<FeedRecord[]> {
  const { rows } = await sql<FeedRecord>`
    select ${withBodies}
    from unnest(${places.map((p) => p.sessionId)}::uuid[], ${places.map((p) => p.version)}::integer[])
      as place (session_id, version)
    join session_events e on e.workspace_id = ${workspaceId}
      and e.session_id = place.session_id and e.version = place.version
    ${bodies(workspaceId)}
    order by e.stream, e.feed_offset`.execute(db)
  return rows
}
