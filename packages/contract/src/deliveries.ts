import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { conversationId, cursor, deliveryId, inboxId, messageId, moment, page, sessionId } from './scalars.ts'

/** A request of a provider, kept as it came before it was answered. `failed`: it could not be handled, and waits. */
export const deliveryView = z.strictObject({
  id: deliveryId,
  inboxId,
  /** The provider's own id of it, by which a repeated one is known; null where there is none. */
  externalId: z.string().nullable(),
  state: z.enum(['received', 'handled', 'failed']),
  receivedAt: moment,
  handledAt: moment.nullable(),
  bytes: z.int(),
  /** How many times it came. */
  times: z.int(),
  attempts: z.int(),
  error: z.string().nullable(),
})
export type DeliveryView = z.output<typeof deliveryView>

/** The same with what was said. Headers that carry secrets are left out; a body that is no text is told by its size. */
export const deliveryDetail = z.strictObject({
  delivery: deliveryView,
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
})
export type DeliveryDetail = z.output<typeof deliveryDetail>

/** A message on its way to a provider that is not there yet, or never got there for certain. */
export const outboxView = z.strictObject({
  messageId,
  inboxId,
  sessionId,
  conversationId,
  state: z.enum(['queued', 'sent', 'failed', 'unknown']),
  attempts: z.int(),
  /** What went wrong last: a class that says what to do, the provider's code, and its words. */
  error: z
    .strictObject({
      cls: z.enum(['retry', 'throttled', 'window', 'blocked', 'auth', 'invalid', 'unsupported']),
      code: z.string(),
      detail: z.string(),
    })
    .nullable(),
  nextAttemptAt: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
  preview: z.string().nullable(),
})
export type OutboxView = z.output<typeof outboxView>

const paging = {
  inboxId: inboxId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursor.optional(),
}

/** What channels brought and what they were given: to be looked at, and to be tried again. */
export const deliveryEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/deliveries',
    summary: 'What providers delivered, newest first',
    access: 'deliveries.manage',
    input: z.strictObject({ state: z.enum(['received', 'handled', 'failed']).optional(), ...paging }),
    output: page(deliveryView),
    errors: ['bad_request'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/deliveries/:deliveryId',
    summary: 'One delivery, with what was said',
    access: 'deliveries.manage',
    input: z.strictObject({ deliveryId }),
    output: deliveryDetail,
    errors: ['not_found'],
  }),
  replay: endpoint({
    method: 'POST',
    path: '/api/v1/deliveries/:deliveryId/replay',
    summary: 'Handle a delivery again; what it said already changes nothing',
    access: 'deliveries.manage',
    audit: 'delivery.replayed',
    input: z.strictObject({ deliveryId }),
    output: deliveryView,
    errors: ['not_found'],
  }),
  outbox: endpoint({
    method: 'GET',
    path: '/api/v1/outbox',
    summary:
      'Messages to providers, newest first; those that need somebody, unless another state is asked for',
    access: 'deliveries.manage',
    input: z.strictObject({
      state: z.enum(['stuck', 'queued', 'sent', 'failed', 'unknown']).default('stuck'),
      ...paging,
    }),
    output: page(outboxView),
    errors: ['bad_request'],
  }),
  retry: endpoint({
    method: 'POST',
    path: '/api/v1/outbox/:messageId/retry',
    summary: 'Send a message again. After `unknown` the contact may get it twice: a person decides',
    access: 'sessions.answer',
    input: z.strictObject({ messageId }),
    output: outboxView,
    errors: ['not_found', 'channel_cannot_send'],
  }),
}
