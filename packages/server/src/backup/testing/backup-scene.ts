import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type AgentId, agent, asId } from '@rapport/domain'
import { inject } from 'vitest'
import { fillWorkspace } from '../../demo/index.ts'
import { makeIdentitySecret } from '../../inboxes/index.ts'
import { createVault } from '../../platform/crypto/index.ts'
import { withDatabase } from '../../platform/db/connection.ts'
import { type Connection, type Db, readMigrations } from '../../platform/db/index.ts'
import { migrationsFolder, testPrefix, withClient } from '../../platform/db/testing/start-test-server.ts'
import { type FileStore, openDiskStore, receiveFile } from '../../platform/files/index.ts'
import { aPlatform } from '../../testing/a-platform.ts'
import { aWorkspace } from '../../testing/a-workspace.ts'
import { listTables } from '../backup-queries.ts'
import { makeBackup } from '../make-backup.ts'
import { checkBackup, type RestoreReport, restoreBackup } from '../restore-backup.ts'

/** The key that tests seal with. */
export const testVault = createVault(Buffer.alloc(32, 7))

/** What nobody waits for: options of a backup or a restore that is left alone. */
const unhurried = { signal: new AbortController().signal, onProgress: () => undefined }

/** A database without any table, as a new server has it. */
export async function anEmptyDatabase(): Promise<Connection> {
  const { connection: server } = inject('testDatabase')
  const name = `${testPrefix}${randomBytes(8).toString('hex')}`
  await withClient(server, (client) => client.query(`create database ${name}`))
  return withDatabase(server, name)
}

/** A folder for archives and file stores, gone after `close`. */
export type Scratch = Readonly<{
  path(name: string): string
  store(name: string): Promise<FileStore>
  close(): Promise<void>
}>

/** Makes one. */
export async function openScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-backup-'))
  return {
    path: (name) => join(folder, name),
    store: (name) => openDiskStore(join(folder, name)),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A desk with history, files of several sizes, and jobs in every state. Answers the files' contents by storage key. */
export async function fillDesk(db: Db, files: FileStore): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>()
  const keeping: FileStore = {
    ...files,
    async put(key, body) {
      const bytes = Buffer.concat(await Array.fromAsync(body as AsyncIterable<Buffer>))
      contents.set(key, bytes)
      await files.put(key, Readable.from([bytes]))
    },
  }
  const platform = aPlatform(db, { files: keeping, vault: testVault })
  await fillWorkspace(platform, { name: 'Old desk', sessions: 300, messages: 6, seed: 1, ...unhurried })
  const { scope, owner } = await aWorkspace(db, platform)
  const ctx = { ...platform, scope, actor: agent(asId<AgentId>(owner.id)) }
  for (const bytes of [Buffer.from('words'), Buffer.alloc(0), randomBytes(5_000_000)]) {
    const file = { name: 'a.bin', declaredType: 'application/octet-stream', bytes: Readable.from([bytes]) }
    await receiveFile(ctx, file)
  }
  return contents
}

/** A desk whose inbox signs its visitors with a secret sealed under this key. Answers the inbox's id. */
export async function sealSecret(db: Db, key: Buffer): Promise<string> {
  const vault = createVault(key)
  const { scope, inbox } = await aWorkspace(db, { vault })
  await makeIdentitySecret({ db, vault }, scope, inbox.id)
  return inbox.id
}

/** Backs a database up, as the command does. */
export const backUpFrom = (
  connection: Connection,
  { path, files, force = false }: Readonly<{ path: string; files: Pick<FileStore, 'open'>; force?: boolean }>,
) =>
  makeBackup({ connection, files, vault: testVault, key: null, version: '0.0.1' }, path, {
    ...unhurried,
    force,
  })

type Restoring = Readonly<{ path: string; files: FileStore; replace?: boolean; folder?: string }>

/** Checks a backup and restores it, as the command does. */
export async function restoreInto(
  connection: Connection,
  { path, files, replace = false, folder = migrationsFolder }: Restoring,
): Promise<RestoreReport> {
  const migrations = await readMigrations(folder)
  const backup = await checkBackup(path, { ...unhurried, migrations })
  const target = { connection, files, migrations, vault: testVault, takeKey: async () => undefined }
  return await restoreBackup(target, backup, { ...unhurried, replace })
}

/** Every table's rows as one count and one sum each, whatever their order. */
export async function sumTables(connection: Connection): Promise<Record<string, string>> {
  return await withClient(connection, async (client) => {
    const sums: Record<string, string> = {}
    for (const { name, columns } of await listTables(client)) {
      const row = columns.map((column) => `"${column}"`).join(', ')
      const { rows } = await client.query<{ row: string }>(
        `select (row(${row}))::text collate "C" as row from "${name}" order by 1`,
      )
      const hash = createHash('sha256')
      for (const one of rows) hash.update(`${one.row}\n`)
      sums[name] = `${rows.length} ${hash.digest('hex')}`
    }
    return sums
  })
}
