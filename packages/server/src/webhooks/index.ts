/**
 * Webhooks: addresses of a workspace's own that are told of session events, signed, at least once each and with the
 * same id in every try. They follow the feed: each has its place in every stream, so whoever writes an event pays
 * nothing, no event is passed over, and a consumer that is slow or away holds up nobody but itself. Words are read when
 * they are sent, so that erasing a person erases them here too.
 * Start reading at `deliver-webhook.ts`, then `spread-events.ts` and `send-deliveries.ts`; what a failure leads to is
 * in `plan-retries.ts`.
 */
export { pruneDeliveries } from './prune-deliveries.ts'
export { startWebhooks, type WebhookTeller } from './start-webhooks.ts'
export { webhookRoutes } from './webhook-routes.ts'
