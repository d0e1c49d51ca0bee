import type { InboxId, MessageId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import type { Said, SaidKind, Saying } from './said.ts'

/** A message as the provider names it. */
export type ChannelMessageKey = Readonly<{ inboxId: InboxId; externalId: string }>

/** Where a provider's message lies with us, if it has come yet, and what was said of it. */
export type ChannelMessage = Readonly<{
  messageId: MessageId | null
  sessionId: SessionId | null
  said: Said
  /** Whether it is one of ours, on its way out; null while it has not come. */
  isOurs: boolean | null
}>

/** What is known of a provider's message; null when nothing is. By primary keys. */
export async function findChannelMessage(
  db: DbOrTx,
  { workspaceId }: Scope,
  { inboxId, externalId }: ChannelMessageKey,
): Promise<ChannelMessage | null> {
  const { rows } = await sql<ChannelMessage>`
    select c.message_id as "messageId", c.session_id as "sessionId", c.said, m.author ->> 'kind' <> 'contact' as "isOurs"
    from channel_messages c
    left join messages m on m.workspace_id = c.workspace_id and m.message_id = c.message_id
    where c.workspace_id = ${workspaceId} and c.inbox_id = ${inboxId} and c.external_id = ${externalId}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Everything a provider names a message of ours by. By channel_messages_message. */
export async function listKeysOf(
  db: DbOrTx,
  { workspaceId }: Scope,
  messageId: MessageId,
): Promise<ChannelMessageKey[]> {
  const { rows } = await sql<ChannelMessageKey>`
    select inbox_id as "inboxId", external_id as "externalId" from channel_messages
    where workspace_id = ${workspaceId} and message_id = ${messageId}`.execute(db)
  return rows
}

/** Says which message of ours a provider's is. The first to say so is believed; what waited for it stays. */
export async function linkMessage(
  db: DbOrTx,
  { workspaceId }: Scope,
  { inboxId, externalId }: ChannelMessageKey,
  { messageId, sessionId }: Readonly<{ messageId: MessageId; sessionId: SessionId }>,
): Promise<void> {
  await sql`
    insert into channel_messages (workspace_id, inbox_id, external_id, message_id, session_id)
    values (${workspaceId}, ${inboxId}, ${externalId}, ${messageId}, ${sessionId})
    on conflict (workspace_id, inbox_id, external_id) do update
      set message_id = excluded.message_id, session_id = excluded.session_id
      where channel_messages.message_id is null`.execute(db)
}

/**
 * Keeps what a provider said of a message, whether that has come or not. Of two edits or reactions the later one by the
 * provider's clock stays (of two at once the greater), of anything else the earlier: the order they come in is nothing.
 */
export async function keepSaying(
  db: DbOrTx,
  { workspaceId }: Scope,
  { inboxId, externalId }: ChannelMessageKey,
  { kind, at, value }: Saying,
): Promise<void> {
  const entry = JSON.stringify({ [kind]: { at, value } })
  const known = sql`channel_messages.said -> ${kind}::text`
  const replaces =
    kind === 'edit' || kind === 'reaction'
      ? sql`((${known} ->> 'at')::bigint, coalesce(${known} ->> 'value', '') collate "C")
              < (${at}::bigint, ${value ?? ''}::text collate "C")`
      : sql`(${known} ->> 'at')::bigint > ${at}::bigint`
  await sql`
    insert into channel_messages (workspace_id, inbox_id, external_id, said)
    values (${workspaceId}, ${inboxId}, ${externalId}, ${entry}::jsonb)
    on conflict (workspace_id, inbox_id, external_id) do update
      set said = channel_messages.said || excluded.said
      where ${known} is null or ${replaces}`.execute(db)
}

/**
 * Marks something said as done, in the transaction that does it. False when it has been done meanwhile, or something
 * else was said in its place, or one of `unless` was said too: then the caller must undo, and look again.
 */
export async function markDone(
  tx: Tx | DbOrTx,
  { workspaceId }: Scope,
  { inboxId, externalId }: ChannelMessageKey,
  { kind, at, value, unless = [] }: Saying & Readonly<{ unless?: readonly SaidKind[] }>,
): Promise<boolean> {
  const path = `{${kind},done}`
  const known = sql`said -> ${kind}::text`
  const { rows } = await sql`
    update channel_messages set said = jsonb_set(said, ${path}::text[], 'true')
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId} and external_id = ${externalId}
      and (${known} ->> 'at')::bigint = ${at}::bigint and coalesce(${known} ->> 'value', '') = ${value ?? ''}
      and ${known} -> 'done' is null and not jsonb_exists_any(said, ${unless}::text[])
    returning 1`.execute(tx)
  return rows.length > 0
}

/** Forgets what was said of messages that never came, at most `limit` at a time. Walks channel_messages_age. */
export async function pruneWaiting(
  db: DbOrTx,
  { workspaceId }: Scope,
  { before, limit }: Readonly<{ before: number; limit: number }>,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from channel_messages where workspace_id = ${workspaceId} and (inbox_id, external_id) in (
      select inbox_id, external_id from channel_messages
      where workspace_id = ${workspaceId} and created_at < ${new Date(before)} and message_id is null
      order by created_at limit ${limit})`.execute(db)
  return Number(numAffectedRows ?? 0)
}
