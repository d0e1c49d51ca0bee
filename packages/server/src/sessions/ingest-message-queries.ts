import type { ContactId, ConversationId, InboxId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type Tx, writeLater } from '../platform/db/index.ts'
import type { SessionRecord } from './session-row.ts'

/**
 * The conversation of a thread with its latest session, both locked: one writer per conversation from here on.
 * Null when the thread has none yet, or when its latest session changed while we waited for the lock: then ask
 * again. By the unique index on (inbox, thread).
 */
export async function lockThread(
  tx: Tx,
  { workspaceId }: Scope,
  { inboxId, thread }: { inboxId: InboxId; thread: string },
): Promise<SessionRecord | null> {
  const { rows } = await sql<SessionRecord>`
    select s.* from conversations c
    join sessions s on s.workspace_id = c.workspace_id and s.session_id = c.session_id
    where c.workspace_id = ${workspaceId} and c.inbox_id = ${inboxId} and c.thread = ${thread}
    for update of c, s`.execute(tx)
  return rows[0] ?? null
}

/** A conversation's ids, before its first session is there. */
export type NewConversation = Readonly<{
  conversationId: ConversationId
  inboxId: InboxId
  contactId: ContactId
  thread: string
  sessionId: SessionId
}>

/**
 * Makes a conversation. False when another writer has just made it: it waits for that one to commit, by the unique
 * index on (inbox, thread).
 */
export async function insertConversation(
  tx: Tx,
  { workspaceId }: Scope,
  made: NewConversation,
): Promise<boolean> {
  const { rows } = await sql`
    insert into conversations (workspace_id, conversation_id, inbox_id, contact_id, thread, session_id)
    values (${workspaceId}, ${made.conversationId}, ${made.inboxId}, ${made.contactId}, ${made.thread},
      ${made.sessionId})
    on conflict (workspace_id, inbox_id, thread) do nothing
    returning 1`.execute(tx)
  return rows.length === 1
}

/** Points a conversation to its newest session. Under the conversation's lock. */
export function setLatestSession(
  tx: Tx,
  { workspaceId }: Scope,
  id: ConversationId,
  sessionId: SessionId,
): void {
  writeLater(
    tx,
    sql`update conversations set session_id = ${sessionId}
      where workspace_id = ${workspaceId} and conversation_id = ${id}`,
  )
}
