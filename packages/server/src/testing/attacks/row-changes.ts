import { sql } from 'kysely'
import type { Db } from '../../platform/db/index.ts'

/** Every row there is, by table and primary key: each as its columns. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, unknown>>>>

/** Reads all of the database, work that waits and marks of when schedules ran aside. */
export async function readRows(db: Db): Promise<Rows> {
  const keys = await sql<{ table: string; columns: string[] }>`
    select t.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_index x
    join pg_class t on t.oid = x.indrelid
    join pg_attribute a on a.attrelid = t.oid and a.attnum = any(x.indkey)
    where x.indisprimary and t.relnamespace = 'public'::regnamespace and t.relname not in ('jobs', 'schedules')
    group by t.relname`.execute(db)
  const tables = new Map<string, Map<string, Record<string, unknown>>>()
  for (const { table, columns } of keys.rows) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      /* all workspaces: everything is compared */
      select to_jsonb(t) as row from ${sql.table(table)} t`.execute(db)
    const keyOf = (row: Record<string, unknown>) => JSON.stringify(columns.map((column) => row[column]))
    tables.set(table, new Map(rows.map(({ row }) => [keyOf(row), row])))
  }
  return tables
}

/** What differs: `table.column` where a row was changed, and the table alone where one came or went. */
export function changedColumns(before: Rows, after: Rows): string[] {
  const changed = [...after].flatMap(([table, rows]) =>
    changedIn(table, before.get(table) ?? new Map(), rows),
  )
  return [...new Set(changed)].sort()
}

type Table = Rows extends ReadonlyMap<string, infer One> ? One : never

function changedIn(table: string, before: Table, after: Table): string[] {
  const isGone = [...before.keys()].some((key) => !after.has(key))
  const columns = [...after].flatMap(([key, row]) => {
    const was = before.get(key)
    if (was === undefined) return [table]
    return Object.keys(row)
      .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(row[name]))
      .map((name) => `${table}.${name}`)
  })
  return isGone ? [table, ...columns] : columns
}
