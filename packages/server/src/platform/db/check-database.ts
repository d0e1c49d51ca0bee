import { Client } from 'pg'
import { type Connection, clientConfig } from './connection.ts'

/** This database cannot serve Rapport; the message says in one line what to do about it. */
export class DatabaseUnsuitable extends Error {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.name = 'DatabaseUnsuitable'
  }
}

const versionMin = 15

/**
 * Refuses, before the first request, a database that cannot be reached, and one on which search would silently find
 * nothing: too old a server, an encoding or a locale that does not know the letters of other languages, a missing pg_trgm.
 */
export async function checkDatabase(connection: Connection): Promise<void> {
  const client = new Client(clientConfig(connection, { applicationName: 'rapport check' }))
  client.on('error', () => undefined) // the query under way rejects as well
  await connect(client)
  try {
    await checkVersion(client)
    await checkEncoding(client)
    await checkLetters(client)
  } finally {
    await client.end()
  }
}

async function connect(client: Client): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    // A name with several addresses fails with one error for each, and says nothing itself.
    const reason = error instanceof AggregateError ? error.errors[0] : error
    throw new DatabaseUnsuitable(
      `The database cannot be reached (${(reason as Error).message}): see that it runs, and that DATABASE_URL is right`,
      { cause: error },
    )
  }
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; words: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as words`,
  )
  const [version] = rows
  if (!version || version.number < versionMin * 10_000) {
    throw new DatabaseUnsuitable(
      `PostgreSQL ${versionMin} or newer is needed and this is ${version?.words}: upgrade it, or unset DATABASE_URL`,
    )
  }
}

async function checkEncoding(client: Client): Promise<void> {
  const { rows } = await client.query<{ encoding: string }>(
    'select pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()',
  )
  const encoding = rows[0]?.encoding
  if (encoding !== 'UTF8')
    throw new DatabaseUnsuitable(`The database is in ${encoding}, not UTF8: ${createAnew}`)
}

const createAnew = `create one with "create database rapport template template0 encoding 'UTF8' locale 'C.UTF-8'"`

async function checkLetters(client: Client): Promise<void> {
  // In a transaction that is rolled back: a check leaves nothing behind.
  await client.query('begin')
  try {
    await client.query('create extension if not exists pg_trgm')
    const { rows } = await client.query<{ suitable: boolean }>(
      `select cardinality(show_trgm('退款')) > 0 and lower('Ů') = 'ů' as suitable`,
    )
    if (rows[0]?.suitable === true) return
  } catch (error) {
    throw new DatabaseUnsuitable(
      `The extension pg_trgm cannot be used (${(error as Error).message}): install PostgreSQL's contrib package, ` +
        'or let a superuser run "create extension pg_trgm" in this database',
    )
  } finally {
    await client.query('rollback')
  }
  throw new DatabaseUnsuitable(`The database's locale does not know Chinese or Czech letters: ${createAnew}`)
}
