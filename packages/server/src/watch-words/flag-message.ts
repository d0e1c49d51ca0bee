import { messageId, sessionId, watchWordId } from '@rapport/contract'
import {
  flagSession,
  type MessageId,
  type SessionId,
  system,
  type WatchWordId,
  type WorkspaceId,
} from '@rapport/domain'
import { z } from 'zod'
import { type Context, type Platform, scopeOf } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { NewJob } from '../platform/jobs/index.ts'
import { changeSession } from '../sessions/index.ts'
import { insertWatchHit } from './watch-hit-queries.ts'

/** The kind of the job that flags a message. Kept in the database while jobs of it wait. */
export const flagMessageKind = 'watch-words:flag'

/** In which message which words were found. */
export type Found = Readonly<{ sessionId: SessionId; messageId: MessageId; wordIds: readonly WatchWordId[] }>

const found = z.object({ sessionId, messageId, wordIds: z.array(watchWordId) })

/** The job that flags a message, one at most of each. */
export const jobToFlag = (workspaceId: WorkspaceId, payload: Found, runAt: NewJob['runAt']): NewJob => ({
  workspaceId,
  kind: flagMessageKind,
  payload,
  uniqueKey: `flag:${payload.messageId}`,
  runAt,
})

/** Nothing is to be flagged: the message has been, or is gone. */
class NothingToFlag extends Error {}

/**
 * Flags a message's session: the hit and the event, together or not at all. Doing it again changes nothing, since the hit
 * is there; what was deleted meanwhile is not flagged any more.
 */
export async function flagMessage(
  platform: Platform,
  workspaceId: WorkspaceId,
  payload: unknown,
): Promise<void> {
  const { sessionId, messageId, wordIds } = found.parse(payload)
  const ctx: Context = { ...platform, scope: scopeOf(workspaceId), actor: system }
  try {
    await changeSession(
      ctx,
      sessionId,
      () => flagSession(messageId, wordIds),
      async (tx) => {
        if (!(await insertWatchHit(tx, ctx.scope, { messageId, wordIds }))) throw new NothingToFlag()
        return {}
      },
    )
  } catch (error) {
    const isOver = error instanceof NothingToFlag || (error instanceof AppError && error.code === 'not_found')
    if (!isOver) throw error
  }
}
