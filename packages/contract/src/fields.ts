import { fieldKinds, fieldSources } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { cleanText, fieldId, nothing, shortName } from './scalars.ts'

const scope = z.enum(['session', 'contact'])
const choices = z.array(shortName).max(200)

/** A custom field of sessions or of contacts. `key` is how values, filters and programs name it, and never changes. */
export const fieldView = z.strictObject({
  id: fieldId,
  scope,
  key: z.string(),
  name: z.string(),
  kind: z.enum(fieldKinds),
  /** The words of a choice; empty for the other kinds. */
  choices: z.array(z.string()),
  /** A session cannot be ended by an agent before it has a value. */
  requiredOnEnd: z.boolean(),
  /** Who may write it; others' values are refused. */
  writers: z.array(z.enum(fieldSources)),
  position: z.int(),
})
export type FieldView = z.output<typeof fieldView>

const fields = z.strictObject({ items: z.array(fieldView) })
const about = {
  name: shortName,
  choices: choices.default([]),
  requiredOnEnd: z.boolean().default(false),
  writers: z.array(z.enum(fieldSources)).default([...fieldSources]),
}

/** Custom fields. Their values are written with `sessions.setFields` and `contacts.setFields`, checked by kind. */
export const fieldEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/fields',
    summary: 'All custom fields, in their order',
    access: 'workspace.read',
    input: z.strictObject({}),
    output: fields,
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/fields',
    summary: 'Make a custom field',
    access: 'fields.manage',
    audit: 'field.created',
    input: z.strictObject({
      scope,
      key: cleanText(40).regex(/^[a-z][a-z0-9_]*$/, 'must be lower case, such as order_number'),
      kind: z.enum(fieldKinds),
      ...about,
    }),
    output: fieldView,
    errors: ['name_taken', 'invalid_input'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/fields/:fieldId',
    summary: 'Change a custom field; its key and kind stay',
    access: 'fields.manage',
    audit: 'field.changed',
    input: z.strictObject({ fieldId, ...about }),
    output: fieldView,
    errors: ['not_found', 'invalid_input'],
  }),
  order: endpoint({
    method: 'PUT',
    path: '/api/v1/fields/order',
    summary: 'Put the fields of sessions, or of contacts, in order; all of them are named',
    access: 'fields.manage',
    audit: 'field.order_changed',
    input: z.strictObject({ scope, fieldIds: z.array(fieldId).max(200) }),
    output: fields,
    errors: ['invalid_input'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/fields/:fieldId',
    summary:
      'Delete a custom field; its values are kept out of sight, and come back with a field of the same key',
    access: 'fields.manage',
    audit: 'field.removed',
    input: z.strictObject({ fieldId }),
    output: nothing,
    errors: ['not_found'],
  }),
}
