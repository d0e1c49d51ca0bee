import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { conversationId, cursor, sessionId } from './scalars.ts'
import { messageView, noteView, recordedEvent } from './session-views.ts'

/**
 * One thing that happened in the workspace, with the words it speaks of. `id` is the same wherever the event is told:
 * here, and in every delivery of it to a webhook.
 */
export const feedEvent = z.strictObject({
  id: z.string(),
  sessionId,
  conversationId,
  recorded: recordedEvent,
  message: messageView.nullable(),
  note: noteView.nullable(),
})
export type FeedEvent = z.output<typeof feedEvent>

/** Everything that happens, for programs that must not miss any of it: read from a cursor, keep the next one. */
export const feedEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/events',
    summary: 'What happened after a cursor, in order within each session; without one, from the beginning',
    access: 'sessions.read_all',
    input: z.strictObject({
      /** Where the last answer ended. `now` gives no events, and the cursor of this moment. */
      cursor: z.union([z.literal('now'), cursor]).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      /** Only these sessions' events; the cursor moves on all the same. */
      sessionId: sessionId.optional(),
    }),
    output: z.strictObject({
      items: z.array(feedEvent),
      /** Good for ever, until a backup is restored: then `cursor_expired` says to read from the beginning again. */
      next: z.string(),
      /** Whether there is more at this moment. */
      more: z.boolean(),
    }),
    errors: ['bad_request', 'cursor_expired'],
  }),
}
