import type { ConversationId, MessageId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'

/**
 * Holds whoever keeps something of its own by a stream of the feed, until the transaction ends: what it has made of
 * messages is there to be deleted, and what it reads next has no message any more. Readers take these rows first, too,
 * and pass by those that are held. By primary key's first and last columns, of a few rows.
 */
export async function holdReaders(tx: Tx, { workspaceId }: Scope, stream: number): Promise<void> {
  await sql`
    select 1 from feed_places where workspace_id = ${workspaceId} and stream = ${stream}
    order by reader for update`.execute(tx)
}

/** The messages of a session, by the index on (session, version). */
export async function listMessageIds(tx: Tx, { workspaceId }: Scope, id: SessionId): Promise<MessageId[]> {
  const { rows } = await sql<{ message_id: MessageId }>`
    select message_id from messages where workspace_id = ${workspaceId} and session_id = ${id}`.execute(tx)
  return rows.map((row) => row.message_id)
}

/**
 * Deletes a session with its log, its words, and all that was made of them: marks, index, hits, what channels know its
 * messages by. Under its lock. Each by the session's or the messages' own index; nothing here refers to another.
 */
export async function deleteSession(
  tx: Tx,
  { workspaceId }: Scope,
  id: SessionId,
  messageIds: readonly MessageId[],
): Promise<void> {
  await sql`
    with
      log as (delete from session_events where workspace_id = ${workspaceId} and session_id = ${id}),
      said as (delete from messages where workspace_id = ${workspaceId} and session_id = ${id}),
      noted as (delete from notes where workspace_id = ${workspaceId} and session_id = ${id}),
      told as (delete from session_summaries where workspace_id = ${workspaceId} and session_id = ${id}),
      tagged as (delete from session_tags where workspace_id = ${workspaceId} and session_id = ${id}),
      found as (delete from message_search where workspace_id = ${workspaceId} and session_id = ${id}),
      hits as (delete from watch_hits where workspace_id = ${workspaceId} and session_id = ${id}),
      known as (delete from channel_messages
        where workspace_id = ${workspaceId} and message_id = any(${messageIds}::uuid[])),
      sent as (delete from outbox
        where workspace_id = ${workspaceId} and message_id = any(${messageIds}::uuid[]))
    delete from sessions where workspace_id = ${workspaceId} and session_id = ${id}`.execute(tx)
}

/** The newest session that a conversation still has. By the index on (conversation, number), backwards. */
export async function findNewestSession(
  tx: Tx,
  { workspaceId }: Scope,
  id: ConversationId,
): Promise<SessionId | null> {
  const { rows } = await sql<{ session_id: SessionId }>`
    select session_id from sessions where workspace_id = ${workspaceId} and conversation_id = ${id}
    order by number desc limit 1`.execute(tx)
  return rows[0]?.session_id ?? null
}

/** Deletes a conversation that has no session any more, and what agents had not sent yet. By primary keys. */
export async function deleteConversation(tx: Tx, { workspaceId }: Scope, id: ConversationId): Promise<void> {
  await sql`delete from drafts where workspace_id = ${workspaceId} and conversation_id = ${id}`.execute(tx)
  await sql`delete from conversations where workspace_id = ${workspaceId} and conversation_id = ${id}`.execute(
    tx,
  )
}
