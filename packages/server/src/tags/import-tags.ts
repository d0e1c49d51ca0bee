import { randomUUIDv7 } from 'node:crypto'
import type { FieldError, TagView } from '@rapport/contract'
import { asId, readTagTree, type TagColour, type TagId, type TreeTag, tagKey } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { changeTree } from './change-tags.ts'
import { plainTag } from './ensure-tags.ts'
import { type CsvTag, readTagsCsv } from './read-tags-csv.ts'
import { insertTag, listTags, tagsMax } from './tag-queries.ts'

type File = Readonly<{ csv: string; dryRun: boolean }>

/**
 * Makes the tags of sessions that a file names and the tree has not, with those above them; all or none, with each problem
 * by its row. What is there stays as it is. A dry run answers the same and keeps nothing.
 */
export async function importTags(ctx: AgentContext, { csv, dryRun }: File) {
  const { rows, problems } = readTagsCsv(csv)
  if (problems.length > 0) throw unreadable(problems)
  return await changeTree(ctx, async (tx, tree) => {
    const { made, existing } = growTree(tree.tags, rows)
    const held = tree.tags.filter(({ scope }) => scope === 'session').length
    if (held + made.length > tagsMax)
      throw unreadable([{ path: ['csv'], message: `must not make more than ${tagsMax} tags in all` }])
    const before = await listTags(tx, ctx.scope)
    if (dryRun) return { created: made.length, existing, tags: [...before, ...made] }
    for (const tag of made) await insertTag(tx, ctx.scope, tag)
    return { created: made.length, existing, tags: await listTags(tx, ctx.scope) }
  })
}

const unreadable = (fields: readonly FieldError[]) => new AppError('invalid_input', {}, { fields })

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
