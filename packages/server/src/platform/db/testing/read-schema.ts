import type { Client } from 'pg'

/**
 * The tables that belong to no workspace. Everything else leads with `workspace_id`; adding a name here is a decision
 * about what the product shares between its customers.
 */
export const globalTables: ReadonlySet<string> = new Set([
  'directory', // what is looked up before the workspace is known
  'installation_key', // tells a node that has another key than the others
  'rights_changes', // of people, who may be in several workspaces, and of strangers
  'schedules', // when each recurring job of the installation last ran
  'schema_migrations',
  'throttles', // failed sign-ins, per account and address
  'users', // one sign-in per person, for all their workspaces
  'workspaces',
])

/** Every table of a workspace in the live schema. */
export async function readWorkspaceTables(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`,
  )
  return new Set(rows.map(({ name }) => name).filter((name) => !globalTables.has(name)))
}

/** A primary key, unique key, foreign key or plain index, with its columns in order; expressions are shown as text. */
export type Key = Readonly<{
  table: string
  name: string
  kind: 'primary' | 'unique' | 'foreign' | 'index'
  columns: string[]
  references: string | null
}>

/** Every index and every foreign key of the live schema. */
export async function readKeys(client: Client): Promise<Key[]> {
  const { rows } = await client.query<Key>(
    `select t.relname as table, i.relname as name,
            case when x.indisprimary then 'primary' when x.indisunique then 'unique' else 'index' end as kind,
            (select array_agg(pg_get_indexdef(x.indexrelid, k, true) order by k)
               from generate_series(1, x.indnkeyatts) k) as columns,
            null as references
       from pg_index x
       join pg_class t on t.oid = x.indrelid
       join pg_class i on i.oid = x.indexrelid
      where t.relnamespace = 'public'::regnamespace
      union all
     select t.relname, c.conname, 'foreign',
            (select array_agg(a.attname::text order by k.place)
               from unnest(c.conkey) with ordinality k(number, place)
               join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number),
            r.relname
       from pg_constraint c
       join pg_class t on t.oid = c.conrelid
       join pg_class r on r.oid = c.confrelid
      where c.contype = 'f' and t.relnamespace = 'public'::regnamespace and c.conparentid = 0
      order by 1, 2`,
  )
  return rows
}
