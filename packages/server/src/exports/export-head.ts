import { instant } from '@rapport/domain'
import { listFields } from '../fields/index.ts'
import type { Platform, Scope } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { listTags } from '../tags/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { type Column, columnOf } from './columns.ts'
import type { ExportRecord } from './exports-queries.ts'
import type { ExportHead } from './format.ts'
import { listNames } from './lines-queries.ts'
import { wordsIn } from './words.ts'

/** What all sessions of an export are written with. */
export type Making = Readonly<{
  head: ExportHead
  columns: readonly Column[]
  /** Agents, bots, teams and tags by id, custom fields by key: what they are called now. */
  names: ReadonlyMap<string, string>
  fieldNames: ReadonlyMap<string, string>
}>

type Asked = Pick<ExportRecord, 'name' | 'options' | 'total' | 'createdAt'>

/** Looks up what an export's sessions are written with; a column that there is not is refused, with its place. */
export async function prepareMaking(
  { db }: Pick<Platform, 'db'>,
  scope: Scope,
  { name, options, total, createdAt }: Asked,
): Promise<Making> {
  const [fields, tags, people, workspace] = await Promise.all([
    listFields(db, scope),
    listTags(db, scope),
    listNames(db, scope),
    getWorkspace(db, scope),
  ])
  const word = wordsIn(options.language)
  const columns = options.columns.map((column, i) => {
    const found = columnOf(column, fields, word)
    if (found !== null) return found
    const problem = { path: ['options', 'columns', i], message: 'There is no such column' }
    throw new AppError('invalid_input', { column }, { fields: [problem] })
  })
  const parents = new Map(tags.map((tag) => [tag.id as string, tag]))
  const tagNames = tags.map(({ id }) => [id as string, pathOf(id, parents)] as const)
  return {
    head: {
      name,
      workspaceName: workspace.name,
      madeAt: instant(createdAt),
      total,
      options,
      columns: columns.map(({ name: id, header, isZoned }) => ({ name: id, header, isZoned })),
      word,
    },
    columns,
    names: new Map([...people.map(({ id, name: called }) => [id, called] as const), ...tagNames]),
    fieldNames: new Map(fields.map((field) => [field.key, field.name])),
  }
}

type Placed = Readonly<{ name: string; parentId: string | null }>

/** A tag with those it stands under: `Delivery / Late`. */
function pathOf(id: string, tags: ReadonlyMap<string, Placed>): string {
  const names: string[] = []
  for (let tag = tags.get(id); tag !== undefined && names.length < 3; tag = tags.get(tag.parentId ?? ''))
    names.unshift(tag.name)
  return names.join(' / ')
}
