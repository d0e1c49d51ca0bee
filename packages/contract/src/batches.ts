import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { errorCodes } from './errors.ts'
import { filterText } from './filters.ts'
import { batchId, cleanText, clientId, moment, page, sessionId, tagId } from './scalars.ts'
import { sessionList, transferTarget } from './session-views.ts'

const tagIds = z.array(tagId).max(50).default([])

/** What is done to each session of a batch. */
export const batchAction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('assign'), to: transferTarget }),
  z.strictObject({ do: z.literal('end'), outcome: cleanText(120).nullable().default(null) }),
  z.strictObject({ do: z.literal('tag'), add: tagIds, remove: tagIds }),
  z.strictObject({ do: z.literal('delete') }),
])
export type BatchAction = z.output<typeof batchAction>

/** Which sessions: these, or all that match. What matches is frozen when the batch begins. */
const target = z.union([
  z.strictObject({ sessionIds: z.array(sessionId).min(1).max(1_000) }),
  z.strictObject({ list: sessionList, filter: filterText }),
])

/** Work on many sessions, and how far it has come. A row that fails holds up no other. */
export const batchView = z.strictObject({
  id: batchId,
  action: batchAction,
  state: z.enum(['running', 'done', 'cancelled']),
  total: z.int(),
  /** With those that were so already. */
  done: z.int(),
  /** Of those done, how many were so already: nothing changed there. */
  unchanged: z.int(),
  failed: z.int(),
  createdAt: moment,
  finishedAt: moment.nullable(),
})
export type BatchView = z.output<typeof batchView>

/**
 * What became of one session of a batch. `unchanged` is done too: it was so already. `error` says why it failed, and
 * `tags` which were really put on and taken off, so that whoever takes a batch back undoes what it did and no more.
 */
export const batchItemView = z.strictObject({
  sessionId,
  number: z.int(),
  state: z.enum(['waiting', 'done', 'unchanged', 'failed']),
  error: z.enum(errorCodes).nullable(),
  tags: z.strictObject({ added: z.array(tagId), removed: z.array(tagId) }).nullable(),
})
export type BatchItemView = z.output<typeof batchItemView>

/** Batches: assign, end, tag or delete many sessions at once, as a job with a result for each. */
export const batchEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/api/v1/batches',
    summary: 'Begin work on many sessions. Deleting takes the permission to delete',
    access: 'sessions.batch',
    audit: 'batch.begun',
    input: z.strictObject({
      clientId,
      target,
      action: batchAction,
      /** How many sessions the caller expects; another number is refused, so that nobody acts on more than they saw. */
      expected: z.int().min(1).optional(),
    }),
    output: batchView,
    errors: [
      'forbidden',
      'not_found',
      'client_id_reused',
      'selection_changed',
      'tags_exclusive',
      'invalid_input',
      'list_too_slow',
    ],
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/batches/:batchId',
    summary: 'How far a batch has come',
    access: 'sessions.batch',
    input: z.strictObject({ batchId }),
    output: batchView,
    errors: ['not_found'],
  }),
  items: endpoint({
    method: 'GET',
    path: '/api/v1/batches/:batchId/items',
    summary: 'What became of each session, in order; or only of those that failed',
    access: 'sessions.batch',
    input: z.strictObject({
      batchId,
      state: z.enum(['all', 'failed']).default('all'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(500).optional(),
    }),
    output: page(batchItemView),
    errors: ['not_found', 'bad_request'],
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/api/v1/batches/:batchId/cancel',
    summary: 'Stop a batch; what is done stays done',
    access: 'sessions.batch',
    audit: 'batch.cancelled',
    input: z.strictObject({ batchId }),
    output: batchView,
    errors: ['not_found'],
  }),
}
