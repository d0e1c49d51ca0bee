import type { AgentId, TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** Agents who work together, under a name of their own in the workspace. */
export type Team = Readonly<{ id: TeamId; name: string; agentIds: readonly AgentId[] }>

const team = sql`
  select t.team_id as id, t.name, array(
    select tm.user_id from team_members tm
    where tm.workspace_id = t.workspace_id and tm.team_id = t.team_id order by 1
  ) as "agentIds"
  from teams t`

/** The workspace's teams, by name. */
export async function listTeams(db: DbOrTx, { workspaceId }: Scope): Promise<Team[]> {
  const { rows } = await sql<Team>`${team}
    where t.workspace_id = ${workspaceId} order by lower(t.name), t.team_id`.execute(db)
  return rows
}

/** How many of these teams the workspace has. By primary key. */
export async function countTeams(
  db: DbOrTx,
  { workspaceId }: Scope,
  teamIds: readonly TeamId[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from teams
    where workspace_id = ${workspaceId} and team_id = any(${teamIds})`.execute(db)
  return rows[0]?.count ?? 0
}

/** Adds a team without members. Fails on the index teams_name when the name is another's, in any case of letters. */
export async function insertTeam(
  tx: Tx,
  { workspaceId }: Scope,
  { id, name }: Pick<Team, 'id' | 'name'>,
): Promise<void> {
  await tx.insertInto('teams').values({ workspace_id: workspaceId, team_id: id, name }).execute()
}

/** Renames a team and holds its row, so that two who change it take turns; false when the workspace has none such. */
export async function renameTeam(
  tx: Tx,
  { workspaceId }: Scope,
  { id, name }: Pick<Team, 'id' | 'name'>,
): Promise<boolean> {
  const { rows } = await sql`
    update teams set name = ${name} where workspace_id = ${workspaceId} and team_id = ${id}
    returning team_id`.execute(tx)
  return rows.length > 0
}

/** A team's members are these from now on. Answers how many of them the workspace has; the others are left out. */
export async function replaceTeamMembers(
  tx: Tx,
  { workspaceId }: Scope,
  { id, agentIds }: Pick<Team, 'id' | 'agentIds'>,
): Promise<number> {
  await sql`delete from team_members where workspace_id = ${workspaceId} and team_id = ${id}`.execute(tx)
  const { rows } = await sql`
    insert into team_members (workspace_id, team_id, user_id)
    select ${workspaceId}, ${id}, m.user_id from memberships m
    where m.workspace_id = ${workspaceId} and m.user_id = any(${agentIds})
    returning user_id`.execute(tx)
  return rows.length
}

/** Puts one agent into these teams too, as far as they still exist. */
export async function addAgentToTeams(
  tx: Tx,
  { workspaceId }: Scope,
  { agentId, teamIds }: Readonly<{ agentId: AgentId; teamIds: readonly TeamId[] }>,
): Promise<void> {
  await sql`
    insert into team_members (workspace_id, team_id, user_id)
    select ${workspaceId}, t.team_id, ${agentId} from teams t
    where t.workspace_id = ${workspaceId} and t.team_id = any(${teamIds})
    on conflict do nothing`.execute(tx)
}
