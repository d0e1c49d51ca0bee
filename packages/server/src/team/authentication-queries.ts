import type {
  ApiKeyId,
  GrantableToAgents,
  InboxId,
  Permission,
  Role,
  UserId,
  WorkspaceId,
} from '@rapport/domain'
import { sql } from 'kysely'
import type { KeyGrant } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'

/** Who a bearer token stands for: a person, or with a key the person who made it. */
export type Bearer = Readonly<{ userId: UserId; apiKey: KeyGrant | null }>

type BearerRow = Readonly<{
  userId: UserId
  workspaceId: WorkspaceId | null
  data: Readonly<{ apiKeyId?: ApiKeyId; scopes?: readonly Permission[] }>
}>

const isInForce = sql`(expires_at > now() or (kind = 'api_key' and expires_at is null))`

/**
 * Whose login or API key this is, or null when it is none, has run out or was ended. A login always ends; a key may be
 * without end. By the directory's primary key, one look-up a kind.
 */
export async function findBearer(db: DbOrTx, keyHash: Buffer): Promise<Bearer | null> {
  const { rows } = await sql<BearerRow>`
    select subject_id as "userId", workspace_id as "workspaceId", data from directory
    where kind = any('{login,api_key}') and key_hash = ${keyHash} and ${isInForce}`.execute(db)
  const [row] = rows
  if (!row) return null
  const { userId, workspaceId, data } = row
  const { apiKeyId: id, scopes = [] } = data
  return { userId, apiKey: id && workspaceId ? { id, workspaceId, scopes } : null }
}

/** What a key leaves of its maker's rights, while it is in force; null when it is gone. By primary key. */
export async function findKeyGrant(
  db: DbOrTx,
  workspaceId: WorkspaceId,
  id: ApiKeyId,
): Promise<KeyGrant | null> {
  const { rows } = await sql<Pick<KeyGrant, 'scopes'>>`
    select scopes from api_keys
    where workspace_id = ${workspaceId} and api_key_id = ${id}
      and (expires_at is null or expires_at > now())`.execute(db)
  return rows[0] ? { id, workspaceId, scopes: rows[0].scopes } : null
}

/**
 * Of these hashes, in hex, those that no login or key is found by any more. By the directory's primary key, one look-up
 * a hash and kind.
 */
export async function listEnded(db: DbOrTx, keyHashes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select distinct held.hash from unnest(${keyHashes}::text[]) as held (hash)
    where not exists (
      select from directory
      where kind = any('{login,api_key}') and key_hash = decode(held.hash, 'hex') and ${isInForce})`.execute(
    db,
  )
  return rows.map(({ hash }) => hash)
}

/**
 * An active member of a workspace. `inboxIds` are those an agent works, themselves or with a team; `agentsMay` is what
 * the workspace lets its agents do besides.
 */
export type StandingRow = Readonly<{
  workspaceId: WorkspaceId
  role: Role
  inboxIds: readonly InboxId[]
  agentsMay: readonly GrantableToAgents[]
}>

const standing = sql`
  select m.workspace_id as "workspaceId", m.role, array(
    select ia.inbox_id from inbox_agents ia
    where ia.workspace_id = m.workspace_id and ia.user_id = m.user_id
    union
    select it.inbox_id from team_members tm
    join inbox_teams it on it.workspace_id = tm.workspace_id and it.team_id = tm.team_id
    where tm.workspace_id = m.workspace_id and tm.user_id = m.user_id
  ) as "inboxIds", coalesce((
    select w.settings -> 'agentsMay' from workspaces w where w.workspace_id = m.workspace_id), '[]') as "agentsMay"
  from memberships m`

/** What somebody is in one workspace now; null when they are not, or no longer, an active member. By primary keys. */
export async function findStanding(
  db: DbOrTx,
  workspaceId: WorkspaceId,
  userId: UserId,
): Promise<StandingRow | null> {
  const { rows } = await sql<StandingRow>`${standing}
    where m.workspace_id = ${workspaceId} and m.user_id = ${userId} and m.deactivated_at is null`.execute(db)
  return rows[0] ?? null
}

/** The same in the workspace they have been in for longest: where somebody is who asked for none. By memberships_user. */
export async function findFirstStanding(db: DbOrTx, userId: UserId): Promise<StandingRow | null> {
  const { rows } = await sql<StandingRow>`${standing}
    /* all workspaces: a person's own, before one is chosen */
    where m.user_id = ${userId} and m.deactivated_at is null
    order by m.created_at, m.workspace_id limit 1`.execute(db)
  return rows[0] ?? null
}
