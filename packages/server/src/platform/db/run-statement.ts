import type { CompiledQuery, QueryResult } from 'kysely'
import type { ClientBase, QueryResult as PgResult } from 'pg'
import type { StatementNames } from './statement-names.ts'

/** How statements of one database are sent: which get names, and who is told of them. */
export type StatementRules = Readonly<{
  names: StatementNames
  onStatement: ((text: string) => void) | undefined
}>

type Sending = Readonly<{ rules: StatementRules; isNamed: boolean }>

/** Sends one statement. On a pipelined client it leaves at once, behind whatever was sent before it. */
export async function runStatement<Row>(
  client: ClientBase,
  query: CompiledQuery,
  { rules, isNamed }: Sending,
): Promise<QueryResult<Row>> {
  rules.onStatement?.(query.sql)
  const name = isNamed ? rules.names(query.sql) : undefined
  const values = query.parameters.map(toParameter)
  const answer = await client.query<never>(
    name === undefined ? { text: query.sql, values } : { name, text: query.sql, values },
  )
  return toResult<Row>(answer)
}

/** Moments travel as text with their zone: exact, and cheaper than node-postgres' local-time form. */
function toParameter(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value
}

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

function toResult<Row>(answer: PgResult<never>): QueryResult<Row> {
  const rows = (answer.rows ?? []) as Row[]
  return changing.has(answer.command) ? { rows, numAffectedRows: BigInt(answer.rowCount ?? 0) } : { rows }
}
