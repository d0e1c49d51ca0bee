import { tagColours } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { nothing, shortName, tagId } from './scalars.ts'

const scope = z.enum(['session', 'contact'])
const colour = z.enum(tagColours)

/** A word that sessions, or contacts, are marked with. */
export const tagView = z.strictObject({
  id: tagId,
  scope,
  name: z.string(),
  colour,
  /** Its place among the tags of its scope, from 0. */
  position: z.int(),
})
export type TagView = z.output<typeof tagView>

const tags = z.strictObject({ items: z.array(tagView) })

/** Tags: one set for sessions, another for contacts. Marking a session is `sessions.changeTags`. */
export const tagEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/tags',
    summary: 'All tags, in their order',
    access: 'workspace.read',
    input: z.strictObject({}),
    output: tags,
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/tags',
    summary: 'Make a tag, at the end of its set',
    access: 'tags.manage',
    audit: 'tag.created',
    input: z.strictObject({ scope, name: shortName, colour }),
    output: tagView,
    errors: ['name_taken'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/tags/:tagId',
    summary: 'Rename or recolour a tag',
    access: 'tags.manage',
    audit: 'tag.changed',
    input: z.strictObject({ tagId, name: shortName, colour }),
    output: tagView,
    errors: ['not_found', 'name_taken'],
  }),
  order: endpoint({
    method: 'PUT',
    path: '/api/v1/tags/order',
    summary: 'Put the tags of one set in order; all of them are named',
    access: 'tags.manage',
    audit: 'tag.order_changed',
    input: z.strictObject({ scope, tagIds: z.array(tagId).max(1_000) }),
    output: tags,
    errors: ['invalid_input'],
  }),
  usage: endpoint({
    method: 'GET',
    path: '/api/v1/tags/:tagId/usage',
    summary: 'How many sessions or contacts carry a tag, up to 10,001',
    access: 'tags.manage',
    input: z.strictObject({ tagId }),
    output: z.strictObject({ count: z.int() }),
    errors: ['not_found'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/tags/:tagId',
    summary: 'Delete a tag; what carried it carries it no longer',
    access: 'tags.manage',
    audit: 'tag.removed',
    input: z.strictObject({ tagId }),
    output: nothing,
    errors: ['not_found'],
  }),
}
