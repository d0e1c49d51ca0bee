import type { AgentId, Role } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { afterCommit, inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { mayGrantAs } from './may-grant-as.ts'
import { lockRoles, type RoleRow, updateDeactivated, updateRole } from './role-queries.ts'
import { findMember, type Member } from './user-queries.ts'

/**
 * Gives a member another role. Nobody grants, or takes away, a role above what they may grant; and a workspace keeps
 * an owner who can sign in, whoever acts at the same time.
 */
export function changeRole(ctx: AgentContext, agentId: AgentId, role: Role): Promise<Member> {
  return changeMember(ctx, agentId, async (tx, { by, target, isLastOwner }) => {
    if (!mayGrantAs(ctx, by.role, role)) throw new AppError('forbidden', { agentId, role })
    if (isLastOwner && role !== 'owner') throw new AppError('last_owner', { agentId })
    await updateRole(tx, ctx.scope, { id: target.id, role })
  })
}

/** Shuts a member out of this workspace, from their next request on; elsewhere they stay who they are. */
export function deactivate(ctx: AgentContext, agentId: AgentId): Promise<Member> {
  return changeMember(ctx, agentId, async (tx, { target, isLastOwner }) => {
    if (isLastOwner) throw new AppError('last_owner', { agentId })
    await updateDeactivated(tx, ctx.scope, { id: target.id, deactivated: true })
  })
}

/** Lets a member in again, as what they were. */
export function reactivate(ctx: AgentContext, agentId: AgentId): Promise<Member> {
  return changeMember(ctx, agentId, async (tx, { target }) => {
    await updateDeactivated(tx, ctx.scope, { id: target.id, deactivated: false })
  })
}

type Situation = Readonly<{ by: RoleRow; target: RoleRow; isLastOwner: boolean }>

function changeMember(
  ctx: AgentContext,
  agentId: AgentId,
  change: (tx: Tx, situation: Situation) => Promise<void>,
): Promise<Member> {
  const { workspaceId } = ctx.scope
  return inTransaction(ctx, async (tx) => {
    await change(tx, await readSituation(tx, ctx, agentId))
    afterCommit(tx, () => ctx.bus.publish({ type: 'access_changed', workspaceId, agentId }))
    const member = await findMember(tx, ctx.scope, agentId)
    if (!member) throw new AppError('not_found', { agentId })
    return member
  })
}

/** What holds now, locked: the role one had when the request came in may have been taken away since. */
async function readSituation(tx: Tx, ctx: AgentContext, agentId: AgentId): Promise<Situation> {
  const rows = await lockRoles(tx, ctx.scope, [agentId, ctx.agentId])
  const by = rows.find(({ id }) => id === ctx.agentId)
  const target = rows.find(({ id }) => id === agentId)
  if (!target) throw new AppError('not_found', { agentId })
  if (!by || by.deactivated || !mayGrantAs(ctx, by.role, target.role))
    throw new AppError('forbidden', { agentId })
  const owners = rows.filter(({ role, deactivated }) => role === 'owner' && !deactivated)
  return { by, target, isLastOwner: owners.length === 1 && owners[0]?.id === agentId }
}
