import { type Group, isSign, isWord, type Node, nameOf } from './read-sql.ts'

/** A `workspace_id` of some table; without an alias where the statement names none. */
export type WorkspaceColumn = Readonly<{ alias: string | undefined }>

/** One side of an equality: a workspace column, or anything else, with the aliases it reads. */
export type Side = WorkspaceColumn | Readonly<{ value: true; isFixed: boolean; aliases: readonly string[] }>

/** `workspace_id = …`, certain to hold for every row of the query. */
export type Equality = Readonly<{ left: WorkspaceColumn; right: Side }>

/**
 * The equalities on workspace_id that a condition guarantees: those joined by AND at its top, or found in every branch
 * of an OR. Anything under NOT guarantees nothing.
 */
export function readEqualities(condition: readonly Node[]): Equality[] {
  const branches = splitBy(condition, 'or')
  const [first, ...others] = branches.map((branch) => splitBy(branch, 'and').flatMap(readOne))
  if (!first) return []
  return first.filter((equality) =>
    others.every((branch) => branch.some((other) => JSON.stringify(other) === JSON.stringify(equality))),
  )
}

function readOne(nodes: readonly Node[]): Equality[] {
  const [only] = nodes
  if (nodes.length === 1 && only?.kind === 'group') return readEqualities(only.items)
  const at = nodes.findIndex((node) => isSign(node, '=') || isWord(node, 'in'))
  if (at <= 0) return []
  const left = nodes.slice(0, at)
  const right = nodes.slice(at + 1)
  const [row] = left
  if (left.length === 1 && row?.kind === 'group') return readRow(row, right)
  return equate(left, right)
}

/** `(workspace_id, id) = (…, …)`, `in (…)`, `= any (…)`: position by position where the right side is a row. */
function readRow(row: Group, right: readonly Node[]): Equality[] {
  const [values] = right
  const isRow = right.length === 1 && values?.kind === 'group'
  const parts = isRow ? splitByComma(values.items) : []
  return splitByComma(row.items).flatMap((part, index) => equate(part, parts[index] ?? right))
}

function equate(leftNodes: readonly Node[], rightNodes: readonly Node[]): Equality[] {
  const left = readSide(leftNodes)
  const right = readSide(rightNodes)
  if ('alias' in left) return [{ left, right }]
  return 'alias' in right ? [{ left: right, right: left }] : []
}

function readSide(nodes: readonly Node[]): Side {
  const [first, second, third] = nodes
  if (nodes.length === 1 && nameOf(first) === 'workspace_id') return { alias: undefined }
  if (nodes.length === 3 && isSign(second, '.') && nameOf(third) === 'workspace_id')
    return { alias: nameOf(first) }
  const isFixed = nodes.some(({ kind }) => kind === 'parameter' || kind === 'literal' || kind === 'group')
  const aliases = nodes.flatMap((node, index) => (isSign(nodes[index + 1], '.') ? (nameOf(node) ?? []) : []))
  return { value: true, isFixed, aliases }
}

function splitBy(nodes: readonly Node[], word: 'and' | 'or'): Node[][] {
  const parts: Node[][] = [[]]
  for (const node of nodes) {
    if (isWord(node, word)) parts.push([])
    else parts.at(-1)?.push(node)
  }
  return parts
}

function splitByComma(nodes: readonly Node[]): Node[][] {
  const parts: Node[][] = [[]]
  for (const node of nodes) {
    if (isSign(node, ',')) parts.push([])
    else parts.at(-1)?.push(node)
  }
  return parts
}
