import { asId, type ConversationId, type SessionId } from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { abandonFiles, removeUnclaimedFiles } from '../platform/files/index.ts'
import { lockConversation } from './contact-client-queries.ts'
import { setLatestSession } from './ingest-message-queries.ts'
import {
  deleteConversation,
  deleteSession,
  findNewestSession,
  holdReaders,
  listMessageIds,
} from './remove-session-queries.ts'
import { findSession, lockSession } from './sessions-queries.ts'
import { streamOf } from './stream-of.ts'

type Removed = Readonly<{
  number: number
  conversationId: ConversationId
  isConversationGone: boolean
  files: number
}>

/** What is written with a deletion, in its transaction: it is there if the session is gone, and only then. */
export type WithRemoval = (tx: Tx) => Promise<void>

/**
 * Deletes an ended session with everything that was said in it; one that lives is refused. Its conversation goes on with
 * the sessions it has left, or goes with its last one. What read along learns of it: lists take the row out, threads
 * load again. The feed keeps a hole where the log was, over which every reader goes.
 * Answers the number it had.
 */
export async function removeSession(
  ctx: Context,
  id: SessionId,
  alongside?: WithRemoval,
): Promise<Readonly<{ number: number }>> {
  const { number, conversationId, isConversationGone, files } = await inTransaction(ctx, async (tx) => {
    const removed = await remove(tx, ctx, id)
    await alongside?.(tx)
    return removed
  })
  const { workspaceId } = ctx.scope
  ctx.bus.publish({ type: 'row', workspaceId, sessionId: id })
  const reason = isConversationGone ? 'not_found' : 'behind'
  const frame = { type: 'reset', conversationId, reason } as const
  ctx.bus.publish({ type: 'frame', workspaceId, conversationId, to: 'all', frame, from: null })
  if (files > 0) await removeBytes(ctx)
  return { number }
}

async function remove(tx: Tx, ctx: Context, id: SessionId): Promise<Removed> {
  const { scope } = ctx
  const found = await findSession(tx, scope, id)
  if (found === null) throw new AppError('not_found', { sessionId: id })
  const conversationId = asId<ConversationId>(found.conversation_id)
  await holdReaders(tx, scope, streamOf(conversationId))
  const conversation = await lockConversation(tx, scope, conversationId)
  const { state, number } = await lockSession(tx, scope, id)
  if (state !== 'ended') throw new AppError('session_live', { sessionId: id })

  const messageIds = await listMessageIds(tx, scope, id)
  const files = await abandonFiles(tx, scope, messageIds)
  await deleteSession(tx, scope, id, messageIds)
  const newest = await findNewestSession(tx, scope, conversationId)
  if (newest === null) await deleteConversation(tx, scope, conversationId)
  else if (conversation?.sessionId === id) setLatestSession(tx, scope, conversationId, newest)
  return { number, conversationId, isConversationGone: newest === null, files }
}

/** The rows are gone for good by now: bytes that cannot be removed at once are taken by the hourly sweep. */
async function removeBytes(ctx: Context): Promise<void> {
  try {
    await removeUnclaimedFiles(ctx)
  } catch (error) {
    ctx.log.warn({ error: String(error) }, 'The files of a deleted session wait for the next sweep')
  }
}
