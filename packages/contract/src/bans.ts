import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { banId, cleanText, contactId, cursor, moment, page } from './scalars.ts'

/** A contact who is not let in: what they write is refused, told so politely, and counted. */
export const banView = z.strictObject({
  id: banId,
  contact: z.strictObject({ id: contactId, name: z.string().nullable(), avatarUrl: z.string().nullable() }),
  reason: z.string(),
  byName: z.string().nullable(),
  /** Until when; null for good. */
  until: moment.nullable(),
  createdAt: moment,
  /** `expired`: its time has come. `lifted`: somebody took it back. */
  state: z.enum(['standing', 'expired', 'lifted']),
  liftedAt: moment.nullable(),
  liftedByName: z.string().nullable(),
  /** How often they tried to write meanwhile, and when last. */
  refusedCount: z.int(),
  refusedAt: moment.nullable(),
})
export type BanView = z.output<typeof banView>

/** Bans. Their contact's live sessions end, as blocked, in the same moment. */
export const banEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/bans',
    summary: 'Bans, newest first, or those of one contact',
    access: 'contacts.ban',
    input: z.strictObject({
      state: z.enum(['standing', 'all']).default('standing'),
      contactId: contactId.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: cursor.optional(),
    }),
    output: page(banView),
    errors: ['bad_request'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/contacts/:contactId/ban',
    summary: 'Ban a contact and end their live sessions; says how many ended',
    access: 'contacts.ban',
    audit: 'contact.banned',
    input: z.strictObject({
      contactId,
      reason: cleanText(500).trim().min(1),
      until: moment.nullable().default(null),
    }),
    output: z.strictObject({ ban: banView, endedSessions: z.int() }),
    errors: ['not_found', 'already_banned', 'invalid_input'],
  }),
  lift: endpoint({
    method: 'POST',
    path: '/api/v1/bans/:banId/lift',
    summary: 'Let a contact in again',
    access: 'contacts.ban',
    audit: 'contact.unbanned',
    input: z.strictObject({ banId }),
    output: banView,
    errors: ['not_found'],
  }),
}
