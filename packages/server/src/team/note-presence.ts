import { agent, type UserId } from '@rapport/domain'
import { recordAudit } from '../audit/index.ts'
import { type PublicContext, scopeOf } from '../platform/context.ts'
import { listMyPlaces } from './me-queries.ts'

/** Notes in each of somebody's workspaces that they have come in or gone out: a sign-in opens all of them. */
export async function notePresence(
  ctx: PublicContext,
  userId: UserId,
  action: 'agent.signed_in' | 'agent.signed_out',
): Promise<void> {
  const subject = { kind: 'agent', id: userId }
  for (const { workspaceId } of await listMyPlaces(ctx.db, userId)) {
    const who = { scope: scopeOf(workspaceId), actor: agent(userId), now: ctx.now, address: ctx.address }
    await recordAudit(ctx.db, who, { action, subject })
  }
}
