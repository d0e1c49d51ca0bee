import type { AgentId, ContactId, ConversationId, InboxId, SessionId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import { type Scope, scopeOf } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'

/** Imports into one workspace take turns from here to the commit, so that none meets another's half-known contact. */
export async function lockImports(tx: Tx, { workspaceId }: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${workspaceId}`}, 0))`.execute(tx)
}

/** Which of these lines have become sessions already. By primary key. */
export async function listImported(
  db: DbOrTx,
  { workspaceId }: Scope,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ external_id: string }>`
    select external_id from imported_sessions
    where workspace_id = ${workspaceId} and external_id = any(${externalIds}::text[])`.execute(db)
  return new Set(rows.map((row) => row.external_id))
}

/** Remembers which line became which session; a line that another import has written meanwhile fails on its key. */
export async function insertImported(
  tx: Tx,
  { workspaceId }: Scope,
  imported: readonly Readonly<{ externalId: string; sessionId: SessionId }>[],
): Promise<void> {
  await sql`
    insert into imported_sessions (workspace_id, external_id, session_id)
    select ${workspaceId}::uuid, external_id, session_id
    from unnest(${imported.map((i) => i.externalId)}::text[], ${imported.map((i) => i.sessionId)}::uuid[])
      as i (external_id, session_id)`.execute(tx)
}

/** The generic inbox of a channel's label, whatever its case; the oldest, should there be several. */
export async function findGenericInbox(
  db: DbOrTx,
  { workspaceId }: Scope,
  label: string,
): Promise<InboxId | null> {
  const { rows } = await sql<{ inbox_id: InboxId }>`
    select inbox_id from inboxes
    where workspace_id = ${workspaceId} and channel_kind = 'generic' and lower(channel_label) = lower(${label})
    order by created_at, inbox_id limit 1`.execute(db)
  return rows[0]?.inbox_id ?? null
}

/** A contact's address on an inbox. */
export type Address = Readonly<{ inboxId: InboxId; externalId: string }>

/** Who has these addresses. By the identities' primary key. */
export async function listAddressees(
  tx: Tx,
  { workspaceId }: Scope,
  addresses: readonly Address[],
): Promise<readonly (Address & Readonly<{ contactId: ContactId }>)[]> {
  const { rows } = await sql<Address & { contactId: ContactId }>`
    select i.inbox_id as "inboxId", i.external_id as "externalId", i.contact_id as "contactId"
    from identities i
    join unnest(${addresses.map((a) => a.inboxId)}::uuid[], ${addresses.map((a) => a.externalId)}::text[])
      as a (inbox_id, external_id) on a.inbox_id = i.inbox_id and a.external_id = i.external_id
    where i.workspace_id = ${workspaceId}`.execute(tx)
  return rows
}

/** The conversations of these threads, locked against new sessions. By the unique index on (inbox, thread). */
export async function lockThreads(
  tx: Tx,
  { workspaceId }: Scope,
  threads: readonly Address[],
): Promise<readonly (Address & Readonly<{ conversationId: ConversationId }>)[]> {
  const { rows } = await sql<Address & { conversationId: ConversationId }>`
    select c.inbox_id as "inboxId", c.thread as "externalId", c.conversation_id as "conversationId"
    from conversations c
    join unnest(${threads.map((t) => t.inboxId)}::uuid[], ${threads.map((t) => t.externalId)}::text[])
      as t (inbox_id, thread) on t.inbox_id = c.inbox_id and t.thread = c.thread
    where c.workspace_id = ${workspaceId}
    order by c.conversation_id for update of c`.execute(tx)
  return rows
}

/**
 * Points conversations to the latest of their sessions again: the one that is not ended, if any, else the one that
 * started last. After sessions of the past were added, under `lockThreads`.
 */
export async function pointToLatest(
  tx: Tx,
  { workspaceId }: Scope,
  conversationIds: readonly ConversationId[],
): Promise<void> {
  await sql`
    update conversations c set session_id = latest.session_id
    from (
      select distinct on (s.conversation_id) s.conversation_id, s.session_id from sessions s
      where s.workspace_id = ${workspaceId} and s.conversation_id = any(${conversationIds}::uuid[])
      order by s.conversation_id, s.state = 'ended', s.started_at desc, s.number desc
    ) as latest
    where c.workspace_id = ${workspaceId} and c.conversation_id = latest.conversation_id`.execute(tx)
}

/** The member with this e-mail; deactivated ones too. By users_email. */
export async function findMemberByEmail(
  db: DbOrTx,
  { workspaceId }: Scope,
  email: string,
): Promise<AgentId | null> {
  const { rows } = await sql<{ user_id: AgentId }>`
    select u.user_id from users u
    join memberships m on m.workspace_id = ${workspaceId} and m.user_id = u.user_id
    where u.email = ${email}`.execute(db)
  return rows[0]?.user_id ?? null
}

/** A workspace that an operator names by its id or its name; several when a name is not unique. */
export async function listWorkspacesNamed(
  db: Db,
  wanted: string | null,
): Promise<readonly Readonly<{ scope: Scope; name: string }>[]> {
  const { rows } = await sql<{ workspace_id: WorkspaceId; name: string }>`
    /* all workspaces: an operator chooses one of them by name */
    select workspace_id, name from workspaces
    where ${wanted}::text is null or workspace_id::text = lower(${wanted}) or lower(name) = lower(${wanted})
    order by created_at, workspace_id limit 20`.execute(db)
  return rows.map(({ workspace_id, name }) => ({ scope: scopeOf(workspace_id), name }))
}
