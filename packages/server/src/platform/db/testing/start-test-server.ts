import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { type Connection, clientConfig, withDatabase } from '../connection.ts'
import { silentLog } from '../database-log.ts'
import {
  DataFolderInUse,
  findRunningPostgres,
  startEmbeddedPostgres,
} from '../embedded/start-embedded-postgres.ts'
import { migrate, readMigrations } from '../migrate.ts'

/** A PostgreSQL for one run of the tests, with a migrated database to clone. */
export type TestServer = Readonly<{
  connection: Connection
  template: string
  stop: () => Promise<void>
}>

const repository = fileURLToPath(new URL('../../../../../../', import.meta.url))

/** The migrations of the product. */
export const migrationsFolder = join(repository, 'packages/server/migrations')

/** Where runs of the tests keep what the next one may use again. */
export const testCache = join(repository, '.cache/database-tests')

/** Every database made by tests starts with this, on our own server and on anybody's. */
export const testPrefix = 'rapport_test_'

/**
 * Starts the database server of a test run: the one of `RAPPORT_TEST_DATABASE_URL`, or an embedded one without fsync.
 * Databases of earlier runs are dropped here, not when their test ended: each drop is a checkpoint that would slow the
 * others. The migrated template is kept as long as the migrations stay the same.
 */
export async function startTestServer(): Promise<TestServer> {
  const url = process.env.RAPPORT_TEST_DATABASE_URL
  const server = url ? { connection: url, stop: async () => undefined } : await startInFreeSlot()
  const template = await prepareTemplate(server.connection)
  return { connection: server.connection, template, stop: server.stop }
}

const slotsMax = 12

/** Several runs at a time each get a server of their own; a slot keeps its data folder for the next run. */
async function startInFreeSlot(): Promise<Omit<TestServer, 'template'>> {
  for (let slot = 0; slot < slotsMax; slot += 1) {
    const dataDir = join(testCache, `server-${slot}`)
    await mkdir(dataDir, { recursive: true })
    if (await findRunningPostgres(dataDir)) continue
    try {
      const { connection, stop } = await startEmbeddedPostgres({ dataDir, log: silentLog, durable: false })
      return { connection, stop }
    } catch (error) {
      if (!(error instanceof DataFolderInUse)) throw error
    }
  }
  throw new Error(`${slotsMax} runs of the database tests are under way already`)
}

async function prepareTemplate(connection: Connection): Promise<string> {
  const sums = (await readMigrations(migrationsFolder)).map(({ checksum }) => checksum)
  const fingerprint = createHash('sha256').update(sums.join()).digest('hex').slice(0, 16)
  const template = `rapport_template_${fingerprint}`
  await withClient(connection, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const existing = await dropLeftovers(client, template)
    if (existing.includes(template)) return
    const unfinished = `${template}_new`
    await client.query(`drop database if exists ${unfinished}`)
    await client.query(`create database ${unfinished}`)
    await migrate(withDatabase(connection, unfinished), { folder: migrationsFolder })
    await client.query(`alter database ${unfinished} rename to ${template}`)
  })
  return template
}

/** Unused databases of earlier runs go, and templates of other migrations; what somebody is connected to stays. */
async function dropLeftovers(client: Client, template: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; is_idle: boolean }>(
    `select d.datname as name,
            not exists (select 1 from pg_stat_activity a where a.datname = d.datname) as is_idle
       from pg_database d
      where d.datname like 'rapport\\_test\\_%' or d.datname like 'rapport\\_template\\_%'`,
  )
  for (const { name, is_idle } of rows) {
    if (is_idle && name !== template) await client.query(`drop database if exists ${name}`)
  }
  return rows.map(({ name }) => name)
}

/** Runs something on a connection of its own and closes it. */
export async function withClient<T>(connection: Connection, fn: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(clientConfig(connection, { limits: { statementMs: 0, lockMs: 0 } }))
  client.on('error', () => undefined) // the query that notices rejects as well
  await client.connect()
  try {
    return await fn(client)
  } finally {
    await client.end()
  }
}
