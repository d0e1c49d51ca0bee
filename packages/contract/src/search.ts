import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { searchTextMax } from './limits.ts'
import {
  cleanText,
  contactId,
  conversationId,
  cursor,
  inboxId,
  messageId,
  moment,
  sessionId,
} from './scalars.ts'
import { sessionRow } from './session-views.ts'

const q = cleanText(searchTextMax)

/** A message that was found. */
export const searchHit = z.strictObject({
  messageId,
  sessionId,
  conversationId,
  /** The session's number. */
  number: z.int(),
  contact: z.strictObject({ id: contactId, name: z.string().nullable(), avatarUrl: z.string().nullable() }),
  inbox: z.strictObject({ name: z.string(), channelKind: z.string(), channelLabel: z.string().nullable() }),
  from: z.enum(['contact', 'agent', 'bot']),
  /** The agent's or the bot's name; null for the contact. */
  authorName: z.string().nullable(),
  at: moment,
  /** A stretch of the text around what was found, in pieces: those that match, and those between. */
  snippet: z.array(z.strictObject({ text: z.string(), isMatch: z.boolean() })),
})
export type SearchHit = z.output<typeof searchHit>

const found = {
  items: z.array(searchHit),
  next: z.string().nullable(),
  /** How many messages match, up to 10,001, which means more than 10,000; null on every page but the first. */
  count: z.int().nullable(),
  /** Messages are still being made ready for search: what is not found may be among them. */
  isCatchingUp: z.boolean(),
}

/** Search in what was said. Every search of messages stands in the audit log. */
export const searchEndpoints = {
  messages: endpoint({
    method: 'GET',
    path: '/api/v1/search/messages',
    summary: 'Messages that hold all of the words, newest first; quotes hold a phrase together',
    access: 'search.content',
    input: z.strictObject({
      q,
      contactId: contactId.optional(),
      sessionId: sessionId.optional(),
      inboxId: inboxId.optional(),
      from: z.enum(['contact', 'agent', 'bot']).optional(),
      since: z.coerce.number().pipe(moment).optional(),
      until: z.coerce.number().pipe(moment).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
      cursor: cursor.optional(),
    }),
    output: z.strictObject(found),
    errors: ['bad_request', 'invalid_input', 'search_too_slow'],
  }),
  everything: endpoint({
    method: 'GET',
    path: '/api/v1/search',
    summary: 'The first of everything that a text finds: sessions by number, name, address, and messages',
    access: 'sessions.read',
    input: z.strictObject({ q, limit: z.coerce.number().int().min(1).max(20).default(5) }),
    output: z.strictObject({
      /** By number, or by the contact's name, e-mail address or phone number; newest first. */
      sessions: z.array(sessionRow),
      /** Null for who may not search in messages. */
      messages: z.strictObject(found).nullable(),
    }),
    errors: ['invalid_input', 'search_too_slow'],
  }),
}
