import type { Connection } from './connection.ts'
import { DatabaseUnsuitable } from './explain-unreachable.ts'
import { type SingleClient, usingClient } from './using-client.ts'

const versionMin = 15
const versionMax = 18

/** One thing a database has to be. Answers what was found, or throws `DatabaseUnsuitable` with what to do. */
export type DatabaseCheck = Readonly<{ name: string; run(client: SingleClient): Promise<string> }>

/**
 * Everything a database has to be before the first request: one on which search would silently find nothing is refused
 * as well as one that lacks rights.
 */
export const databaseChecks: readonly DatabaseCheck[] = [
  { name: 'version', run: checkVersion },
  { name: 'encoding', run: checkEncoding },
  { name: 'rights', run: checkRights },
  { name: 'letters', run: checkLetters },
]

/** Refuses a database that cannot be reached, or is not what it has to be. Leaves nothing behind in it. */
export async function checkDatabase(connection: Connection): Promise<void> {
  await usingClient(connection, { applicationName: 'rapport check' }, async (client) => {
    for (const { run } of databaseChecks) await run(client)
  })
}

/** Whether a PostgreSQL of this version is newer than those tried. */
export const isUntriedVersion = (version: string): boolean => Number.parseInt(version, 10) > versionMax

async function checkVersion(client: SingleClient): Promise<string> {
  const { rows } = await client.query<{ number: number; words: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as words`,
  )
  const [version] = rows
  if (!version || version.number < versionMin * 10_000) {
    throw new DatabaseUnsuitable(
      `PostgreSQL ${versionMin} or newer is needed and this is ${version?.words}: upgrade it, or unset DATABASE_URL`,
    )
  }
  return version.words
}

async function checkEncoding(client: SingleClient): Promise<string> {
  const { rows } = await client.query<{ encoding: string }>(
    'select pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()',
  )
  const encoding = rows[0]?.encoding
  if (encoding !== 'UTF8')
    throw new DatabaseUnsuitable(`The database is in ${encoding}, not UTF8: ${createAnew}`)
  return encoding
}

const createAnew = `create one with "create database rapport owner USER template template0 encoding 'UTF8' locale 'C.UTF-8'"`

/** Tables are made in the schema that comes first, a restore keeps notes in a temporary one. */
async function checkRights(client: SingleClient): Promise<string> {
  const { rows } = await client.query<Rights>(
    `select current_user::text as "user", current_database()::text as database,
            coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreate",
            has_database_privilege(current_database(), 'temp') as "mayKeepNotes"`,
  )
  const [rights] = rows
  if (rights?.mayCreate && rights.mayKeepNotes) return `${rights.user} may make tables`
  throw new DatabaseUnsuitable(
    `The user ${rights?.user} may not make tables in the database ${rights?.database}: ` +
      `let it own the database with "alter database ${rights?.database} owner to ${rights?.user}"`,
  )
}

type Rights = Readonly<{ user: string; database: string; mayCreate: boolean; mayKeepNotes: boolean }>

const extensions = ['pg_trgm', 'btree_gin'] as const

async function checkLetters(client: SingleClient): Promise<string> {
  // In a transaction that is rolled back: a check leaves nothing behind.
  await client.query('begin')
  try {
    for (const name of extensions) await createExtension(client, name)
    const { rows } = await client.query<{ suitable: boolean }>(
      `select cardinality(show_trgm('退款')) > 0 and lower('Ů') = 'ů' as suitable`,
    )
    if (rows[0]?.suitable === true) return 'knows the letters of other languages'
  } finally {
    await client.query('rollback')
  }
  throw new DatabaseUnsuitable(`The database's locale does not know Chinese or Czech letters: ${createAnew}`)
}

async function createExtension(client: SingleClient, name: string): Promise<void> {
  try {
    await client.query(`create extension if not exists ${name}`)
  } catch (error) {
    throw new DatabaseUnsuitable(
      `The extension ${name} cannot be used (${(error as Error).message}): install PostgreSQL's contrib package, ` +
        `or let a superuser run "create extension ${name}" in this database`,
      { cause: error },
    )
  }
}
