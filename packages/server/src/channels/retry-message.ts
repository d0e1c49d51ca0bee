import type { MessageId } from '@rapport/domain'
import { openChannel } from '../inboxes/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { afterCommit, inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { configOf, sendingOn } from './adapters.ts'
import { findOutbox, findOutgoing, type OutboxRecord, requeueOutbox } from './outbox-queries.ts'

/** The kind of job that sends a message again. Kept in the database. */
export const deliverMessageKind = 'channels:deliver-message'

/** Messages to one conversation go out one after the other. */
export const outgoingSequence = (conversationId: string): string => `out:${conversationId}`

/**
 * Sends a message that got stuck again, because a person wants it: where nobody knows whether it arrived, the contact may
 * get it twice. One that is not stuck is left alone.
 */
export async function retryMessage(ctx: AgentContext, messageId: MessageId): Promise<OutboxRecord> {
  const { db, scope } = ctx
  const stuck = await findOutbox(db, scope, messageId)
  const message = stuck && (await findOutgoing(db, scope, { messageId }))
  const channel = stuck && (await openChannel(ctx, scope, stuck.inboxId))
  if (!message || !channel) throw new AppError('not_found', { messageId })
  const { channelKind } = channel.inbox
  const { lastInboundAt } = message
  const { cannotSend } = sendingOn(
    { channelKind, settings: configOf(channel.inbox), lastInboundAt },
    ctx.now(),
  )
  if (cannotSend !== null) throw new AppError('channel_cannot_send', { messageId, why: cannotSend })

  await inTransaction(ctx, async (tx) => {
    if (!(await requeueOutbox(tx, scope, messageId, ctx.now()))) return
    const job = {
      workspaceId: scope.workspaceId,
      kind: deliverMessageKind,
      payload: { messageId },
      serialKey: outgoingSequence(message.conversationId),
      lane: 'outside' as const,
      runAt: ctx.now(),
    }
    await enqueue(tx, [job])
    afterCommit(tx, ctx.wakeJobs)
  })
  const now = await findOutbox(db, scope, messageId)
  if (now === null) throw new AppError('not_found', { messageId })
  return now
}
