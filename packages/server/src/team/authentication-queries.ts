import type { InboxId, Role, UserId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { DbOrTx } from '../platform/db/index.ts'

/** Whose login this is, or null when it is none, has run out or was ended. By the directory's primary key. */
export async function findLoginUser(db: DbOrTx, keyHash: Buffer): Promise<UserId | null> {
  const { rows } = await sql<{ subject_id: UserId }>`
    select subject_id from directory
    where kind = 'login' and key_hash = ${keyHash} and expires_at > now()`.execute(db)
  return rows[0]?.subject_id ?? null
}

/** An active member of a workspace. `inboxIds` are those an agent works, themselves or with a team. */
export type StandingRow = Readonly<{ workspaceId: WorkspaceId; role: Role; inboxIds: readonly InboxId[] }>

const standing = sql`
  select m.workspace_id as "workspaceId", m.role, array(
    select ia.inbox_id from inbox_agents ia
    where ia.workspace_id = m.workspace_id and ia.user_id = m.user_id
    union
    select it.inbox_id from team_members tm
    join inbox_teams it on it.workspace_id = tm.workspace_id and it.team_id = tm.team_id
    where tm.workspace_id = m.workspace_id and tm.user_id = m.user_id
  ) as "inboxIds"
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
