import type { Readable, Writable } from 'node:stream'
import { fingerprintOf, type Vault } from '../platform/crypto/index.ts'
import {
  type Connection,
  isConnectionLoss,
  type SingleClient,
  sqlStateOf,
  usingClient,
} from '../platform/db/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import { type ArchiveWriter, createArchiveWriter } from './archive-writer.ts'
import { formatNumber, type PartSum } from './backup-format.ts'
import {
  beginSnapshot,
  copyFileKeysOut,
  copyTableOut,
  estimateBytes,
  listAppliedMigrations,
  listTables,
} from './backup-queries.ts'
import { BackupRefused } from './backup-refused.ts'
import { writeWhole } from './write-whole.ts'

/** What is backed up. `key` is given where the backup is to hold the installation's key too. */
export type BackupSource = Readonly<{
  connection: Connection
  files: Pick<FileStore, 'open'>
  vault: Vault
  key: Buffer | null
  version: string
}>

/** How a backup is made. `onProgress` hears the share done, from 0 to 1, and of what. */
export type BackupOptions = Readonly<{
  force: boolean
  signal: AbortSignal
  onProgress(share: number, what: string): void
}>

/** What a backup holds. `missingFiles` are storage keys that rows name and the store had no bytes of. */
export type BackupReport = Readonly<{
  createdAt: string
  tables: Readonly<Record<string, PartSum>>
  rows: number
  files: number
  bytes: number
  missingFiles: readonly string[]
}>

/**
 * Copies every table as one moment saw it, and every file that its rows name, into one archive. A server at work beside
 * it is not kept waiting: reading takes no lock that writing minds. Memory stays bounded, whatever the size.
 */
export async function makeBackup(
  source: BackupSource,
  path: string,
  options: BackupOptions,
): Promise<BackupReport> {
  try {
    return await writeWhole(path, options, (sink) => writeBackup(source, sink, options))
  } catch (error) {
    throw explain(error)
  }
}

const lockNotAvailable = '55P03'

function explain(error: unknown): unknown {
  const words = isConnectionLoss(error)
    ? 'The database went away, and nothing was written: run the backup again'
    : sqlStateOf(error) === lockNotAvailable
      ? 'The database is being updated, and nothing was written: run the backup again when that is done'
      : null
  return words === null ? error : new BackupRefused(words, { cause: error })
}

// A slow disk must not end the snapshot: nothing waits for it.
const patient = { statementMs: 0, lockMs: 60_000, idleInTransactionMs: 0 }

async function writeBackup(
  source: BackupSource,
  sink: Writable,
  options: BackupOptions,
): Promise<BackupReport> {
  const archive = createArchiveWriter(sink)
  try {
    const createdAt = new Date().toISOString()
    const { sums, keys, estimate } = await usingClient(
      source.connection,
      { applicationName: 'rapport backup', limits: patient },
      (client) => writeTables(client, { ...source, archive, createdAt }, options),
    )
    const tablesBytes = total(sums, 'bytes')
    const files = await writeFiles(source.files, keys, {
      archive,
      signal: options.signal,
      onBytes: (bytes, count) =>
        options.onProgress(Math.min(0.99, (tablesBytes + bytes) / estimate), `${count} files`),
    })
    const { missingFiles, ...stored } = files
    await archive.end({ tables: sums, files: stored, missingFiles })
    options.onProgress(1, `${stored.count} files`)
    const bytes = tablesBytes + stored.bytes
    return { createdAt, tables: sums, rows: total(sums, 'rows'), files: stored.count, bytes, missingFiles }
  } catch (error) {
    await archive.abandon(error as Error)
    throw error
  }
}

const total = (sums: Readonly<Record<string, PartSum>>, what: 'bytes' | 'rows') =>
  Object.values(sums).reduce((sum, part) => sum + part[what], 0)

type Writing = BackupSource & Readonly<{ archive: ArchiveWriter; createdAt: string }>

async function writeTables(client: SingleClient, writing: Writing, options: BackupOptions) {
  const { archive, createdAt, version, vault, key } = writing
  await beginSnapshot(client)
  const migrations = await listAppliedMigrations(client).catch(nothingThere)
  const tables = await listTables(client)
  const estimate = Math.max(1, await estimateBytes(client))
  await archive.head({
    product: 'rapport',
    format: formatNumber,
    version,
    createdAt,
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
    keyFingerprint: fingerprintOf(vault),
    hasKey: key !== null,
  })
  if (key) await archive.key(key.toString('hex'))
  const sums: Record<string, PartSum> = {}
  let bytes = 0
  for (const table of tables) {
    const rows = watched(copyTableOut(client, table), options.signal, (read) => {
      bytes += read
      options.onProgress(Math.min(0.99, bytes / estimate), table.name)
    })
    sums[table.name] = await archive.part('tables', table.name, rows)
  }
  const keys = Buffer.concat(await Array.fromAsync(copyFileKeysOut(client) as AsyncIterable<Buffer>))
  return { sums, keys, estimate }
}

const undefinedTable = '42P01'

function nothingThere(error: unknown): never {
  if (sqlStateOf(error) !== undefinedTable) throw error
  throw new BackupRefused('There is nothing to back up: no Rapport has run on this database yet', {
    cause: error,
  })
}

async function* watched(
  source: Readable,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of source as AsyncIterable<Buffer>) {
    signal.throwIfAborted()
    onBytes(chunk.length)
    yield chunk
  }
}

type FileWriting = Readonly<{
  archive: ArchiveWriter
  signal: AbortSignal
  onBytes(bytes: number, count: number): void
}>

/** A file that was removed since the snapshot is named and left out; its row is in the backup without it. */
async function writeFiles(
  store: Pick<FileStore, 'open'>,
  keys: Buffer,
  { archive, signal, onBytes }: FileWriting,
): Promise<{ count: number; bytes: number; missingFiles: string[] }> {
  const missingFiles: string[] = []
  let [count, bytes] = [0, 0]
  for (const key of linesOf(keys)) {
    const body = await store.open(key)
    if (body === null) {
      missingFiles.push(key)
      continue
    }
    const content = watched(body, signal, (read) => {
      bytes += read
      onBytes(bytes, count)
    })
    await archive.part('files', key, content)
    count += 1
  }
  return { count, bytes, missingFiles }
}

/** Lines of a text that is too long to be cut into strings at once. */
export function* linesOf(text: Buffer): Generator<string> {
  let from = 0
  for (let at = text.indexOf(10); at !== -1; at = text.indexOf(10, from)) {
    yield text.toString('utf8', from, at)
    from = at + 1
  }
}
