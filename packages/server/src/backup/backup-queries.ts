import type { Readable, Writable } from 'node:stream'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { SingleClient } from '../platform/db/index.ts'

/** A table as a backup holds it: every column that is stored and not computed. */
export type BackedUpTable = Readonly<{ name: string; columns: readonly string[] }>

/** Begins what sees the database as it is at this moment, however long it lasts, and keeps no writer waiting. */
export async function beginSnapshot(client: SingleClient): Promise<void> {
  await client.query('begin isolation level repeatable read, read only')
}

const ownTables = `
  select c.oid, c.relname::text as name from pg_class c
   where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and c.relname <> 'schema_migrations'
     and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`

/** Every table of the schema but the migrations' ledger, in an order in which none refers to a later one. */
export async function listTables(client: SingleClient): Promise<BackedUpTable[]> {
  const { rows: tables } = await client.query<BackedUpTable>(
    `select t.name, array_agg(a.attname::text order by a.attnum) as columns
       from (${ownTables}) t
       join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by t.name order by t.name`,
  )
  const { rows: edges } = await client.query<{ from: string; to: string }>(
    `select t.name as from, r.relname::text as to from (${ownTables}) t
       join pg_constraint c on c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid
       join pg_class r on r.oid = c.confrelid`,
  )
  return sortByReference(tables, edges)
}

function sortByReference(
  tables: readonly BackedUpTable[],
  edges: readonly Readonly<{ from: string; to: string }>[],
): BackedUpTable[] {
  const sorted = new Map<string, BackedUpTable>()
  while (sorted.size < tables.length) {
    const ready = tables.filter(
      ({ name }) => !sorted.has(name) && edges.every((edge) => edge.from !== name || sorted.has(edge.to)),
    )
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle')
    for (const table of ready) sorted.set(table.name, table)
  }
  return [...sorted.values()]
}

/** Roughly how many bytes there are to copy: heaps without their indexes, and the files that rows name. */
export async function estimateBytes(client: SingleClient): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    `/* all workspaces: a backup holds them all */
     select (select coalesce(sum(pg_table_size(t.oid)), 0) from (${ownTables}) t)::bigint
          + (select coalesce(sum(bytes), 0) from files)::bigint as bytes`,
  )
  return rows[0]?.bytes ?? 0
}

/** The names and sums of the migrations this database was made with, in order. */
export async function listAppliedMigrations(
  client: SingleClient,
): Promise<{ name: string; checksum: string }[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by number',
  )
  return rows
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
const listed = (columns: readonly string[]) => columns.map(quote).join(', ')

/** The rows of a table in PostgreSQL's text form, which every version from 15 on reads, in no order. */
export function copyTableOut(client: SingleClient, { name, columns }: BackedUpTable): Readable {
  return client.query(
    copyTo(`/* all workspaces: a backup holds them all */
      copy (select ${listed(columns)} from ${quote(name)}) to stdout with (format text, encoding 'UTF8')`),
  )
}

/** The storage key of every file, one a line. */
export function copyFileKeysOut(client: SingleClient): Readable {
  return client.query(
    copyTo(`/* all workspaces: a backup holds them all */ copy (select storage_key from files) to stdout`),
  )
}

/** Takes what `copyTableOut` gave. Values of identity columns are taken as they come. */
export function copyTableIn(
  client: SingleClient,
  { name, columns }: BackedUpTable,
): Writable & Readonly<{ rowCount: number }> {
  return client.query(
    copyFrom(`copy ${quote(name)} (${listed(columns)}) from stdin with (format text, encoding 'UTF8')`),
  )
}
