/**
 * Addresses that are told of what happens: which there are, how they do, what they were sent. Start in
 * `webhooks-screen.tsx`; one of them is `webhook-screen.tsx`.
 */
export { NewWebhookScreen } from './new-webhook-screen.tsx'
export { WebhookScreen } from './webhook-screen.tsx'
export { WebhooksScreen } from './webhooks-screen.tsx'
