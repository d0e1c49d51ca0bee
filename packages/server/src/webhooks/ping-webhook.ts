import { randomUUIDv7 } from 'node:crypto'
import type { WebhookId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { callWebhook } from './call-webhook.ts'
import { getWebhook } from './change-webhook.ts'
import { makePingBody } from './make-body.ts'
import { type Answer, judge } from './plan-retries.ts'
import { probeNow } from './webhook-queries.ts'

/** What came back of a ping. */
export type Pinged = Omit<Answer, 'retryAfterMs'> & Readonly<{ delivered: boolean }>

/**
 * Sends a ping now, whatever the webhook's state, and says what came back. It leaves no delivery; one that arrives lets
 * a failing webhook be tried at once.
 */
export async function pingWebhook(ctx: AgentContext, webhookId: WebhookId): Promise<Pinged> {
  const webhook = await getWebhook(ctx, webhookId)
  const id = randomUUIDv7()
  const telling = { id, body: makePingBody(id, ctx.scope.workspaceId) }
  const answer = await callWebhook(ctx, ctx.scope, webhook, { telling })
  const delivered = judge(answer) === 'delivered'
  if (delivered) await probeNow(ctx.db, ctx.scope, { id: webhookId, now: ctx.now() })
  return { delivered, status: answer.status, error: answer.error, durationMs: answer.durationMs }
}
