import { CompiledQuery } from 'kysely'
import type { Db } from '../database.ts'

/** What a statement cost: pages touched, and whether its plan sorts or scans whole tables. */
export type Cost = Readonly<{ text: string; buffers: number; nodes: readonly string[] }>

type PlanNode = { 'Node Type': string; 'Relation Name'?: string; Plans?: PlanNode[] } & Record<
  string,
  unknown
>

/**
 * A database that explains every `sql` statement before it runs it, so that a test can hold a query to a number of
 * pages: a lost index shows there at any speed of the machine.
 */
export function explainStatements(db: Db): { db: Db; costs: Cost[] } {
  const costs: Cost[] = []
  const executor = db.getExecutor()
  async function executeQuery(query: CompiledQuery) {
    const explain = `explain (analyze, buffers, format json) ${query.sql}`
    const { rows } = await executor.executeQuery<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      CompiledQuery.raw(explain, [...query.parameters]),
    )
    const plan = rows[0]?.['QUERY PLAN'][0].Plan
    if (plan === undefined) throw new Error('PostgreSQL explained nothing')
    costs.push({ text: query.sql, buffers: buffersOf(plan), nodes: nodesOf(plan) })
    return executor.executeQuery(query)
  }

  return { db: withOwn(db, 'getExecutor', () => withOwn(executor, 'executeQuery', executeQuery)), costs }
}

/** The object with one method replaced. Kysely's classes keep private fields, which only their own objects have. */
function withOwn<T extends object>(object: T, name: keyof T, own: unknown): T {
  return new Proxy(object, {
    get(target, key) {
      if (key === name) return own
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const buffersOf = (plan: PlanNode): number =>
  Number(plan['Shared Hit Blocks'] ?? 0) + Number(plan['Shared Read Blocks'] ?? 0)

const nodesOf = (plan: PlanNode): string[] => [
  plan['Relation Name'] === undefined
    ? plan['Node Type']
    : `${plan['Node Type']} on ${plan['Relation Name']}`,
  ...(plan.Plans ?? []).flatMap(nodesOf),
]
