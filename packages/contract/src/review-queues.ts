import { strata } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { filterText } from './filters.ts'
import { agentId, listOf, nothing, reviewQueueId, scorecardId, sessionId, shortName } from './scalars.ts'
import { sessionList } from './session-views.ts'

/** The domain's `ReviewQueue`. */
export const reviewQueueDefinition = z.strictObject({
  list: sessionList,
  filter: filterText,
  sample: z.strictObject({ perWeek: z.int().min(1).max(10_000), stratum: z.enum(strata).nullable() }),
  scorecardId: scorecardId.nullable(),
  reviewerIds: listOf(agentId),
  weeklyGoal: z.int().min(0).max(1_000),
})

/** A queue, and how far this week's work in it has come. */
export const reviewQueueView = z.strictObject({
  id: reviewQueueId,
  name: z.string(),
  definition: reviewQueueDefinition,
  waiting: z.int(),
  claimed: z.int(),
  /** Reviewed since Monday. */
  doneThisWeek: z.int(),
  /** Each reviewer's part since Monday. */
  reviewers: z.array(
    z.strictObject({ id: agentId, name: z.string().nullable(), done: z.int(), goal: z.int() }),
  ),
})
export type ReviewQueueView = z.output<typeof reviewQueueView>

/** What a reviewer is handed: a session that is theirs until they are done, skip it, or leave it for a day. */
const handed = z.strictObject({
  queueId: reviewQueueId,
  sessionId,
  scorecardId: scorecardId.nullable(),
  stratum: z.string().nullable(),
  waiting: z.int(),
})

/** Review queues: which sessions are reviewed, drawn at random, handed to one reviewer each. */
export const reviewQueueEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/review-queues',
    summary: 'All review queues',
    access: 'quality.review',
    input: nothing,
    output: z.strictObject({ items: z.array(reviewQueueView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/review-queues',
    summary: 'Make a queue, and draw its first sample of the last seven days',
    access: 'quality.manage',
    audit: 'review_queue.created',
    input: z.strictObject({ name: shortName, definition: reviewQueueDefinition }),
    output: reviewQueueView,
    errors: ['name_taken', 'invalid_input', 'list_too_slow'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/review-queues/:reviewQueueId',
    summary: 'Change a queue; what waits in it is drawn anew, what is being reviewed stays',
    access: 'quality.manage',
    audit: 'review_queue.changed',
    input: z.strictObject({ reviewQueueId, name: shortName, definition: reviewQueueDefinition }),
    output: reviewQueueView,
    errors: ['not_found', 'name_taken', 'invalid_input', 'list_too_slow'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/review-queues/:reviewQueueId',
    summary: 'Delete a queue; its reviews stay',
    access: 'quality.manage',
    audit: 'review_queue.removed',
    input: z.strictObject({ reviewQueueId }),
    output: nothing,
    errors: ['not_found'],
  }),
  preview: endpoint({
    method: 'POST',
    path: '/api/v1/review-queues/preview',
    summary: 'How many sessions of the last seven days a queue would draw from, and how many of each stratum',
    access: 'quality.manage',
    input: z.strictObject({ definition: reviewQueueDefinition }),
    output: z.strictObject({
      matching: z.int(),
      drawn: z.int(),
      strata: z.array(
        z.strictObject({
          id: z.string().nullable(),
          name: z.string().nullable(),
          matching: z.int(),
          drawn: z.int(),
        }),
      ),
    }),
    errors: ['invalid_input', 'list_too_slow'],
  }),
  next: endpoint({
    method: 'POST',
    path: '/api/v1/review-queues/:reviewQueueId/next',
    summary:
      "The session to review now: one's own that is not done yet, else the next that nobody has; null at the end",
    access: 'quality.review',
    input: z.strictObject({ reviewQueueId }),
    output: z.strictObject({ item: handed.nullable() }),
    errors: ['not_found', 'forbidden'],
  }),
  skip: endpoint({
    method: 'POST',
    path: '/api/v1/review-queues/:reviewQueueId/skip',
    summary: 'Leave a session of the queue unreviewed, for good',
    access: 'quality.review',
    input: z.strictObject({ reviewQueueId, sessionId }),
    output: nothing,
    errors: ['not_found'],
  }),
}
