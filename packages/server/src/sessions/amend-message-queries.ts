import type { MessageDelivery } from '@rapport/contract'
import type { Instant, MessageId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'

/** Notes what a provider made of a message. By primary key. */
export async function setDelivery(
  tx: Tx,
  { workspaceId }: Scope,
  messageId: MessageId,
  delivery: MessageDelivery,
): Promise<void> {
  await sql`update messages set delivery = ${JSON.stringify(delivery)}::jsonb
    where workspace_id = ${workspaceId} and message_id = ${messageId}`.execute(tx)
}

/** Puts other words in the place of a message's; one that was deleted stays so. By primary key. */
export async function setText(
  tx: Tx,
  { workspaceId }: Scope,
  messageId: MessageId,
  { text, at }: Readonly<{ text: string; at: Instant }>,
): Promise<void> {
  await sql`update messages set text = ${text}, edited_at = ${new Date(at)}
    where workspace_id = ${workspaceId} and message_id = ${messageId} and deleted_at is null`.execute(tx)
}

/**
 * Takes a message's words and files away; its place stays. The files are nobody's from then on, and go with the others
 * that nobody sent. By primary key, and files by their message.
 */
export async function clearMessage(
  tx: Tx,
  { workspaceId }: Scope,
  messageId: MessageId,
  at: Instant,
): Promise<void> {
  await sql`
    with freed as (
      update files set message_id = null where workspace_id = ${workspaceId} and message_id = ${messageId})
    update messages set text = null, file_count = 0, reaction = null, edited_at = null, deleted_at = ${new Date(at)}
    where workspace_id = ${workspaceId} and message_id = ${messageId}`.execute(tx)
}

/** Notes the contact's reaction to a message, or that they took it back. By primary key. */
export async function setReaction(
  tx: Tx,
  { workspaceId }: Scope,
  messageId: MessageId,
  reaction: string | null,
): Promise<void> {
  await sql`update messages set reaction = ${reaction}
    where workspace_id = ${workspaceId} and message_id = ${messageId} and deleted_at is null`.execute(tx)
}

/** Takes away what was made of a session's words, which are others now. What a person wrote of it stays. By primary key. */
export async function forgetSummary(tx: Tx, { workspaceId }: Scope, sessionId: SessionId): Promise<void> {
  await sql`delete from session_summaries
    where workspace_id = ${workspaceId} and session_id = ${sessionId} and method <> 'hand'`.execute(tx)
}
