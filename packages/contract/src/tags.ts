import { tagColours } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { cleanText, nothing, shortName, tagId } from './scalars.ts'

const scope = z.enum(['session', 'contact'])
const colour = z.enum(tagColours)

/** A word that sessions, or contacts, are marked with. */
export const tagView = z.strictObject({
  id: tagId,
  scope,
  name: z.string(),
  colour,
  /** The tag it stands under; null at the top. Only tags of sessions stand under others, on three levels at most. */
  parentId: tagId.nullable(),
  /** Its place among its siblings, from 0. */
  position: z.int(),
  /** Of the tags under it, at any depth, a session carries one at most: another one takes its place. */
  isExclusive: z.boolean(),
  /** An agent cannot end a session that carries neither it nor a tag under it. */
  isRequired: z.boolean(),
})
export type TagView = z.output<typeof tagView>

const parentId = tagId.nullable().default(null)
const rules = { isExclusive: z.boolean().default(false), isRequired: z.boolean().default(false) }
const tags = z.strictObject({ items: z.array(tagView) })

const tagFileFault = z.strictObject({
  /** Both from 1, as spreadsheets count, a header among the rows; null where it is the whole file. */
  row: z.int().nullable(),
  column: z.int().nullable(),
  fault: z.enum([
    'no_tags',
    'too_many_rows',
    'too_many_tags',
    'wrong_quote',
    'no_name',
    'name_left_out',
    'name_too_long',
    'control_characters',
    'unknown_colour',
    'too_many_cells',
  ]),
})
/** One thing that is wrong in a file of tags, and where. */
export type TagFileFault = z.output<typeof tagFileFault>

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
    input: z.strictObject({ scope, name: shortName, colour, parentId, ...rules }),
    output: tagView,
    errors: ['not_found', 'name_taken', 'tag_too_deep', 'invalid_input'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/tags/:tagId',
    summary: 'Rename or recolour a tag, or change its rules',
    access: 'tags.manage',
    audit: 'tag.changed',
    input: z.strictObject({ tagId, name: shortName, colour, ...rules }),
    output: tagView,
    errors: ['not_found', 'name_taken', 'invalid_input'],
  }),
  move: endpoint({
    method: 'POST',
    path: '/api/v1/tags/:tagId/move',
    summary: 'Put a tag, with those under it, somewhere else in the tree, or elsewhere among its siblings',
    access: 'tags.manage',
    audit: 'tag.moved',
    /** `position` counts among the siblings there, without the tag itself. */
    input: z.strictObject({ tagId, parentId, position: z.int().min(0).max(1_000) }),
    output: tags,
    errors: ['not_found', 'name_taken', 'tag_too_deep', 'tag_cycle', 'invalid_input'],
  }),
  usage: endpoint({
    method: 'GET',
    path: '/api/v1/tags/:tagId/usage',
    summary:
      'What is affected by deleting or merging a tag: sessions or contacts (up to 10,001), tags, views',
    access: 'tags.manage',
    input: z.strictObject({ tagId }),
    output: z.strictObject({
      /** Sessions or contacts that carry it. */
      count: z.int(),
      /** Those that carry it or a tag under it. */
      countWithin: z.int(),
      /** Tags under it, at any depth. */
      tagsWithin: z.int(),
      /** Saved views that filter by it or a tag under it, by name. */
      views: z.array(z.string()),
    }),
    errors: ['not_found'],
  }),
  counts: endpoint({
    method: 'GET',
    path: '/api/v1/tags/counts',
    summary: 'How many sessions or contacts carry each tag of a set, up to 10,001',
    access: 'tags.manage',
    input: z.strictObject({ scope }),
    /** `count` is of those that carry the tag itself, `countWithin` of those that carry it or a tag under it. */
    output: z.strictObject({
      items: z.array(z.strictObject({ tagId, count: z.int(), countWithin: z.int() })),
    }),
    errors: ['invalid_input'],
  }),
  merge: endpoint({
    method: 'POST',
    path: '/api/v1/tags/:tagId/merge',
    summary: 'Turn a tag into another one: what carried it carries the other; the tags under it move there',
    access: 'tags.manage',
    audit: 'tag.merged',
    input: z.strictObject({ tagId, into: tagId }),
    output: tags,
    errors: ['not_found', 'name_taken', 'tag_too_deep', 'tag_cycle', 'tag_required', 'invalid_input'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/tags/:tagId',
    summary: 'Delete a tag; what carried it carries it no longer. The tags under it go too, or move up',
    access: 'tags.manage',
    audit: 'tag.removed',
    input: z.strictObject({ tagId, within: z.enum(['remove', 'move_up']).default('move_up') }),
    output: nothing,
    errors: ['not_found', 'name_taken', 'tag_required'],
  }),
  import: endpoint({
    method: 'POST',
    path: '/api/v1/tags/import',
    summary:
      'Make tags of sessions from CSV: a tag in each row as a path of up to three names, with an optional colour. All or none',
    access: 'tags.manage',
    audit: 'tags.imported',
    /**
     * The text of the file, up to 1,000 rows: `level1,level2,level3,colour`, with or without that header. What stands between
     * the cells may be a comma, a semicolon or a tab, the same in all rows.
     */
    input: z.strictObject({ csv: cleanText(500_000), dryRun: z.boolean().default(false) }),
    /** A dry run answers what is wrong as `faults`, and what would be made where nothing is; else faults are refused. */
    output: z.strictObject({
      created: z.int(),
      existing: z.int(),
      tags: z.array(tagView),
      faults: z.array(tagFileFault),
    }),
    errors: ['invalid_input'],
  }),
}
