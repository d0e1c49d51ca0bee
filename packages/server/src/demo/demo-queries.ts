import type { AgentId, BotId, InboxId, TeamId, WatchWordId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { copyRows, type Db, type DbOrTx, isCopying, type Tx } from '../platform/db/index.ts'

/** Two servers that start at once on one empty database make one demo: the other waits here and finds it. */
export async function lockDemo(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('demo', 0))`.execute(tx)
}

/** Whether this workspace exists. By primary key. */
export async function workspaceExists(db: DbOrTx, { workspaceId }: Scope): Promise<boolean> {
  const { rows } = await sql`select name from workspaces where workspace_id = ${workspaceId}`.execute(db)
  return rows.length > 0
}

/** What a workspace has already, by name. */
export type Named = Readonly<{
  teams: ReadonlyMap<string, TeamId>
  bots: ReadonlyMap<string, BotId>
  inboxes: ReadonlyMap<string, InboxId>
}>

/** The teams, bots and inboxes of a workspace by their names. By primary keys; a workspace has few of each. */
export async function listNamed(tx: Tx, { workspaceId }: Scope): Promise<Named> {
  const { rows } = await sql<{ kind: keyof Named; name: string; id: string }>`
    select 'teams' as kind, name, team_id as id from teams where workspace_id = ${workspaceId}
    union all select 'bots', name, bot_id from bots where workspace_id = ${workspaceId}
    union all select 'inboxes', name, inbox_id from inboxes where workspace_id = ${workspaceId}`.execute(tx)
  const ofKind = <Id>(kind: keyof Named) =>
    new Map(rows.filter((row) => row.kind === kind).map(({ name, id }) => [name, id as Id]))
  return { teams: ofKind('teams'), bots: ofKind('bots'), inboxes: ofKind('inboxes') }
}

/** Whose sign-ins these are, by e-mail. By users_email. */
export async function listUserIds(tx: Tx, emails: readonly string[]): Promise<ReadonlyMap<string, AgentId>> {
  const { rows } = await sql<{ email: string; user_id: AgentId }>`
    select email, user_id from users where email = any(${emails}::text[])`.execute(tx)
  return new Map(rows.map(({ email, user_id }) => [email, user_id]))
}

/** Who of them is a member here. By primary key. */
export async function listMemberIds(
  tx: Tx,
  { workspaceId }: Scope,
  ids: readonly AgentId[],
): Promise<ReadonlySet<AgentId>> {
  const { rows } = await sql<{ user_id: AgentId }>`
    select user_id from memberships where workspace_id = ${workspaceId} and user_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map(({ user_id }) => user_id))
}

/** What a workspace watches for. Small: read whole. */
export async function listWatched(
  tx: Tx,
  { workspaceId }: Scope,
): Promise<readonly Readonly<{ id: WatchWordId; side: 'contact' | 'agent' | 'both'; text: string }>[]> {
  const { rows } = await sql<{ id: WatchWordId; side: 'contact' | 'agent' | 'both'; text: string }>`
    select watch_word_id as id, side, text from watch_words
    where workspace_id = ${workspaceId} and removed_at is null`.execute(tx)
  return rows
}

/** Which messages of a history hold watch-words, in one statement or one COPY. */
export async function insertHits(tx: Tx, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  if (rows.length === 0) return
  if (isCopying(tx)) return await copyRows(tx, 'watch_hits', rows)
  await sql`
    insert into watch_hits (workspace_id, message_id, session_id, inbox_id, agent_id, word_ids, at)
    select workspace_id, message_id, session_id, inbox_id, agent_id, word_ids, at
    from json_populate_recordset(null::watch_hits, ${JSON.stringify(rows)}::json)`.execute(tx)
}

/** Whether a workspace has any saved view. */
export async function viewsExist(tx: Tx, { workspaceId }: Scope): Promise<boolean> {
  const { rows } = await sql`select 1 from views where workspace_id = ${workspaceId} limit 1`.execute(tx)
  return rows.length > 0
}

/** Whether a workspace has ever banned anybody. */
export async function bansExist(tx: Tx, { workspaceId }: Scope): Promise<boolean> {
  const { rows } = await sql`select 1 from bans where workspace_id = ${workspaceId} limit 1`.execute(tx)
  return rows.length > 0
}

/**
 * Lets the planner know what has come in: after so much at once it would guess by what was there before. Sessions are
 * vacuumed as well, as they will be by themselves in time, so that counting them reads an index and no rows.
 */
export async function analyzeHistory(db: Db): Promise<void> {
  await sql`/* all workspaces: statistics are of whole tables */ vacuum (analyze) sessions`.execute(db)
  for (const table of [
    'contacts',
    'identities',
    'conversations',
    'session_events',
    'messages',
    'notes',
    'session_tags',
  ])
    await sql`/* all workspaces: statistics are of whole tables */ analyze ${sql.table(table)}`.execute(db)
}
