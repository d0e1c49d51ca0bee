import { type WebhookDeliveryView, type WebhookView, webhookEndpoints } from '@rapport/contract'
import { eventIdOf, type Instant, instant } from '@rapport/domain'
import { route } from '../platform/http/index.ts'
import {
  addWebhook,
  changeWebhook,
  goOnWithWebhook,
  holdWebhook,
  removeWebhook,
  renewSecret,
} from './change-webhook.ts'
import { pageDeliveries } from './list-deliveries.ts'
import type { Delivery } from './list-deliveries-queries.ts'
import { pingWebhook } from './ping-webhook.ts'
import { sendAgain, sendDeadAgain } from './replay-deliveries.ts'
import { type CountedWebhook, listWebhooks } from './webhook-queries.ts'

const moment = (ms: number | null): Instant | null => (ms === null ? null : instant(ms))

/** What the API answers about a webhook: of its secrets the last four characters, and no more. */
function presentWebhook(webhook: CountedWebhook, now: Instant): WebhookView {
  const { id, name, url, withText, state, reason, secretHint, oldSecretUntil, waiting, dead } = webhook
  return {
    ...{ id, name, url, withText, state, reason, secretHint, waiting, dead },
    events: [...webhook.events],
    oldSecretUntil: oldSecretUntil !== null && oldSecretUntil > now ? instant(oldSecretUntil) : null,
    createdAt: instant(webhook.createdAt),
    lastDeliveredAt: moment(webhook.lastDeliveredAt),
  }
}

function presentDelivery(delivery: Delivery): WebhookDeliveryView {
  const { id, sessionId, version, eventType, state, attempts, lastStatus, lastError, durationMs } = delivery
  return {
    ...{ id, eventType, sessionId, state, attempts, lastStatus, lastError, durationMs },
    eventId: eventIdOf(sessionId, version),
    createdAt: instant(delivery.createdAt),
    nextAttemptAt: moment(delivery.nextAttemptAt),
    deliveredAt: moment(delivery.deliveredAt),
  }
}

/** The endpoints of webhooks. */
export const webhookRoutes = [
  route(webhookEndpoints.list, async (ctx) => {
    const webhooks = await listWebhooks(ctx.db, ctx.scope)
    return { items: webhooks.map((webhook) => presentWebhook(webhook, ctx.now())) }
  }),
  route(webhookEndpoints.create, async (ctx, settings) => {
    const { webhook, secret } = await addWebhook(ctx, settings)
    return { webhook: presentWebhook(webhook, ctx.now()), secret }
  }),
  route(webhookEndpoints.change, async (ctx, change) => {
    const webhook = await changeWebhook(ctx, change)
    return presentWebhook(webhook, ctx.now())
  }),
  route(webhookEndpoints.remove, async (ctx, { webhookId }) => {
    await removeWebhook(ctx, webhookId)
    return {}
  }),
  route(webhookEndpoints.pause, async (ctx, { webhookId }) => {
    const webhook = await holdWebhook(ctx, webhookId)
    return presentWebhook(webhook, ctx.now())
  }),
  route(webhookEndpoints.resume, async (ctx, { webhookId }) => {
    const webhook = await goOnWithWebhook(ctx, webhookId)
    return presentWebhook(webhook, ctx.now())
  }),
  route(webhookEndpoints.rotateSecret, async (ctx, { webhookId }) => {
    const { webhook, secret } = await renewSecret(ctx, webhookId)
    return { webhook: presentWebhook(webhook, ctx.now()), secret }
  }),
  route(webhookEndpoints.test, (ctx, { webhookId }) => pingWebhook(ctx, webhookId)),
  route(webhookEndpoints.deliveries, async (ctx, request) => {
    const { items, next } = await pageDeliveries(ctx, request)
    return { items: items.map(presentDelivery), next }
  }),
  route(webhookEndpoints.replay, async (ctx, { webhookId, deliveryId }) => {
    const delivery = await sendAgain(ctx, { webhookId, deliveryId })
    return presentDelivery(delivery)
  }),
  route(webhookEndpoints.replayDead, async (ctx, { webhookId }) => {
    const replayed = await sendDeadAgain(ctx, webhookId)
    return { replayed }
  }),
]
