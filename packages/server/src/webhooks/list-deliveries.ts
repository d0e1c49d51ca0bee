import type { WebhookId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { getWebhook } from './change-webhook.ts'
import { type Delivery, listDeliveries } from './list-deliveries-queries.ts'

/** What is asked of a webhook's deliveries. */
export type DeliveriesRequest = Readonly<{
  webhookId: WebhookId
  state?: Delivery['state'] | undefined
  limit: number
  cursor?: string | undefined
}>

/** A page of a webhook's deliveries, newest first, and where the next one begins. */
export async function pageDeliveries(
  ctx: AgentContext,
  { webhookId, state, limit, cursor }: DeliveriesRequest,
): Promise<Readonly<{ items: Delivery[]; next: string | null }>> {
  await getWebhook(ctx, webhookId)
  const before = cursor === undefined ? null : decodeKey(cursor)
  const question = { webhookId, state: state ?? null, before, limit: limit + 1 }
  const found = await listDeliveries(ctx.db, ctx.scope, question)
  return pageOf(found, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
}
