import type { FileId, TransferTarget } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx } from '../platform/db/index.ts'

/** Everybody who may have written in the workspace's sessions, the deactivated too. Small tables, read whole. */
export async function listPeople(
  db: Db,
  { workspaceId }: Scope,
): Promise<{ kind: 'agent' | 'bot'; id: string; name: string; avatar_file_id: FileId | null }[]> {
  const { rows } = await sql<{
    kind: 'agent' | 'bot'
    id: string
    name: string
    avatar_file_id: FileId | null
  }>`
    select 'agent' as kind, user_id as id, display_name as name, avatar_file_id
    from memberships where workspace_id = ${workspaceId}
    union all
    select 'bot', bot_id, name, avatar_file_id from bots where workspace_id = ${workspaceId}`.execute(db)
  return rows
}

/**
 * Whether somebody can be given a session of an inbox: a team of the workspace, or an active member who would then see
 * it, as a supervisor or because the inbox is theirs or their team's. All by primary key.
 */
export async function canReceive(
  db: DbOrTx,
  { workspaceId }: Scope,
  to: TransferTarget,
  inboxId: string,
): Promise<boolean> {
  const found =
    'teamId' in to
      ? await sql`select 1 from teams where workspace_id = ${workspaceId} and team_id = ${to.teamId}`.execute(
          db,
        )
      : await sql`
          select 1 from memberships a
          where a.workspace_id = ${workspaceId} and a.user_id = ${to.agentId} and a.deactivated_at is null
            and (a.role <> 'agent'
              or exists (select 1 from inbox_agents i
                where i.workspace_id = ${workspaceId} and i.inbox_id = ${inboxId} and i.user_id = a.user_id)
              or exists (select 1 from inbox_teams i
                join team_members m on m.workspace_id = i.workspace_id and m.team_id = i.team_id
                where i.workspace_id = ${workspaceId} and i.inbox_id = ${inboxId} and m.user_id = a.user_id))`.execute(
          db,
        )
  return found.rows.length > 0
}
