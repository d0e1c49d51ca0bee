import type { AgentId, InboxId, TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** Who works an inbox: these agents, and everybody in these teams. */
export type InboxAccess = Readonly<{ agentIds: readonly AgentId[]; teamIds: readonly TeamId[] }>

/** Who works each of these inboxes. By the primary keys' first columns. */
export async function listInboxAccess(
  db: DbOrTx,
  { workspaceId }: Scope,
  inboxIds: readonly InboxId[],
): Promise<Map<InboxId, InboxAccess>> {
  const { rows } = await sql<InboxAccess & { id: InboxId }>`
    select i.inbox_id as id,
      array(select a.user_id from inbox_agents a
        where a.workspace_id = i.workspace_id and a.inbox_id = i.inbox_id order by 1) as "agentIds",
      array(select t.team_id from inbox_teams t
        where t.workspace_id = i.workspace_id and t.inbox_id = i.inbox_id order by 1) as "teamIds"
    from inboxes i
    where i.workspace_id = ${workspaceId} and i.inbox_id = any(${inboxIds})`.execute(db)
  return new Map(rows.map(({ id, agentIds, teamIds }) => [id, { agentIds, teamIds }]))
}

/** The inbox's row, held until the transaction ends, so that two who set its access take turns; false without one. */
export async function lockInbox(tx: Tx, { workspaceId }: Scope, inboxId: InboxId): Promise<boolean> {
  const { rows } = await sql`
    select inbox_id from inboxes
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId} for no key update`.execute(tx)
  return rows.length > 0
}

/** Nobody works the inbox any more. */
export async function clearInboxAccess(tx: Tx, { workspaceId }: Scope, inboxId: InboxId): Promise<void> {
  await sql`delete from inbox_agents where workspace_id = ${workspaceId} and inbox_id = ${inboxId}`.execute(
    tx,
  )
  await sql`delete from inbox_teams where workspace_id = ${workspaceId} and inbox_id = ${inboxId}`.execute(tx)
}

/** Lets agents work an inbox. Answers how many of them the workspace has; the others are left out. */
export async function insertInboxAgents(
  tx: Tx,
  { workspaceId }: Scope,
  { inboxId, agentIds }: Readonly<{ inboxId: InboxId; agentIds: readonly AgentId[] }>,
): Promise<number> {
  const { rows } = await sql`
    insert into inbox_agents (workspace_id, inbox_id, user_id)
    select ${workspaceId}, ${inboxId}, m.user_id from memberships m
    where m.workspace_id = ${workspaceId} and m.user_id = any(${agentIds})
    returning user_id`.execute(tx)
  return rows.length
}

/** Lets teams work an inbox. Answers how many of them the workspace has; the others are left out. */
export async function insertInboxTeams(
  tx: Tx,
  { workspaceId }: Scope,
  { inboxId, teamIds }: Readonly<{ inboxId: InboxId; teamIds: readonly TeamId[] }>,
): Promise<number> {
  const { rows } = await sql`
    insert into inbox_teams (workspace_id, inbox_id, team_id)
    select ${workspaceId}, ${inboxId}, t.team_id from teams t
    where t.workspace_id = ${workspaceId} and t.team_id = any(${teamIds})
    returning team_id`.execute(tx)
  return rows.length
}

/** Lets one agent work these inboxes too, as far as they still exist. */
export async function addAgentToInboxes(
  tx: Tx,
  { workspaceId }: Scope,
  { agentId, inboxIds }: Readonly<{ agentId: AgentId; inboxIds: readonly InboxId[] }>,
): Promise<void> {
  await sql`
    insert into inbox_agents (workspace_id, inbox_id, user_id)
    select ${workspaceId}, i.inbox_id, ${agentId} from inboxes i
    where i.workspace_id = ${workspaceId} and i.inbox_id = any(${inboxIds})
    on conflict do nothing`.execute(tx)
}
