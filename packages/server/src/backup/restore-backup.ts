import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Vault } from '../platform/crypto/index.ts'
import {
  applyWithin,
  type Connection,
  isConnectionLoss,
  lockSchema,
  type Migration,
  type SingleClient,
  sqlStateOf,
  usingClient,
} from '../platform/db/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import { madeByNewer, readArchive, type WholeBackup } from './archive-reader.ts'
import type { BackupHead } from './backup-format.ts'
import { copyTableIn, listAppliedMigrations, listTables } from './backup-queries.ts'
import { BackupRefused } from './backup-refused.ts'
import { listLostSecrets } from './lost-secrets.ts'
import { linesOf } from './make-backup.ts'
import {
  advanceIdentities,
  analyzeTables,
  copyForgottenFiles,
  dropTables,
  forgetKey,
  isServerConnected,
  limitLockWaits,
  listWorkspaceNames,
  releaseLeases,
  rememberFiles,
  renewEpochs,
  tableExists,
} from './restore-queries.ts'

/** A backup that was read to its end and fits this program. `key` is the installation's key, where it holds one. */
export type CheckedBackup = WholeBackup & Readonly<{ path: string; key: Buffer | null }>

/** What a backup is restored into. */
export type RestoreTarget = Readonly<{
  connection: Connection
  files: FileStore
  migrations: readonly Migration[]
  /** Over the key that the installation will run with. */
  vault: Vault
  /** Puts that key in its place: called once the rows it sealed are there, before anything else can fail. */
  takeKey(): Promise<void>
}>

/** How a restore goes. `onProgress` hears how many bytes of the archive have been read. */
export type RestoreOptions = Readonly<{
  replace: boolean
  signal: AbortSignal
  onProgress(bytes: number): void
}>

/** What a restore did. */
export type RestoreReport = Readonly<{
  workspaces: number
  /** Migrations on top of the backup's own. */
  migrated: readonly string[]
  /** Files that only the database before knew of, gone now. */
  filesRemoved: number
  /** Why not all was cleared up afterwards; null when it was. What is restored does not depend on it. */
  unfinished: string | null
  /** What another key had sealed, to be made anew. */
  lostSecrets: readonly string[]
}>

type CheckOptions = Pick<RestoreOptions, 'signal' | 'onProgress'> & Pick<RestoreTarget, 'migrations'>

/** Reads a whole backup and refuses one that is damaged, cut off, no backup, or made by a newer Rapport. */
export async function checkBackup(path: string, options: CheckOptions): Promise<CheckedBackup> {
  let key: Buffer | null = null
  const whole = await readArchive(path, {
    head: async (head) => refuseMismatch(path, head, options.migrations),
    key: (hex) => {
      key = Buffer.from(hex, 'hex')
    },
    table: async (_, content) => drain(content, options.signal),
    file: async (_, content) => drain(content, options.signal),
    progress: options.onProgress,
  })
  return { ...whole, path, key }
}

function refuseMismatch(path: string, head: BackupHead, migrations: readonly Migration[]): void {
  if (head.migrations.length > migrations.length) throw madeByNewer(path)
  for (const [i, { name, checksum }] of head.migrations.entries()) {
    if (migrations[i]?.name === name && migrations[i]?.checksum === checksum) continue
    throw new BackupRefused(
      `${path} was made by another Rapport (its ${name} differs from ours): restore it with version ${head.version}`,
    )
  }
}

async function drain(content: AsyncIterable<Buffer>, signal: AbortSignal): Promise<void> {
  for await (const _ of content) signal.throwIfAborted()
}

/**
 * Puts a checked backup in the place of what a database holds: in one transaction, so that a failure leaves everything
 * as it was. The schema is made as the backup's Rapport had it, filled, and brought forward to ours; workspaces get new
 * epochs, and jobs in somebody's hands are given back. Files lie in the store before the rows that name them are there.
 */
export async function restoreBackup(
  target: RestoreTarget,
  backup: CheckedBackup,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const course: Course = { written: [], stage: 'open' }
  try {
    return await usingClient(
      target.connection,
      { applicationName: 'rapport restore', limits: { statementMs: 0, lockMs: 0, idleInTransactionMs: 0 } },
      async (client) => {
        const done = await restoreWithin(client, { ...target, backup, course }, options)
        await target.takeKey()
        return { ...done, ...(await clearUp(client, target.files, options)) }
      },
    )
  } catch (error) {
    // Without rows that name them, nobody would ever look for these files.
    if (course.stage === 'open') for (const key of course.written) await target.files.remove(key)
    throw explain(error, course.stage)
  }
}

/** How far a restore has come. `in doubt`: the connection broke while it committed, and nobody can say whether it did. */
type Course = { readonly written: string[]; stage: 'open' | 'in doubt' | 'done' }

const lockNotAvailable = '55P03'
const full = new Set(['ENOSPC', 'EDQUOT', '53100'])

function explain(error: unknown, stage: Course['stage']): unknown {
  if (stage === 'done') return error
  if (stage === 'in doubt') {
    return new BackupRefused(
      'The database went away at the last moment, and may hold the backup or what was there before: restore again, with --replace',
      { cause: error },
    )
  }
  if (sqlStateOf(error) === lockNotAvailable) {
    return new BackupRefused(
      'Something else is at work in this database, and nothing was changed: stop it, then restore again',
      { cause: error },
    )
  }
  if (full.has((error as NodeJS.ErrnoException).code ?? '')) {
    return new BackupRefused(
      `There is no room for what the backup holds, and nothing was changed: free some space (${(error as Error).message})`,
      { cause: error },
    )
  }
  if (!isConnectionLoss(error)) return error
  return new BackupRefused('The database went away, and nothing was changed: restore again', { cause: error })
}

type Restoring = RestoreTarget & Readonly<{ backup: CheckedBackup; course: Course }>

async function restoreWithin(
  client: SingleClient,
  restoring: Restoring,
  options: RestoreOptions,
): Promise<Omit<RestoreReport, 'filesRemoved' | 'unfinished'>> {
  const { backup, migrations, vault, course } = restoring
  const { length } = backup.head.migrations
  await client.query('begin')
  // A server that starts meanwhile waits here, and then finds the restored database.
  await lockSchema(client)
  await limitLockWaits(client)
  await clear(client, restoring, options)
  await applyWithin(client, migrations.slice(0, length))
  await fill(client, restoring, options)
  await advanceIdentities(client)
  const later = migrations.slice(length)
  await applyWithin(client, later)
  const workspaces = await renewEpochs(client)
  await releaseLeases(client)
  if (await tableExists(client, 'installation_key')) await forgetKey(client)
  const lostSecrets = await listLostSecrets(client, vault)
  await commit(client, course)
  return { workspaces, migrated: later.map(({ name }) => name), lostSecrets }
}

async function commit(client: SingleClient, course: Course): Promise<void> {
  try {
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error(`PostgreSQL answered COMMIT with ${command}`)
    course.stage = 'done'
  } catch (error) {
    if (isConnectionLoss(error)) course.stage = 'in doubt'
    throw error
  }
}

/** Empties the database, unless somebody would miss what it holds. */
async function clear(
  client: SingleClient,
  { migrations }: Restoring,
  { replace }: RestoreOptions,
): Promise<void> {
  if (await isServerConnected(client)) {
    throw new BackupRefused('A server runs on this database: stop it, then restore')
  }
  const tables = (await listTables(client)).map(({ name }) => name)
  const isOurs = await tableExists(client, 'schema_migrations')
  refuseStrangers(isOurs ? await listStrangers(client, tables, migrations) : tables)
  if (!isOurs) return
  const workspaces = tables.includes('workspaces') ? await listWorkspaceNames(client) : []
  if (workspaces.length > 0 && !replace) {
    const named = workspaces.length > 3 ? `${workspaces.slice(0, 3).join(', ')} …` : workspaces.join(', ')
    throw new BackupRefused(
      `This database holds workspaces already (${named}): restore into an empty one, or add --replace to lose them`,
    )
  }
  if (replace && tables.includes('files')) await rememberFiles(client)
  await dropTables(client, [...tables, 'schema_migrations'])
}

/** Tables that no Rapport made. Those of a newer one are not told apart from them, and count as its own. */
async function listStrangers(
  client: SingleClient,
  tables: readonly string[],
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const applied = await listAppliedMigrations(client)
  if (applied.length > migrations.length) return []
  const texts = migrations.map(({ text }) => text).join('\n')
  const made = new Set([...texts.matchAll(/create table (?:if not exists )?(\w+)/gi)].map(([, name]) => name))
  return tables.filter((name) => !made.has(name))
}

function refuseStrangers(tables: readonly string[]): void {
  if (tables.length === 0) return
  throw new BackupRefused(
    `This database holds tables that are not Rapport's (${tables.slice(0, 3).join(', ')}): give it one of its own`,
  )
}

async function fill(client: SingleClient, restoring: Restoring, options: RestoreOptions): Promise<void> {
  const { backup, files, course } = restoring
  const columnsOf = new Map(backup.head.tables.map(({ name, columns }) => [name, columns]))
  const expected = (await listTables(client)).map(({ name }) => name)
  if (expected.toSorted().join() !== [...columnsOf.keys()].toSorted().join()) {
    throw new BackupRefused(`${backup.path} does not hold the tables that its migrations make`)
  }
  const again = await readArchive(backup.path, {
    async table(name, content) {
      const rows = copyTableIn(client, { name, columns: columnsOf.get(name) ?? [] })
      await pipeline(content, rows, { signal: options.signal })
      if (rows.rowCount !== backup.end.tables[name]?.rows) {
        throw new Error(`${name} took ${rows.rowCount} rows of ${backup.end.tables[name]?.rows}`)
      }
    },
    async file(key, content) {
      options.signal.throwIfAborted()
      const there = await files.open(key)
      there?.destroy()
      if (there === null) course.written.push(key)
      await files.put(key, Readable.from(content, { objectMode: false }))
    },
    progress: options.onProgress,
  })
  // Read twice: the file must not have become another one in between.
  if (again.end.sha256 !== backup.end.sha256)
    throw new BackupRefused(`${backup.path} changed while it was read`)
}

/** What is done for what was there before and for speed: the restore stands without it, so it does not fail by it. */
async function clearUp(
  client: SingleClient,
  files: FileStore,
  { replace }: RestoreOptions,
): Promise<Pick<RestoreReport, 'filesRemoved' | 'unfinished'>> {
  let filesRemoved = 0
  try {
    filesRemoved = replace ? await removeForgotten(client, files) : 0
    await analyzeTables(client)
    return { filesRemoved, unfinished: null }
  } catch (error) {
    return { filesRemoved, unfinished: String(error) }
  }
}

/** Removes the bytes of files that only the database before knew of. */
async function removeForgotten(client: SingleClient, files: FileStore): Promise<number> {
  if (!(await tableExists(client, 'pg_temp.replaced_files'))) return 0
  const keys = Buffer.concat(await Array.fromAsync(copyForgottenFiles(client) as AsyncIterable<Buffer>))
  let removed = 0
  for (const key of linesOf(keys)) {
    await files.remove(key)
    removed += 1
  }
  return removed
}
