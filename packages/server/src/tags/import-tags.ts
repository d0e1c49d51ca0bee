import { randomUUIDv7 } from 'node:crypto'
import type { TagFileFault, TagView } from '@rapport/contract'
import {
  asId,
  readTagTree,
  type TagColour,
  type TagId,
  type TreeTag,
  tagColours,
  tagKey,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { changeTree } from './change-tags.ts'
import { plainTag } from './ensure-tags.ts'
import { type CsvTag, csvMax, readTagsCsv } from './read-tags-csv.ts'
import { insertTag, listTags, tagsMax } from './tag-queries.ts'

type File = Readonly<{ csv: string; dryRun: boolean }>

/**
 * Makes the tags of sessions that a file names and the tree has not, with those above them; all or none, with each fault
 * by its row. What is there stays as it is. A dry run answers the same and keeps nothing; its faults are an answer too.
 */
export async function importTags(ctx: AgentContext, { csv, dryRun }: File) {
  const { rows, faults } = readTagsCsv(csv)
  if (dryRun) return tryTags(await listTags(ctx.db, ctx.scope), rows, faults)
  if (faults.length > 0) throw unreadable(faults)
  return await changeTree(ctx, async (tx, tree) => {
    const { made, existing } = growTree(tree.tags, rows)
    if (!hasRoom(tree.tags, made)) throw unreadable([tooMany])
    for (const tag of made) await insertTag(tx, ctx.scope, tag)
    return { created: made.length, existing, faults: [], tags: await listTags(tx, ctx.scope) }
  })
}

/** What an import would come to. Asked at every pause in typing, so it reads the tags once and holds up no change of them. */
function tryTags(tags: readonly TagView[], rows: readonly CsvTag[], faults: readonly TagFileFault[]) {
  const none = { created: 0, existing: 0, tags: [...tags] }
  if (faults.length > 0) return { ...none, faults: [...faults] }
  const { made, existing } = growTree(tags, rows)
  if (!hasRoom(tags, made)) return { ...none, faults: [tooMany] }
  return { created: made.length, existing, faults: [], tags: [...tags, ...made] }
}

const hasRoom = (tags: readonly TreeTag[], made: readonly TagView[]): boolean =>
  tags.filter(({ scope }) => scope === 'session').length + made.length <= tagsMax

const tooMany: TagFileFault = { row: null, column: null, fault: 'too_many_tags' }

/** What is wrong with each kind of fault, for a developer: browsers have words of their own. */
const said = {
  no_tags: 'must name a tag',
  too_many_rows: `must not be beyond ${csvMax.rows} rows`,
  too_many_tags: `must not make more than ${tagsMax} tags in all`,
  wrong_quote: 'cannot be read as CSV: a quote is wrong here',
  no_name: 'must be a name',
  name_left_out: 'must not be empty: a name stands under it',
  name_too_long: `must be at most ${csvMax.nameCharacters} characters`,
  control_characters: 'must not have control characters',
  unknown_colour: `must be one of ${tagColours.join(', ')}`,
  too_many_cells: 'must be empty: a row has three names and a colour',
} as const satisfies Record<TagFileFault['fault'], string>

const unreadable = (faults: readonly TagFileFault[]) =>
  new AppError(
    'invalid_input',
    {},
    {
      fields: faults.map(({ row, column, fault }) => ({
        path: ['csv', ...(row === null ? [] : [row]), ...(column === null ? [] : [column])],
        message: said[fault],
      })),
    },
  )

/** The tags to be made, parents first, with the places they will have; and how many of the rows' tags are there already. */
function growTree(tags: readonly TreeTag[], rows: readonly CsvTag[]) {
  const tree = readTagTree(tags.filter(({ scope }) => scope === 'session'))
  const ids = new Map<string, TagId>()
  const counts = new Map<TagId | null, number>()
  const keyOf = (parentId: TagId | null, name: string) => `${parentId} ${tagKey(name)}`
  counts.set(null, tree.under(null).length)
  for (const tag of tree.tags) {
    ids.set(keyOf(tag.parentId, tag.name), tag.id)
    counts.set(tag.id, tree.under(tag.id).length)
  }
  const made: TagView[] = []
  const make = (parentId: TagId | null, name: string, colour: TagColour): TagId => {
    const id = asId<TagId>(randomUUIDv7())
    const position = counts.get(parentId) ?? 0
    counts.set(parentId, position + 1)
    ids.set(keyOf(parentId, name), id)
    made.push({ ...plainTag, id, scope: 'session', name, colour, parentId, position })
    return id
  }
  const colours = new Map(rows.map(({ path, colour }) => [path.map(tagKey).join('\n'), colour]))
  const found = new Set<TagId>()
  for (const { path } of rows) {
    let parentId: TagId | null = null
    for (const [level, name] of path.entries()) {
      const there: TagId | undefined = ids.get(keyOf(parentId, name))
      if (there !== undefined && level === path.length - 1) found.add(there)
      const own = colours.get(
        path
          .slice(0, level + 1)
          .map(tagKey)
          .join('\n'),
      )
      parentId = there ?? make(parentId, name, own ?? 'grey')
    }
  }
  const isNew = new Set(made.map(({ id }) => id))
  return { made, existing: [...found].filter((id) => !isNew.has(id)).length }
}
