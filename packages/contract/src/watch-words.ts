import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import {
  agentId,
  cleanText,
  conversationId,
  cursor,
  messageId,
  moment,
  nothing,
  page,
  sessionId,
  watchWordId,
} from './scalars.ts'

const side = z.enum(['contact', 'agent', 'both'])
const text = cleanText(120).trim().min(1)

/** A word or phrase that is looked for in what contacts, agents or both write. Found as search finds it. */
export const watchWordView = z.strictObject({
  id: watchWordId,
  text: z.string(),
  side,
  createdAt: moment,
  /** In how many messages of the last 30 days it was found. */
  hits: z.int(),
})
export type WatchWordView = z.output<typeof watchWordView>

/** A message in which watch-words were found. */
export const watchHitView = z.strictObject({
  messageId,
  sessionId,
  conversationId,
  number: z.int(),
  contactName: z.string().nullable(),
  /** Null for a contact's own words. */
  agentId: agentId.nullable(),
  agentName: z.string().nullable(),
  words: z.array(z.string()),
  at: moment,
  /** The message; null where it was erased or deleted. */
  text: z.string().nullable(),
})
export type WatchHitView = z.output<typeof watchHitView>

/** Watch-words, and where they were found. A new word is looked for in what is written from then on. */
export const watchWordEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/watch-words',
    summary: 'All watch-words, with how often each was found in 30 days',
    access: 'watch_words.manage',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(watchWordView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/watch-words',
    summary: 'Add words to watch for, up to 500 at once; those that are there already stay as they are',
    access: 'watch_words.manage',
    audit: 'watch_word.created',
    input: z.strictObject({ texts: z.array(text).min(1).max(500), side }),
    output: z.strictObject({ items: z.array(watchWordView) }),
    errors: ['invalid_input'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/watch-words/:watchWordId',
    summary: 'Watch for a word no longer; what it has flagged stays flagged',
    access: 'watch_words.manage',
    audit: 'watch_word.removed',
    input: z.strictObject({ watchWordId }),
    output: nothing,
    errors: ['not_found'],
  }),
  hits: endpoint({
    method: 'GET',
    path: '/api/v1/watch-hits',
    summary: 'Messages in which watch-words were found, newest first',
    access: 'watch_words.manage',
    input: z.strictObject({
      agentId: agentId.optional(),
      side: z.enum(['contact', 'agent']).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      cursor: cursor.optional(),
    }),
    output: page(watchHitView),
    errors: ['bad_request'],
  }),
  counts: endpoint({
    method: 'GET',
    path: '/api/v1/watch-hits/counts',
    summary: "How many of each agent's messages of the last 30 days held a watch-word, most first",
    access: 'watch_words.manage',
    input: z.strictObject({}),
    output: z.strictObject({
      items: z.array(z.strictObject({ agentId, name: z.string(), count: z.int() })),
    }),
    errors: [],
  }),
}
