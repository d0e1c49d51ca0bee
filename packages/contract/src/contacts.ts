import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import {
  cleanText,
  contactId,
  cursor,
  emailAddress,
  inboxId,
  moment,
  page,
  shortName,
  tagId,
} from './scalars.ts'
import { fieldValues } from './session-views.ts'
import { fieldChanges } from './sessions.ts'

/** How an inbox's channel knows somebody: their id there. */
const address = z.strictObject({ inboxId, externalId: cleanText(255).trim().min(1) })

/** A contact, and the addresses they are known by. `verified`: the channel, or a signature, vouches for it. */
export const contactView = z.strictObject({
  id: contactId,
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.string().nullable(),
  createdAt: moment,
  tagIds: z.array(tagId),
  fields: fieldValues,
  addresses: z.array(z.strictObject({ inboxId, externalId: z.string(), verified: z.boolean() })),
})
export type ContactView = z.output<typeof contactView>

const about = {
  name: shortName.nullable().default(null),
  email: emailAddress.nullable().default(null),
  phone: cleanText(40).trim().min(1).nullable().default(null),
  locale: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'must be a language tag such as pt-BR')
    .nullable()
    .default(null),
}

const tagIds = z.array(tagId).max(50).default([])

/** The people outside. What a contact writes on an address named here becomes their session. */
export const contactEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/contacts',
    summary: 'Contacts, newest first, or those with one e-mail address',
    access: 'contacts.read',
    input: z.strictObject({
      email: emailAddress.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: cursor.optional(),
    }),
    output: page(contactView),
    errors: ['bad_request'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/contacts/:contactId',
    summary: 'One contact',
    access: 'contacts.read',
    input: z.strictObject({ contactId }),
    output: contactView,
    errors: ['not_found'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/contacts',
    summary: 'Make a contact before they write, with the addresses they will write from',
    access: 'contacts.write',
    input: z.strictObject({ ...about, addresses: z.array(address).max(20).default([]) }),
    output: contactView,
    errors: ['not_found', 'address_taken'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/contacts/:contactId',
    summary: 'Change what is known of a contact; what is left out becomes unknown',
    access: 'contacts.write',
    input: z.strictObject({ contactId, ...about }),
    output: contactView,
    errors: ['not_found'],
  }),
  changeTags: endpoint({
    method: 'POST',
    path: '/api/v1/contacts/:contactId/tags',
    summary: 'Add and remove tags of a contact',
    access: 'contacts.write',
    input: z.strictObject({ contactId, add: tagIds, remove: tagIds }),
    output: contactView,
    errors: ['not_found'],
  }),
  setFields: endpoint({
    method: 'POST',
    path: '/api/v1/contacts/:contactId/fields',
    summary: 'Give custom fields of a contact values, by key; null takes a value away. All are kept, or none',
    access: 'contacts.write',
    input: z.strictObject({ contactId, fields: fieldChanges }),
    output: contactView,
    errors: ['not_found', 'invalid_input'],
  }),
}
