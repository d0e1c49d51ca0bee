import { sessionEventTypes } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import {
  cursor,
  deliveryId,
  moment,
  nothing,
  page,
  sessionId,
  shortName,
  webAddress,
  webhookId,
} from './scalars.ts'

const eventType = z.enum(sessionEventTypes)

/** An address of a workspace's own that is told of events as they happen. Its secret is never shown again. */
export const webhookView = z.strictObject({
  id: webhookId,
  name: z.string(),
  url: z.string(),
  /** Which events it is told of. */
  events: z.array(eventType),
  /** Whether the words of messages and notes go with them. */
  withText: z.boolean(),
  /** `stopped`: it answered 410, or failed for days; the reason says which. Until it is resumed nothing is sent. */
  state: z.enum(['active', 'paused', 'stopped']),
  reason: z.string().nullable(),
  /** The last four characters of its secret, and until when the one before it signs too. */
  secretHint: z.string(),
  oldSecretUntil: moment.nullable(),
  createdAt: moment,
  waiting: z.int(),
  dead: z.int(),
  lastDeliveredAt: moment.nullable(),
})
export type WebhookView = z.output<typeof webhookView>

/** One event on its way to one webhook. `dead`: a day of tries was not enough; it stays to be looked at and replayed. */
export const webhookDeliveryView = z.strictObject({
  id: deliveryId,
  eventId: z.string(),
  eventType,
  sessionId,
  state: z.enum(['waiting', 'delivered', 'dead']),
  attempts: z.int(),
  /** The last answer's status; null when there was none. */
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  durationMs: z.number().nullable(),
  createdAt: moment,
  nextAttemptAt: moment.nullable(),
  deliveredAt: moment.nullable(),
})
export type WebhookDeliveryView = z.output<typeof webhookDeliveryView>

const settings = {
  name: shortName,
  url: webAddress,
  events: z
    .array(eventType)
    .min(1)
    .max(sessionEventTypes.length)
    .refine((list) => new Set(list).size === list.length, 'must not name an event twice'),
  withText: z.boolean().default(true),
}
const one = { webhookId }

/** Webhooks: addresses told of session events, signed by Standard Webhooks, tried again for a day. */
export const webhookEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/webhooks',
    summary: 'The webhooks of the workspace',
    access: 'webhooks.manage',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(webhookView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/webhooks',
    summary: 'Make a webhook. It is told of what happens from now on; its secret is shown this once',
    access: 'webhooks.manage',
    audit: 'webhook.created',
    input: z.strictObject(settings),
    output: z.strictObject({ webhook: webhookView, secret: z.string() }),
    errors: [],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId',
    summary: 'Change a webhook',
    access: 'webhooks.manage',
    audit: 'webhook.changed',
    input: z.strictObject({ ...one, ...settings }),
    output: webhookView,
    errors: ['not_found'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/webhooks/:webhookId',
    summary: 'Remove a webhook with its deliveries',
    access: 'webhooks.manage',
    audit: 'webhook.removed',
    input: z.strictObject(one),
    output: nothing,
    errors: ['not_found'],
  }),
  pause: endpoint({
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId/pause',
    summary: 'Stop telling a webhook; what happens meanwhile waits for it',
    access: 'webhooks.manage',
    audit: 'webhook.paused',
    input: z.strictObject(one),
    output: webhookView,
    errors: ['not_found'],
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId/resume',
    summary: 'Tell a webhook again, from where it was left',
    access: 'webhooks.manage',
    audit: 'webhook.resumed',
    input: z.strictObject(one),
    output: webhookView,
    errors: ['not_found'],
  }),
  rotateSecret: endpoint({
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId/secret',
    summary: 'Make a new secret, shown this once; for a day every delivery is signed with both',
    access: 'webhooks.manage',
    audit: 'webhook.secret_rotated',
    input: z.strictObject(one),
    output: z.strictObject({ webhook: webhookView, secret: z.string() }),
    errors: ['not_found'],
  }),
  test: endpoint({
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId/test',
    summary: 'Send a ping now, and say what came back',
    access: 'webhooks.manage',
    audit: 'webhook.tested',
    input: z.strictObject(one),
    output: z.strictObject({
      delivered: z.boolean(),
      status: z.int().nullable(),
      error: z.string().nullable(),
      durationMs: z.number(),
    }),
    errors: ['not_found'],
  }),
  deliveries: endpoint({
    method: 'GET',
    path: '/api/v1/webhooks/:webhookId/deliveries',
    summary: "A webhook's deliveries, newest first",
    access: 'webhooks.manage',
    input: z.strictObject({
      ...one,
      state: z.enum(['waiting', 'delivered', 'dead']).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: cursor.optional(),
    }),
    output: page(webhookDeliveryView),
    errors: ['not_found', 'bad_request'],
  }),
  replay: endpoint({
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId/deliveries/:deliveryId/replay',
    summary: 'Send a delivery again, with the same id',
    access: 'webhooks.manage',
    audit: 'webhook.delivery_replayed',
    input: z.strictObject({ ...one, deliveryId }),
    output: webhookDeliveryView,
    errors: ['not_found'],
  }),
  replayDead: endpoint({
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId/replay-dead',
    summary: 'Send everything again that a day of tries did not deliver',
    access: 'webhooks.manage',
    audit: 'webhook.dead_replayed',
    input: z.strictObject(one),
    output: z.strictObject({ replayed: z.int() }),
    errors: ['not_found'],
  }),
}
