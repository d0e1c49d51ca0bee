import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Connection, clientConfig } from './connection.ts'
import { sqlStateOf } from './database-errors.ts'
import { type DatabaseLog, silentLog } from './database-log.ts'

/** One step of the schema: a file `NNNN_name.sql` and the sum that tells whether it was changed since. */
export type Migration = Readonly<{ number: number; name: string; text: string; checksum: string }>

/** The database and the code do not belong together; nothing was changed. */
export class MigrationRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationRefused'
  }
}

const fileName = /^(\d{4})_([a-z0-9_]+)\.sql$/

/** The migrations of a folder in order. A gap or a number used twice is refused: order is all they have. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return await Promise.all(
    names.map(async (name, index) => {
      const number = Number(fileName.exec(name)?.[1])
      if (number !== index + 1) {
        throw new MigrationRefused(
          `Migrations are numbered 0001, 0002, … without gaps; ${name} is not the next one`,
        )
      }
      const text = await readFile(join(folder, name), 'utf8')
      // Line ends differ between checkouts of the same commit.
      const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
      return { number, name, text, checksum }
    }),
  )
}

type MigrateOptions = Readonly<{ folder: string; log?: DatabaseLog }>

/**
 * Brings a database to the state this code expects, and returns the names of what was applied. Safe to run from many
 * processes at once: one works, the others wait. Each file is a transaction, so a failed one leaves nothing behind;
 * files already applied must be unchanged, and a database from newer code is left alone.
 */
export async function migrate(connection: Connection, options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.folder)
  const client = new Client({
    ...clientConfig(connection, {
      applicationName: 'rapport migrate',
      limits: { statementMs: 0, lockMs: 0 },
    }),
  })
  client.on('error', (error) =>
    options.log?.warn({ error: String(error) }, 'The connection of a migration was lost'),
  )
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryKey])
    await makeLedger(client)
    const pending = refuseMismatch(migrations, await readLedger(client))
    for (const migration of pending) await apply(client, migration, options.log ?? silentLog)
    return pending.map(({ name }) => name)
  } finally {
    await client.end() // gives the lock back as well
  }
}

const advisoryKey = 7_226_774_678

/** How the schema of a database stands to a list of migrations. */
export type SchemaState = Readonly<{
  /** Names of what was applied, in order; empty where the database is empty. */
  applied: readonly string[]
  pending: readonly string[]
  /** Why the database and the migrations do not belong together; null when they do. */
  mismatch: string | null
}>

/** Looks at a database without changing anything: what of these migrations it has, and what it still waits for. */
export async function inspectSchema(client: Client, migrations: readonly Migration[]): Promise<SchemaState> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('schema_migrations') is not null as there`,
  )
  const ledger = rows[0]?.there === true ? await readLedger(client) : []
  const applied = ledger.map(({ name }) => name)
  try {
    const pending = refuseMismatch(migrations, ledger)
    return { applied, pending: pending.map(({ name }) => name), mismatch: null }
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error
    return { applied, pending: [], mismatch: error.message }
  }
}

/** Keeps every process from migrating, and a starting server waiting, until the caller's transaction ends. */
export async function lockSchema(client: Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [advisoryKey])
}

/**
 * Applies migrations in the caller's transaction, so that they stay or go with whatever else it does: for a restore,
 * which makes an earlier schema, fills it, and brings it forward.
 */
export async function applyWithin(client: Client, migrations: readonly Migration[]): Promise<void> {
  await makeLedger(client)
  for (const migration of migrations) await run(client, migration)
}

const createLedger = `create table if not exists schema_migrations (
  number integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
)`

async function makeLedger(client: Client): Promise<void> {
  try {
    await client.query(createLedger)
  } catch (error) {
    if (sqlStateOf(error) !== insufficientPrivilege) throw error
    throw new MigrationRefused(
      `The database's user may not make tables (${(error as Error).message}): let it own the database`,
    )
  }
}

const insufficientPrivilege = '42501'

type Applied = Readonly<{ number: number; name: string; checksum: string }>

async function readLedger(client: Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    'select number, name, checksum from schema_migrations order by number',
  )
  return rows
}

function refuseMismatch(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  for (const row of applied) {
    const migration = migrations[row.number - 1]
    if (!migration) {
      throw new MigrationRefused(
        `This database was made by a newer Rapport (it has ${row.name}): start that version, or restore a backup`,
      )
    }
    if (migration.name !== row.name || migration.checksum !== row.checksum) {
      throw new MigrationRefused(
        `${migration.name} differs from what this database was made with (${row.name}): ` +
          'an applied migration never changes; restore the file and add a new one',
      )
    }
  }
  return migrations.slice(applied.length)
}

const lockTries = 60

/** Waits for table locks in short turns, so that a migration never makes live traffic queue behind it. */
async function apply(client: Client, migration: Migration, log: DatabaseLog): Promise<void> {
  const since = Date.now()
  for (let attempt = 1; ; attempt += 1) {
    try {
      await applyOnce(client, migration)
      log.info({ migration: migration.name, tookMs: Date.now() - since }, 'Database migrated')
      return
    } catch (error) {
      if (sqlStateOf(error) !== '55P03' || attempt >= lockTries) {
        throw new Error(`${migration.name} failed and changed nothing: ${(error as Error).message}`, {
          cause: error,
        })
      }
    }
    await sleep(Math.min(1_000, 50 * attempt))
  }
}

async function applyOnce(client: Client, migration: Migration): Promise<void> {
  await client.query(`begin; set local lock_timeout = '800ms'`)
  try {
    await run(client, migration)
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error(`PostgreSQL answered COMMIT with ${command}`)
  } catch (error) {
    // Of a connection that is gone PostgreSQL undoes everything by itself; the error that led here says more.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function run(client: Client, { number, name, text, checksum }: Migration): Promise<void> {
  await client.query(text)
  await client.query('insert into schema_migrations (number, name, checksum) values ($1, $2, $3)', [
    number,
    name,
    checksum,
  ])
}
