import { changeTags, type SessionId, type TagId, type WorkspaceId } from '@rapport/domain'
import { type Context, type Platform, scopeOf } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { removeTagKind } from '../tags/index.ts'
import { changeSession } from './change-session.ts'
import { forgetTagged, listTagged } from './mark-session-queries.ts'

/** Sessions a step goes through before other jobs have their turn, and how many of them at a time. */
const sessionsPerStep = 400
const atOnce = 4

/**
 * Takes a deleted tag off the sessions that carry it, as events like any other change, each session in a transaction of
 * its own. A step ends by asking for the next; one that is cut short is repeated, and finds what is left.
 */
export async function untagSessions(
  platform: Platform,
  { workspaceId, tagId }: Readonly<{ workspaceId: WorkspaceId; tagId: TagId }>,
): Promise<void> {
  const scope = scopeOf(workspaceId)
  const ctx: Context = { ...platform, scope, actor: { kind: 'system' } }
  const sessionIds = await listTagged(ctx.db, scope, { tagId, limit: sessionsPerStep })
  for (let at = 0; at < sessionIds.length; at += atOnce)
    await Promise.all(sessionIds.slice(at, at + atOnce).map((id) => untag(ctx, id, tagId)))
  await forgetTagged(ctx.db, scope, { tagId, sessionIds })
  if (sessionIds.length < sessionsPerStep) return
  const next = { workspaceId, kind: removeTagKind.session, payload: { tagId }, runAt: ctx.now() }
  await inTransaction(ctx, (tx) => enqueue(tx, [next]))
  ctx.wakeJobs()
}

async function untag(ctx: Context, id: SessionId, tagId: TagId): Promise<void> {
  try {
    await changeSession(ctx, id, (session) => changeTags(session, { add: [], remove: [tagId] }, ctx.actor))
  } catch (error) {
    // Deleted meanwhile, and its tags with it.
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
  }
}
