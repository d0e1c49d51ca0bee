import type { OutboxView } from '@rapport/contract'
import type { Actor, ConversationId, InboxId, Instant, MessageId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'
import type { Listing } from './deliveries-queries.ts'
import type { Sent } from './outbound.ts'

type State = OutboxView['state']

/** What went wrong last, as it is kept. `maybeSent`: one of the tries may have got through. */
export type OutboxError = NonNullable<OutboxView['error']> & Readonly<{ maybeSent?: boolean }>

/** A message on its way out, with all that sending it takes. */
export type Outgoing = Readonly<{
  messageId: MessageId
  sessionId: SessionId
  conversationId: ConversationId
  inboxId: InboxId
  text: string | null
  author: Actor
  authorName: string | null
  at: Instant
  number: number
  thread: string
  /** What the channel knows the contact by. */
  personId: string | null
  lastInboundAt: Instant | null
}>

/** Which message: the event that said it, or its own id. */
export type OutgoingKey = Readonly<{ sessionId: SessionId; version: number } | { messageId: MessageId }>

/**
 * A message that was said on our side, with its conversation. By messages_session or the primary key; the contact's last
 * words by (conversation, number) and (session, version) backwards.
 */
export async function findOutgoing(
  db: Db,
  { workspaceId }: Scope,
  key: OutgoingKey,
): Promise<Outgoing | null> {
  const which =
    'messageId' in key
      ? sql`m.message_id = ${key.messageId}`
      : sql`m.session_id = ${key.sessionId} and m.version = ${key.version}`
  const { rows } = await sql<Outgoing>`
    select m.message_id as "messageId", m.session_id as "sessionId", m.conversation_id as "conversationId",
      c.inbox_id as "inboxId", m.text, m.author, m.at, s.number, c.thread,
      coalesce(a.display_name, b.name) as "authorName",
      (select i.external_id from identities i
        where i.workspace_id = m.workspace_id and i.contact_id = c.contact_id and i.inbox_id = c.inbox_id
        order by i.created_at, i.external_id limit 1) as "personId",
      ${lastInboundOf(sql`c.conversation_id`, workspaceId)} as "lastInboundAt"
    from messages m
    join sessions s on s.workspace_id = m.workspace_id and s.session_id = m.session_id
    join conversations c on c.workspace_id = m.workspace_id and c.conversation_id = m.conversation_id
    left join memberships a on a.workspace_id = m.workspace_id and m.author ->> 'kind' = 'agent'
      and a.user_id = (m.author ->> 'id')::uuid
    left join bots b on b.workspace_id = m.workspace_id and m.author ->> 'kind' = 'bot'
      and b.bot_id = (m.author ->> 'id')::uuid
    where m.workspace_id = ${workspaceId} and ${which} and m.author ->> 'kind' in ('agent', 'bot')`.execute(
    db,
  )
  return rows[0] ?? null
}

const lastInboundOf = (conversationId: ReturnType<typeof sql>, workspaceId: string) => sql`
  (select l.at from sessions o
    cross join lateral (
      select p.at from messages p
      where p.workspace_id = ${workspaceId} and p.session_id = o.session_id and p.author ->> 'kind' = 'contact'
      order by p.version desc limit 1) l
    where o.workspace_id = ${workspaceId} and o.conversation_id = ${conversationId}
    order by o.number desc limit 1)`

/** How a try begins: the number it has, and what is left of those before it. */
export type Try = Readonly<{
  attempt: number
  /** The try before never ended: its process died, and nobody knows whether it got through. */
  wasCutOff: boolean
  parts: Sent['parts']
  error: OutboxError | null
}>

/**
 * Begins a try to send a message; null when nobody waits for one any more. While a try is under way the row has no next
 * moment, so that one that finds it so knows that its forerunner was cut off. By primary key.
 */
export async function beginTry(
  db: Db,
  { workspaceId }: Scope,
  message: Outgoing,
  at: Instant,
): Promise<Try | null> {
  const { rows } = await sql<Try>`
    with before as (
      select next_attempt_at is null as cut from outbox
      where workspace_id = ${workspaceId} and message_id = ${message.messageId})
    insert into outbox as o (workspace_id, message_id, inbox_id, session_id, conversation_id, attempts, created_at,
      updated_at)
    values (${workspaceId}, ${message.messageId}, ${message.inboxId}, ${message.sessionId}, ${message.conversationId}, 1,
      ${new Date(message.at)}, ${new Date(at)})
    on conflict (workspace_id, message_id) do update
      set attempts = o.attempts + 1, next_attempt_at = null, updated_at = excluded.updated_at
      where o.state = 'queued'
    returning o.attempts as attempt, coalesce((select cut from before), false) as "wasCutOff", o.parts, o.error`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Notes that a try failed and when the next one is. Only while the message still waits. By primary key. */
export async function postponeTry(
  db: Db,
  { workspaceId }: Scope,
  messageId: MessageId,
  {
    error,
    parts,
    at,
    next,
  }: Readonly<{ error: OutboxError; parts: Sent['parts']; at: Instant; next: Instant }>,
): Promise<void> {
  await sql`
    update outbox set error = ${JSON.stringify(error)}::jsonb, parts = ${JSON.stringify(parts)}::jsonb,
      next_attempt_at = ${new Date(next)}, updated_at = ${new Date(at)}
    where workspace_id = ${workspaceId} and message_id = ${messageId} and state = 'queued'`.execute(db)
}

type Settled = Readonly<{
  from: readonly State[]
  state: State
  error: OutboxError | null
  parts?: Sent['parts']
  at: Instant
}>

/** Ends what was known of a message's way; false when it was no longer in one of the states `from`. By primary key. */
export async function settleOutbox(
  tx: Tx,
  { workspaceId }: Scope,
  messageId: MessageId,
  { from, state, error, parts, at }: Settled,
): Promise<boolean> {
  const { rows } = await sql`
    update outbox set state = ${state}, error = ${error === null ? null : JSON.stringify(error)}::jsonb,
      parts = coalesce(${parts === undefined ? null : JSON.stringify(parts)}::jsonb, parts), next_attempt_at = null,
      updated_at = ${new Date(at)}
    where workspace_id = ${workspaceId} and message_id = ${messageId} and state = any(${from}::text[])
    returning 1`.execute(tx)
  return rows.length > 0
}

/** What is known of a message's way to its provider; null for one that goes to none. By primary key. */
export async function findOutboxState(
  db: DbOrTx,
  { workspaceId }: Scope,
  messageId: MessageId,
): Promise<State | null> {
  const { rows } = await sql<{ state: State }>`
    select state from outbox where workspace_id = ${workspaceId} and message_id = ${messageId}`.execute(db)
  return rows[0]?.state ?? null
}

/** An outbox row with the beginning of its message. */
export type OutboxRecord = Omit<OutboxView, 'error'> & Readonly<{ error: OutboxError | null }>

const columns = sql`
  o.message_id as "messageId", o.inbox_id as "inboxId", o.session_id as "sessionId",
  o.conversation_id as "conversationId", o.state, o.attempts, o.error, o.next_attempt_at as "nextAttemptAt",
  o.created_at as "createdAt", o.updated_at as "updatedAt", left(m.text, 120) as preview`

const within = ({ inboxes }: Scope) => (inboxes === 'all' ? sql`` : sql`and o.inbox_id = any(${inboxes})`)

/** Messages to providers, newest first. Walks outbox_state once per state asked for; those that are stuck are few. */
export async function listOutbox(
  db: Db,
  scope: Scope,
  { states, inboxId, before, limit }: Listing<State>,
): Promise<OutboxRecord[]> {
  const after =
    before === null
      ? sql``
      : sql`and (o.created_at, o.message_id) < (${new Date(before.at)}::timestamptz, ${before.id}::uuid)`
  const { rows } = await sql<OutboxRecord>`
    select ${columns} from outbox o
    left join messages m on m.workspace_id = o.workspace_id and m.message_id = o.message_id
    where o.workspace_id = ${scope.workspaceId} and o.state = any(${states ?? []}::text[]) ${within(scope)} ${after}
      ${inboxId === null ? sql`` : sql`and o.inbox_id = ${inboxId}`}
    order by o.created_at desc, o.message_id desc limit ${limit}`.execute(db)
  return rows
}

/** One outbox row within the scope. By primary key. */
export async function findOutbox(db: DbOrTx, scope: Scope, id: MessageId): Promise<OutboxRecord | null> {
  const { rows } = await sql<OutboxRecord>`
    select ${columns} from outbox o
    left join messages m on m.workspace_id = o.workspace_id and m.message_id = o.message_id
    where o.workspace_id = ${scope.workspaceId} and o.message_id = ${id} ${within(scope)}`.execute(db)
  return rows[0] ?? null
}

/** Puts a message that got stuck back in line; false when it is not stuck. By primary key. */
export async function requeueOutbox(
  tx: Tx,
  { workspaceId }: Scope,
  id: MessageId,
  at: Instant,
): Promise<boolean> {
  const { rows } = await sql`
    update outbox set state = 'queued', attempts = 0, error = null, next_attempt_at = ${new Date(at)},
      updated_at = ${new Date(at)}
    where workspace_id = ${workspaceId} and message_id = ${id} and state in ('failed', 'unknown')
    returning 1`.execute(tx)
  return rows.length > 0
}

/** Forgets messages that were sent before a moment, at most `limit` at a time. Walks outbox_state. */
export async function pruneOutbox(
  db: Db,
  { workspaceId }: Scope,
  { before, limit }: Readonly<{ before: number; limit: number }>,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from outbox where workspace_id = ${workspaceId} and message_id in (
      select message_id from outbox
      where workspace_id = ${workspaceId} and state = 'sent' and created_at < ${new Date(before)}
      order by created_at limit ${limit})`.execute(db)
  return Number(numAffectedRows ?? 0)
}
