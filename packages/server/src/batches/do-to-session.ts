import { createHash } from 'node:crypto'
import type { SessionId } from '@rapport/domain'
import { recordAudit } from '../audit/index.ts'
import { type AgentContext, scopeOf } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import {
  endByHand,
  findSession,
  giveAwayTelling,
  markTagsTelling,
  removeSession,
  type WithRemoval,
} from '../sessions/index.ts'
import type { Batch, Effect, Item } from './batches-queries.ts'

/**
 * Does to one session what a batch does to each, by the command that does it to a single one. The command's client id is
 * made of the batch and the session, so that doing it again has no second effect and gets the first answer: also what
 * it changed then, for whoever takes it back.
 */
export async function doToSession(
  ctx: AgentContext,
  { id, action }: Batch,
  { sessionId, number }: Item,
): Promise<Effect> {
  const command = { sessionId, clientId: clientIdOf(id, sessionId) }
  switch (action.do) {
    case 'assign':
      return effect((await giveAwayTelling(ctx, { ...command, to: action.to })).isGiven)
    case 'end': {
      const said = action.outcome === null ? {} : { outcome: action.outcome }
      await endByHand(ctx, { ...command, endReason: 'agent_ended', ...said })
      return effect(true)
    }
    case 'tag': {
      const tags = await markTagsTelling(ctx, { ...command, add: action.add, remove: action.remove })
      return { ...effect(tags.added.length + tags.removed.length > 0), tags }
    }
    case 'delete': {
      const subject = { kind: 'session', id: sessionId }
      const entry = { action: 'session.deleted', subject, details: { batchId: id, number } }
      await remove(ctx, sessionId, (tx) => recordAudit(tx, ctx, entry))
      return effect(true)
    }
  }
}

const effect = (isChanged: boolean): Effect => ({ state: isChanged ? 'done' : 'unchanged', tags: null })

/**
 * One that is gone already is as it was to be, and whoever deleted it has said so. That may have been this batch, before
 * it was cut short, so it counts as its work.
 */
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
