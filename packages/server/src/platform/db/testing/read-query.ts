import { isSign, isWord, type Node, nameOf } from './read-sql.ts'

/** A table, or something that stands for one (a CTE, a subquery, a function), and the name it goes by. */
export type TableUse = Readonly<{ table: string | undefined; alias: string }>

/** One query of a statement: what it reads or writes, and the conditions that hold for all of it. */
export type Query = Readonly<{
  verb: string
  uses: readonly TableUse[]
  /** Of WHERE and of each ON. */
  conditions: readonly (readonly Node[])[]
  /** Pairs made equal by JOIN … USING (workspace_id, …). */
  joined: readonly (readonly [string, string])[]
  /** The column list of an INSERT. */
  columns: readonly string[] | undefined
}>

const joinWords = ['left', 'right', 'inner', 'full', 'cross', 'natural', 'join']
const clauseWords = [
  'set',
  'values',
  'group',
  'having',
  'order',
  'limit',
  'offset',
  'fetch',
  'window',
  'returning',
  'for',
]
const neverAliases = new Set([
  ...joinWords,
  ...clauseWords,
  'on',
  'using',
  'where',
  'select',
  'default',
  'when',
  'with',
])

/** Reads one query without its CTEs and without its set operations; nested groups stay as they are. */
export function readQuery(items: readonly Node[]): Query {
  return new QueryReader(items).read()
}

class QueryReader {
  readonly #items: readonly Node[]
  readonly #verb: string
  readonly #uses: TableUse[] = []
  readonly #conditions: Node[][] = []
  readonly #joined: (readonly [string, string])[] = []
  #columns: readonly string[] | undefined
  #condition: Node[] | undefined
  #isInFrom = false
  #at = 0

  constructor(items: readonly Node[]) {
    this.#items = items
    this.#verb = nameOf(items[0]) ?? ''
  }

  read(): Query {
    if (this.#verb === 'update') {
      this.#at = 1
      this.#readTable()
    }
    while (this.#at < this.#items.length) this.#step()
    return {
      verb: this.#verb,
      uses: this.#uses,
      conditions: this.#conditions,
      joined: this.#joined,
      columns: this.#columns,
    }
  }

  #step(): void {
    const node = this.#items[this.#at]
    const isCall = this.#items[this.#at + 1]?.kind === 'group'
    this.#at += 1
    if (!node) return
    if (this.#startsTables(node)) {
      this.#condition = undefined
      this.#isInFrom = true
      this.#readTable()
    } else if (isWord(node, 'using') && isCall) {
      this.#readUsing()
    } else if (isWord(node, 'where', 'on')) {
      this.#startCondition(node)
    } else if (
      isWord(node, ...clauseWords) ||
      (isWord(node, ...joinWords) && !isCall) ||
      this.#isMergeBranch(node)
    ) {
      this.#condition = undefined
      this.#isInFrom = isWord(node, ...joinWords)
    } else {
      this.#condition?.push(node)
    }
  }

  #startsTables(node: Node): boolean {
    if (isWord(node, 'join', 'into')) return true
    // `is distinct from` compares.
    if (isWord(node, 'from')) return !isWord(this.#items[this.#at - 2], 'distinct')
    if (isWord(node, 'using')) return this.#items[this.#at]?.kind !== 'group'
    return isSign(node, ',') && this.#isInFrom && !this.#condition
  }

  #isMergeBranch(node: Node): boolean {
    return this.#verb === 'merge' && isWord(node, 'when') && isWord(this.#items[this.#at], 'matched', 'not')
  }

  #startCondition(node: Node): void {
    this.#condition = undefined
    if (isWord(node, 'where')) this.#isInFrom = false
    if (isWord(this.#items[this.#at], 'conflict')) {
      this.#isInFrom = false
      return
    }
    this.#condition = []
    this.#conditions.push(this.#condition)
  }

  #readUsing(): void {
    const columns = this.#items[this.#at]
    const latest = this.#uses.at(-1)
    const first = this.#uses[0]
    this.#at += 1
    if (columns?.kind !== 'group' || !latest || !first) return
    if (columns.items.some((item) => nameOf(item) === 'workspace_id')) {
      this.#joined.push([latest.alias, first.alias])
    }
  }

  #readTable(): void {
    while (isWord(this.#items[this.#at], 'only', 'lateral', 'table')) this.#at += 1
    let node = this.#items[this.#at]
    let table = nameOf(node)
    this.#at += 1
    if (isSign(this.#items[this.#at], '.')) {
      node = this.#items[this.#at + 1]
      table = nameOf(node)
      this.#at += 2
    }
    if (node?.kind === 'group') table = undefined
    const named = table
    if (this.#items[this.#at]?.kind === 'group' && this.#verb !== 'insert' && node?.kind !== 'group') {
      table = undefined
      this.#at += 1
      if (isWord(this.#items[this.#at], 'with')) this.#at += 2 // with ordinality
    }
    this.#uses.push({ table, alias: this.#readAlias() ?? named ?? '' })
    if (this.#verb === 'insert') this.#readColumns()
  }

  #readAlias(): string | undefined {
    if (isWord(this.#items[this.#at], 'as')) this.#at += 1
    const node = this.#items[this.#at]
    const name = nameOf(node)
    if (name === undefined || (node?.kind === 'word' && neverAliases.has(name))) return undefined
    this.#at += 1
    if (this.#verb !== 'insert' && this.#items[this.#at]?.kind === 'group') this.#at += 1 // its columns
    return name
  }

  #readColumns(): void {
    const list = this.#items[this.#at]
    if (this.#columns || list?.kind !== 'group' || isWord(list.items[0], 'select', 'with', 'values')) return
    this.#columns = list.items.flatMap((item) => nameOf(item) ?? [])
    this.#at += 1
  }
}
