import { createHash } from 'node:crypto'
import type { SessionId } from '@rapport/domain'
import { recordAudit } from '../audit/index.ts'
import { type AgentContext, scopeOf } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import {
  endByHand,
  findSession,
  giveAway,
  markTags,
  removeSession,
  type WithRemoval,
} from '../sessions/index.ts'
import type { Batch, Item } from './batches-queries.ts'

/**
 * Does to one session what a batch does to each, by the command that does it to a single one. The command's client id is
 * made of the batch and the session, so that doing it again has no second effect and gets the first answer.
 */
export async function doToSession(
  ctx: AgentContext,
  { id, action }: Batch,
  { sessionId, number }: Item,
): Promise<void> {
  const command = { sessionId, clientId: clientIdOf(id, sessionId) }
  switch (action.do) {
    case 'assign':
      await giveAway(ctx, { ...command, to: action.to })
      return
    case 'end': {
      const said = action.outcome === null ? {} : { outcome: action.outcome }
      await endByHand(ctx, { ...command, endReason: 'agent_ended', ...said })
      return
    }
    case 'tag':
      await markTags(ctx, { ...command, add: action.add, remove: action.remove })
      return
    case 'delete': {
      const subject = { kind: 'session', id: sessionId }
      const entry = { action: 'session.deleted', subject, details: { batchId: id, number } }
      await remove(ctx, sessionId, (tx) => recordAudit(tx, ctx, entry))
    }
  }
}

/** One that is gone already is as it was to be, and whoever deleted it has said so. */
async function remove(ctx: AgentContext, sessionId: SessionId, alongside: WithRemoval): Promise<void> {
  try {
    await removeSession(ctx, sessionId, alongside)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    // Out of reach is not gone.
    if ((await findSession(ctx.db, scopeOf(ctx.scope.workspaceId), sessionId)) !== null) throw error
  }
}

const clientIdOf = (batchId: string, sessionId: string): string =>
  createHash('sha256').update(`${batchId}:${sessionId}`).digest('hex')
