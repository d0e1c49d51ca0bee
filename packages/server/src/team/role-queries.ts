import type { AgentId, Role } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'

/** What a member is at this moment. */
export type RoleRow = Readonly<{ id: AgentId; role: Role; deactivated: boolean }>

/**
 * These members and every owner, held until the transaction ends: whoever would take away an owner, or act by a role
 * they are losing, takes turns. Locked in the order of ids, so that no two wait for each other.
 */
export async function lockRoles(tx: Tx, { workspaceId }: Scope, ids: readonly AgentId[]): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select user_id as id, role, deactivated_at is not null as deactivated from memberships
    where workspace_id = ${workspaceId} and (user_id = any(${ids}) or role = 'owner')
    order by user_id for no key update`.execute(tx)
  return rows
}

/** Gives a member another role. */
export async function updateRole(
  tx: Tx,
  { workspaceId }: Scope,
  { id, role }: Pick<RoleRow, 'id' | 'role'>,
): Promise<void> {
  await sql`
    update memberships set role = ${role}
    where workspace_id = ${workspaceId} and user_id = ${id}`.execute(tx)
}

/** Shuts a member out, or lets them in again; when they were shut out already, the first time stays. */
export async function updateDeactivated(
  tx: Tx,
  { workspaceId }: Scope,
  { id, deactivated }: Pick<RoleRow, 'id' | 'deactivated'>,
): Promise<void> {
  await sql`
    update memberships set deactivated_at = case when ${deactivated}::boolean then coalesce(deactivated_at, now()) end
    where workspace_id = ${workspaceId} and user_id = ${id}`.execute(tx)
}
