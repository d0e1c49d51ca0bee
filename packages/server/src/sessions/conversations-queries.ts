import type {
  AgentId,
  ContactId,
  ConversationId,
  InboxId,
  Instant,
  MessageId,
  SessionEvent,
  SessionId,
} from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx } from '../platform/db/index.ts'
import type { MessageRecord, NoteRecord } from './present-bodies.ts'
import type { SessionRecord } from './session-row.ts'
import { inReach } from './sessions-queries.ts'

/** A conversation, with its inbox's names. */
export type ConversationRecord = Readonly<{
  conversation_id: string
  inbox_id: string
  contact_id: string
  session_id: string
  inbox_name: string
  channel_kind: string
  channel_label: string | null
  settings: Readonly<Record<string, unknown>>
  /** When the contact last wrote. */
  last_inbound_at: number | null
}>

/** The conversation, if the scope reaches it. By primary key; the contact's last words by each index backwards. */
export async function findConversation(
  db: DbOrTx,
  scope: Scope,
  id: ConversationId,
): Promise<ConversationRecord | null> {
  const { rows } = await sql<ConversationRecord>`
    select c.conversation_id, c.inbox_id, c.contact_id, c.session_id, i.name as inbox_name, i.channel_kind,
      i.channel_label, i.settings,
      (select l.at from sessions o cross join lateral (
          select m.at from messages m
          where m.workspace_id = ${scope.workspaceId} and m.session_id = o.session_id
            and m.author ->> 'kind' = 'contact'
          order by m.version desc limit 1) l
        where o.workspace_id = ${scope.workspaceId} and o.conversation_id = c.conversation_id
        order by o.number desc limit 1) as last_inbound_at
    from conversations c
    join inboxes i on i.workspace_id = c.workspace_id and i.inbox_id = c.inbox_id
    where c.workspace_id = ${scope.workspaceId} and c.conversation_id = ${id} and ${inReach(scope, 'c')}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** The conversation of a thread, by the unique index on (inbox, thread). */
export async function findThread(
  db: Db,
  { workspaceId }: Scope,
  { inboxId, thread }: { inboxId: InboxId; thread: string },
): Promise<ConversationId | null> {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    select conversation_id from conversations
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId} and thread = ${thread}`.execute(db)
  return rows[0]?.conversation_id ?? null
}

/** Which conversation a thread is, and whose; by the unique index on (inbox, thread). */
export async function findThreadContact(
  db: Db,
  { workspaceId }: Scope,
  { inboxId, thread }: { inboxId: InboxId; thread: string },
): Promise<Readonly<{ conversationId: ConversationId; contactId: ContactId }> | null> {
  const { rows } = await sql<{ conversationId: ConversationId; contactId: ContactId }>`
    select conversation_id as "conversationId", contact_id as "contactId" from conversations
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId} and thread = ${thread}`.execute(db)
  return rows[0] ?? null
}

/** All sessions of a conversation, oldest first. By the index on (conversation, number). */
export async function listConversationSessions(
  db: Db,
  { workspaceId }: Scope,
  id: ConversationId,
): Promise<(SessionRecord & { agent_read_count: number })[]> {
  const { rows } = await sql<SessionRecord & { agent_read_count: number }>`
    select * from sessions where workspace_id = ${workspaceId} and conversation_id = ${id} order by number`.execute(
    db,
  )
  return rows
}

/** A place between two messages of a conversation: its session's number, then the version in it. */
export type Point = Readonly<{ number: number; version: number }>

/** More events than a session will ever have; what PostgreSQL's integer holds. */
const versionMax = 2_147_483_647

/**
 * Messages before a point, newest first, at most `limit`. Walks sessions backwards by (conversation, number) and each
 * one's messages by (session, version), so that it stops as soon as the page is full.
 */
export async function listMessagesBefore(
  db: Db,
  { workspaceId }: Scope,
  { conversationId, before }: { conversationId: ConversationId; before: Point | null },
  limit: number,
): Promise<(MessageRecord & { number: number })[]> {
  const number = before?.number ?? Number.MAX_SAFE_INTEGER
  const version = before?.version ?? versionMax
  const { rows } = await sql<MessageRecord & { number: number }>`
    select s.number, m.* from sessions s
    cross join lateral (
      select * from messages
      where workspace_id = ${workspaceId} and session_id = s.session_id
        and version < case when s.number = ${number} then ${version}::int else ${versionMax}::int end
      order by version desc limit ${limit}
    ) m
    where s.workspace_id = ${workspaceId} and s.conversation_id = ${conversationId} and s.number <= ${number}
    order by s.number desc, m.version desc
    limit ${limit}`.execute(db)
  return rows
}

/** A stretch of a conversation: from the first point on, up to but without the second; null is open. */
export type Stretch = Readonly<{ conversationId: ConversationId; from: Point; to: Point | null }>

/** An event of a stretch. */
export type EventRecord = Readonly<{ session_id: string; version: number; at: number; event: SessionEvent }>

/** What happened in a stretch besides messages, oldest first. By the primary key of each session's log. */
export async function listEventsOf(db: Db, { workspaceId }: Scope, stretch: Stretch): Promise<EventRecord[]> {
  const to = stretch.to ?? { number: Number.MAX_SAFE_INTEGER, version: 0 }
  const { rows } = await sql<EventRecord>`
    select e.session_id, e.version, e.at, e.event from sessions s
    join session_events e on e.workspace_id = ${workspaceId} and e.session_id = s.session_id
    where s.workspace_id = ${workspaceId} and s.conversation_id = ${stretch.conversationId}
      and (s.number, e.version) >= (${stretch.from.number}::bigint, ${stretch.from.version}::int)
      and (s.number, e.version) < (${to.number}::bigint, ${to.version}::int)
      and s.number between ${stretch.from.number} and ${to.number}
      and e.event ->> 'type' not in ('message.received', 'message.sent')
    order by s.number, e.version`.execute(db)
  return rows
}

/** The notes of a stretch, oldest first. By the index on (session, version). */
export async function listNotesOf(db: Db, { workspaceId }: Scope, stretch: Stretch): Promise<NoteRecord[]> {
  const to = stretch.to ?? { number: Number.MAX_SAFE_INTEGER, version: 0 }
  const { rows } = await sql<NoteRecord>`
    select n.* from sessions s
    join notes n on n.workspace_id = ${workspaceId} and n.session_id = s.session_id
    where s.workspace_id = ${workspaceId} and s.conversation_id = ${stretch.conversationId}
      and (s.number, n.version) >= (${stretch.from.number}::bigint, ${stretch.from.version}::int)
      and (s.number, n.version) < (${to.number}::bigint, ${to.version}::int)
    order by s.number, n.version`.execute(db)
  return rows
}

/** Everything one session's log holds, oldest first. By primary key. */
export async function listSessionEvents(
  db: Db,
  { workspaceId }: Scope,
  id: SessionId,
): Promise<EventRecord[]> {
  const { rows } = await sql<EventRecord>`
    select session_id, version, at, event from session_events
    where workspace_id = ${workspaceId} and session_id = ${id} order by version`.execute(db)
  return rows
}

/** All messages of one session, oldest first. By the index on (session, version). */
export async function listSessionMessages(
  db: Db,
  { workspaceId }: Scope,
  id: SessionId,
): Promise<MessageRecord[]> {
  const { rows } = await sql<MessageRecord>`
    select * from messages where workspace_id = ${workspaceId} and session_id = ${id} order by version`.execute(
    db,
  )
  return rows
}

/** A session's log without its messages being said, oldest first. By primary key. */
export async function listSessionCourse(
  db: Db,
  { workspaceId }: Scope,
  id: SessionId,
): Promise<EventRecord[]> {
  const { rows } = await sql<EventRecord>`
    select session_id, version, at, event from session_events
    where workspace_id = ${workspaceId} and session_id = ${id}
      and event ->> 'type' not in ('message.received', 'message.sent')
    order by version`.execute(db)
  return rows
}

/** Messages of one session before a version, the newest first, or from it on, the oldest first. By (session, version). */
export async function listSessionMessagesBeside(
  db: Db,
  { workspaceId }: Scope,
  id: SessionId,
  { version, side, limit }: Readonly<{ version: number; side: 'before' | 'from'; limit: number }>,
): Promise<MessageRecord[]> {
  const { rows } = await (side === 'before'
    ? sql<MessageRecord>`
        select * from messages
        where workspace_id = ${workspaceId} and session_id = ${id} and version < ${version}
        order by version desc limit ${limit}`
    : sql<MessageRecord>`
        select * from messages
        where workspace_id = ${workspaceId} and session_id = ${id} and version >= ${version}
        order by version limit ${limit}`
  ).execute(db)
  return rows
}

/** The version of one of a session's messages, by primary key; null where it is none of them. */
export async function findMessageVersion(
  db: Db,
  { workspaceId }: Scope,
  { sessionId, messageId }: Readonly<{ sessionId: SessionId; messageId: MessageId }>,
): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    select version from messages
    where workspace_id = ${workspaceId} and message_id = ${messageId} and session_id = ${sessionId}`.execute(
    db,
  )
  return rows[0]?.version ?? null
}

/** The version of a session's first message at a moment or after it; null where it has none. Walks (session, version). */
export async function findFirstVersionSince(
  db: Db,
  { workspaceId }: Scope,
  { sessionId, since }: Readonly<{ sessionId: SessionId; since: Instant }>,
): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    select version from messages
    where workspace_id = ${workspaceId} and session_id = ${sessionId} and at >= ${new Date(since)}
    order by version limit 1`.execute(db)
  return rows[0]?.version ?? null
}

/** All notes of one session, oldest first. By the index on (session, version). */
export async function listSessionNotes(db: Db, { workspaceId }: Scope, id: SessionId): Promise<NoteRecord[]> {
  const { rows } = await sql<NoteRecord>`
    select * from notes where workspace_id = ${workspaceId} and session_id = ${id} order by version`.execute(
    db,
  )
  return rows
}

/** An agent's unsent reply in a conversation. By primary key. */
export async function findDraft(
  db: Db,
  { workspaceId }: Scope,
  { agentId, conversationId }: { agentId: AgentId; conversationId: ConversationId },
): Promise<{ text: string; file_ids: string[] } | null> {
  const { rows } = await sql<{ text: string; file_ids: string[] }>`
    select text, file_ids from drafts
    where workspace_id = ${workspaceId} and user_id = ${agentId} and conversation_id = ${conversationId}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Keeps a draft, or forgets it when there is nothing in it. By primary key. */
export async function putDraft(
  db: Db,
  { workspaceId }: Scope,
  { agentId, conversationId }: { agentId: AgentId; conversationId: ConversationId },
  { text, fileIds }: { text: string; fileIds: readonly string[] },
): Promise<void> {
  if (text === '' && fileIds.length === 0)
    await sql`delete from drafts
      where workspace_id = ${workspaceId} and user_id = ${agentId} and conversation_id = ${conversationId}`.execute(
      db,
    )
  else
    await sql`insert into drafts (workspace_id, user_id, conversation_id, text, file_ids)
      values (${workspaceId}, ${agentId}, ${conversationId}, ${text}, ${fileIds}::uuid[])
      on conflict (workspace_id, user_id, conversation_id)
      do update set text = excluded.text, file_ids = excluded.file_ids, updated_at = now()`.execute(db)
}
