import { randomUUIDv7 } from 'node:crypto'
import type { Readable } from 'node:stream'
import { to as copyTo } from 'pg-copy-streams'
import type { SingleClient } from '../platform/db/index.ts'

/** Whether the schema has a table of this name. */
export async function tableExists(client: SingleClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    name,
  ])
  return rows[0]?.there ?? false
}

/** The workspaces of a database, by name; at most a few of them. */
export async function listWorkspaceNames(client: SingleClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `/* all workspaces: asks whether a restore would replace any */
     select name from workspaces order by created_at limit 4`,
  )
  return rows.map(({ name }) => name)
}

/**
 * Whether a server is connected to this database, as far as the database tells: its pool is named `rapport`. Of other
 * users' connections a user without pg_read_all_stats sees no name; a server uses the same one as its operator.
 */
export async function isServerConnected(client: SingleClient): Promise<boolean> {
  const { rows } = await client.query<{ connected: boolean }>(
    `select exists (
       select from pg_stat_activity
        where datname = current_database() and application_name = 'rapport' and pid <> pg_backend_pid()
     ) as connected`,
  )
  return rows[0]?.connected ?? false
}

/** Gives up soon where something else holds a table, instead of waiting behind it. */
export async function limitLockWaits(client: SingleClient): Promise<void> {
  await client.query(`set local lock_timeout = '10s'`)
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Remembers, for this connection, which files a database named that is about to go. */
export async function rememberFiles(client: SingleClient): Promise<void> {
  await client.query(
    `/* all workspaces: a restore replaces them all */
     create temporary table replaced_files on commit preserve rows as select storage_key from files`,
  )
}

/** What the database before named and this one does not, one key a line. */
export function copyForgottenFiles(client: SingleClient): Readable {
  return client.query(
    copyTo(`/* all workspaces: a restore replaces them all */
      copy (select storage_key from replaced_files except select storage_key from files) to stdout`),
  )
}

/** Drops tables together, so that their order is no matter. What else depends on one makes it fail. */
export async function dropTables(client: SingleClient, names: readonly string[]): Promise<void> {
  if (names.length > 0) await client.query(`drop table ${names.map(quote).join(', ')}`)
}

/** Lets every identity column go on after the greatest value it holds. */
export async function advanceIdentities(client: SingleClient): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname::text as table, a.attname::text as column,
            pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
       from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
        and a.attidentity <> '' and not a.attisdropped`,
  )
  for (const { table, column, sequence } of rows) {
    await client.query(
      `/* all workspaces: positions are counted over all of them */
       select setval('${sequence}', coalesce((select max(${quote(column)}) from ${quote(table)}), 0) + 1, false)`,
    )
  }
}

/** Gives every workspace a new epoch, so that no client goes on from a place that this database never had. */
export async function renewEpochs(client: SingleClient): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    '/* all workspaces: a restore replaces them all */ select workspace_id as id from workspaces',
  )
  for (const { id } of rows) {
    await client.query('update workspaces set epoch = $1 where workspace_id = $2', [randomUUIDv7(), id])
  }
  return rows.length
}

/**
 * Gives back what was in somebody's hands when the backup was made: nobody works on it now. A job that ran while another
 * of its unique key waited goes, as that one does the same work.
 */
export async function releaseLeases(client: SingleClient): Promise<void> {
  await client.query(
    `/* all workspaces: whoever worked then is gone, wherever they worked */
     delete from jobs j where j.lease_id is not null and j.unique_key is not null and exists (
       select from jobs w where w.workspace_id = j.workspace_id and w.unique_key = j.unique_key
          and w.job_id <> j.job_id and w.dead_at is null)`,
  )
  await client.query(
    `/* all workspaces: whoever worked then is gone, wherever they worked */
     update jobs set lease_id = null, leased_until = null where lease_id is not null`,
  )
  await client.query('update schedules set busy_until = null')
}

/** Tells the planner what the tables hold, so that the first requests are planned as well as later ones. */
export async function analyzeTables(client: SingleClient): Promise<void> {
  await client.query('analyze')
}

/** Forgets which key the database was used with: the next start, which has the key of now, says it anew. */
export async function forgetKey(client: SingleClient): Promise<void> {
  await client.query('delete from installation_key')
}
