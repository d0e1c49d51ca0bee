import type { DeliveryId, WebhookId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { getWebhook } from './change-webhook.ts'
import { type Delivery, replayDead, replayDelivery } from './list-deliveries-queries.ts'
import { wakeWithin } from './webhook-job.ts'
import { probeNow } from './webhook-queries.ts'

/**
 * Sends one delivery again, with the same id and a new day of tries, whatever became of it. It goes at once, also
 * while the webhook fails; to one that is paused or stopped when it is resumed.
 */
export function sendAgain(
  ctx: AgentContext,
  { webhookId, deliveryId }: Readonly<{ webhookId: WebhookId; deliveryId: DeliveryId }>,
): Promise<Delivery> {
  return inTransaction(ctx, async (tx) => {
    const delivery = await replayDelivery(tx, ctx.scope, { webhookId, id: deliveryId })
    if (delivery === null) throw new AppError('not_found', { webhookId, deliveryId })
    await tryNow(tx, ctx, webhookId)
    return delivery
  })
}

/** Sends everything again that was given up; answers how many. */
export async function sendDeadAgain(ctx: AgentContext, webhookId: WebhookId): Promise<number> {
  await getWebhook(ctx, webhookId)
  return await inTransaction(ctx, async (tx) => {
    const count = await replayDead(tx, ctx.scope, webhookId)
    if (count > 0) await tryNow(tx, ctx, webhookId)
    return count
  })
}

async function tryNow(tx: Tx, ctx: AgentContext, webhookId: WebhookId): Promise<void> {
  await probeNow(tx, ctx.scope, { id: webhookId, now: ctx.now() })
  await wakeWithin(tx, ctx, [{ workspaceId: ctx.scope.workspaceId, webhookId }])
}
