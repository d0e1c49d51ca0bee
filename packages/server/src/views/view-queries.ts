import type { ViewDefinition, ViewView } from '@rapport/contract'
import type { AgentId, TeamId, ViewId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** A view as it is stored, with its owner's name. */
export type StoredView = Omit<ViewView, 'mayChange'>

const views = sql`
  select v.view_id as id, v.name, v.scope, v.team_id as "teamId", v.user_id as "ownerId",
    m.display_name as "ownerName", v.definition
  from views v
  join memberships m on m.workspace_id = v.workspace_id and m.user_id = v.user_id`

/** The condition that a member sees view `v`: it is theirs, everybody's, or of a team they are in. */
const seenBy = (agentId: AgentId) => sql`
  (v.user_id = ${agentId} or v.scope = 'everyone' or (v.scope = 'team' and exists (
    select from team_members t
    where t.workspace_id = v.workspace_id and t.team_id = v.team_id and t.user_id = ${agentId})))`

/** The views that a member sees, by name. By primary key, and that of team_members. */
export async function listViews(db: DbOrTx, { workspaceId }: Scope, agentId: AgentId): Promise<StoredView[]> {
  const { rows } = await sql<StoredView>`${views}
    where v.workspace_id = ${workspaceId} and ${seenBy(agentId)}
    order by lower(v.name), v.view_id`.execute(db)
  return rows
}

/** One view that a member sees, held until the transaction ends; null for none. By primary key. */
export async function lockView(
  tx: Tx,
  { workspaceId }: Scope,
  { id, agentId }: Readonly<{ id: ViewId; agentId: AgentId }>,
): Promise<StoredView | null> {
  const { rows } = await sql<StoredView>`${views}
    where v.workspace_id = ${workspaceId} and v.view_id = ${id} and ${seenBy(agentId)}
    for update of v`.execute(tx)
  return rows[0] ?? null
}

/** What is chosen about a view. */
export type ViewChoices = Readonly<{
  name: string
  scope: ViewView['scope']
  teamId: TeamId | null
  definition: ViewDefinition
}>

/** Adds a view. */
export async function insertView(
  tx: Tx,
  { workspaceId }: Scope,
  { id, ownerId, name, scope, teamId, definition }: ViewChoices & Readonly<{ id: ViewId; ownerId: AgentId }>,
): Promise<void> {
  await sql`
    insert into views (workspace_id, view_id, user_id, scope, team_id, name, definition)
    values (${workspaceId}, ${id}, ${ownerId}, ${scope}, ${teamId}, ${name}, ${JSON.stringify(definition)}::jsonb)`.execute(
    tx,
  )
}

/** Replaces what is chosen about a view. By primary key. */
export async function updateView(
  tx: Tx,
  { workspaceId }: Scope,
  { id, name, scope, teamId, definition }: ViewChoices & Readonly<{ id: ViewId }>,
): Promise<void> {
  await sql`
    update views set name = ${name}, scope = ${scope}, team_id = ${teamId},
      definition = ${JSON.stringify(definition)}::jsonb, updated_at = now()
    where workspace_id = ${workspaceId} and view_id = ${id}`.execute(tx)
}

/** Deletes a view. By primary key. */
export async function deleteView(tx: Tx, { workspaceId }: Scope, id: ViewId): Promise<void> {
  await sql`delete from views where workspace_id = ${workspaceId} and view_id = ${id}`.execute(tx)
}

/** How many views a member has made. By the index views_user. */
export async function countOwnViews(db: DbOrTx, { workspaceId }: Scope, agentId: AgentId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from views
    where workspace_id = ${workspaceId} and user_id = ${agentId}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Whether the workspace has a team, and whether a member is in it; null when it has none such. By primary keys. */
export async function findTeamOf(
  db: DbOrTx,
  { workspaceId }: Scope,
  { teamId, agentId }: Readonly<{ teamId: TeamId; agentId: AgentId }>,
): Promise<Readonly<{ isTheirs: boolean }> | null> {
  const { rows } = await sql<{ isTheirs: boolean }>`
    select exists (select from team_members m
      where m.workspace_id = t.workspace_id and m.team_id = t.team_id and m.user_id = ${agentId}) as "isTheirs"
    from teams t where t.workspace_id = ${workspaceId} and t.team_id = ${teamId} for key share`.execute(db)
  return rows[0] ?? null
}
