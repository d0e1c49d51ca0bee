import { sessionEventTypes } from '@rapport/domain'
import { z } from 'zod'
import { feedEvent } from './feed.ts'
import { workspaceId } from './scalars.ts'

/**
 * What a webhook is sent. `id` is the event's, the same at every try and in the feed: whoever keeps the ids it has seen
 * does nothing twice. A `ping` tells of nothing.
 */
export const webhookBody = z.strictObject({
  id: z.string(),
  type: z.enum([...sessionEventTypes, 'ping']),
  workspaceId,
  /** Counts the tries of this delivery, from 1. */
  attempt: z.int().min(1),
  event: feedEvent.omit({ id: true }).nullable(),
})
export type WebhookBody = z.output<typeof webhookBody>
