import { type Equality, readEqualities, type Side, type WorkspaceColumn } from './read-conditions.ts'
import { type Query, readQuery, type TableUse } from './read-query.ts'
import { isWord, type Node, nameOf, readSql } from './read-sql.ts'

const marker = /\/\*\s*all workspaces:\s*\S[^*]*\*\//

/** Whether a statement says, with a reason, that it means every workspace: `/* all workspaces: why *\/`. */
export function meansAllWorkspaces(text: string): boolean {
  return marker.test(text)
}

/**
 * What is wrong with a statement: every use of a workspace's table must be held to one workspace by a condition on its
 * `workspace_id`, directly or through a join on it, and every insert must carry the column. Nothing when all is well.
 *
 * It errs towards complaining: a condition it cannot read counts as none.
 */
export function findUnscopedTables(text: string, workspaceTables: ReadonlySet<string>): string[] {
  if (meansAllWorkspaces(text)) return []
  return checkItems(readSql(text).items, { workspaceTables, ctes: new Set(), outer: new Set() })
}

type Surroundings = Readonly<{
  workspaceTables: ReadonlySet<string>
  ctes: ReadonlySet<string>
  /** Aliases of the queries around this one; they answer for themselves. */
  outer: ReadonlySet<string>
}>

const queryWords = ['select', 'insert', 'update', 'delete', 'merge', 'with', 'values']

function checkItems(items: readonly Node[], around: Surroundings): string[] {
  const start = isWord(items[0], 'explain') ? items.findIndex((node) => isWord(node, ...queryWords)) : 0
  const verb = items[start]
  if (isWord(verb, 'truncate', 'copy')) return complainOfAll(items, around)
  if (!isWord(verb, ...queryWords)) return []
  const ctes = new Set([...around.ctes, ...cteNames(items.slice(start))])
  const body = withoutCtes(items.slice(start))
  const queries = splitSets(body).map(readQuery)
  const within = { ...around, ctes }
  const inner = new Set([...around.outer, ...queries.flatMap(({ uses }) => uses.map(({ alias }) => alias))])
  return [
    ...queries.flatMap((query) => checkQuery(query, within)),
    ...checkGroups(items, { ...within, outer: inner }),
  ]
}

function checkGroups(items: readonly Node[], around: Surroundings): string[] {
  return items.flatMap((node) => {
    if (node.kind !== 'group') return []
    return isWord(node.items[0], ...queryWords)
      ? checkItems(node.items, around)
      : checkGroups(node.items, around)
  })
}

function complainOfAll(items: readonly Node[], { workspaceTables }: Surroundings): string[] {
  return items.flatMap((node) => {
    const name = nameOf(node)
    return name !== undefined && workspaceTables.has(name) ? [`${name} is not held to a workspace`] : []
  })
}

function checkQuery(query: Query, around: Surroundings): string[] {
  const isOurs = ({ table }: TableUse): boolean =>
    table !== undefined && around.workspaceTables.has(table) && !around.ctes.has(table)
  const [target, ...read] = query.uses
  if (query.verb === 'insert' && target) {
    const missing = isOurs(target) && query.columns?.includes('workspace_id') !== true
    return [
      ...(missing ? [`${target.table} is written without workspace_id`] : []),
      ...findUnheld({ ...query, uses: read }, isOurs, around),
    ]
  }
  return findUnheld(query, isOurs, around)
}

function findUnheld(query: Query, isOurs: (use: TableUse) => boolean, around: Surroundings): string[] {
  const open = new Set(query.uses.filter(isOurs).map(({ alias }) => alias))
  const local = new Set(query.uses.map(({ alias }) => alias))
  const unqualified = [...open][0]
  const equalities = query.conditions.flatMap(readEqualities)
  const pairs = [
    ...equalities.map((equality) => toPair(equality, { local, open, around, unqualified })),
    ...query.joined,
  ]

  let isMoving = true
  while (isMoving) {
    isMoving = false
    for (const [one, other] of pairs) {
      isMoving = hold(open, one, other) || hold(open, other, one) || isMoving
    }
  }
  return query.uses
    .filter((use) => isOurs(use) && open.has(use.alias))
    .map(
      ({ table, alias }) => `${table === alias ? table : `${table} (${alias})`} is not held to a workspace`,
    )
}

const fixed = ' fixed'
const nothing = ' nothing'

/** Holds one alias by another that is held already, or never needed to be. */
function hold(open: Set<string>, alias: string, by: string): boolean {
  return by !== nothing && !open.has(by) && open.delete(alias)
}

type Names = Readonly<{
  local: ReadonlySet<string>
  open: ReadonlySet<string>
  around: Surroundings
  unqualified: string | undefined
}>

function toPair({ left, right }: Equality, names: Names): readonly [string, string] {
  return [aliasOf(left, names), 'alias' in right ? aliasOf(right, names) : valueSide(right, names)]
}

function aliasOf({ alias }: WorkspaceColumn, { local, around, unqualified }: Names): string {
  if (alias === undefined) return unqualified ?? nothing
  return local.has(alias) || around.outer.has(alias) ? alias : nothing
}

/** A parameter or a literal fixes a workspace; a column does when its table is not itself in question. */
function valueSide(side: Exclude<Side, WorkspaceColumn>, { open }: Names): string {
  const isFree = side.aliases.every((alias) => !open.has(alias))
  return isFree && (side.isFixed || side.aliases.length > 0) ? fixed : nothing
}

function cteNames(items: readonly Node[]): string[] {
  if (!isWord(items[0], 'with')) return []
  return items.flatMap((node, index) => {
    const next = items[index + 1]
    const afterColumns = next?.kind === 'group' ? items[index + 2] : next
    const name = nameOf(node)
    return name !== undefined && isWord(afterColumns, 'as') ? [name] : []
  })
}

function withoutCtes(items: readonly Node[]): readonly Node[] {
  if (!isWord(items[0], 'with')) return items
  const verbs = queryWords.filter((word) => word !== 'with')
  const start = items.findIndex((node) => isWord(node, ...verbs))
  return start === -1 ? [] : items.slice(start)
}

/** Each SELECT of a UNION, INTERSECT or EXCEPT, and the SELECT that feeds an INSERT, as queries of their own. */
function splitSets(items: readonly Node[]): Node[][] {
  const parts: Node[][] = [[]]
  for (const node of items) {
    const isFeeding = isWord(node, 'select') && isWord(parts.at(-1)?.[0], 'insert')
    if (isWord(node, 'union', 'intersect', 'except')) parts.push([])
    else if (isFeeding) parts.push([node])
    else if (!(isWord(node, 'all', 'distinct') && parts.at(-1)?.length === 0)) parts.at(-1)?.push(node)
  }
  return parts
}
