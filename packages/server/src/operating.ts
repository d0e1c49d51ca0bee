/**
 * The operator's door: this installation's configuration, database and key, without HTTP. For work on the data itself
 * (import, backup, doctor), beside a running server or without one.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { instant } from '@rapport/domain'
import { BackupRefused } from './backup/index.ts'
import { type Config, ConfigRefused, readConfig } from './config.ts'
import { filesFolderOf, makeDataFolder, migrationsFolder, openPostgres } from './installation.ts'
import { readInstallationKey } from './installation-key.ts'
import type { Platform } from './platform/context.ts'
import { belongsToDatabase, createVault, type Vault } from './platform/crypto/index.ts'
import {
  type Connection,
  checkDatabase,
  DatabaseUnsuitable,
  DataFolderInUse,
  type Db,
  findRunningPostgres,
  MigrationRefused,
  migrate,
  openDatabase,
} from './platform/db/index.ts'
import { createGuardedFetch } from './platform/fetch/index.ts'
import { openDiskStore } from './platform/files/index.ts'
import { makeExemption } from './platform/http/index.ts'
import { createLog, type Log } from './platform/log/index.ts'
import { createMailer } from './platform/mail/index.ts'
import { noMeasures } from './platform/measures.ts'
import { type Bus, createLocalBus, withRightsFromDatabase } from './platform/realtime/index.ts'
import { createNumbers } from './workspaces/index.ts'

export { backUp, checkBackupFile, type Restored, restore } from './back-up.ts'
export { BackupRefused, type BackupReport, type CheckedBackup } from './backup/index.ts'
export { listDeliveryIds, replayDeliveries } from './channels/index.ts'
export { type Config, ConfigRefused, configVariables, readConfig } from './config.ts'
export {
  demoPassword,
  demoPeople,
  type FillTally,
  fillWorkspace,
  WorkspaceUnclear,
} from './demo/index.ts'
export type { Finding } from './doctor/index.ts'
export { examine } from './examine.ts'
export {
  type BadLine,
  type ImportLine,
  type ImportTally,
  importSessions,
  listWorkspacesNamed,
  parseImportLine,
  readLines,
} from './imports/index.ts'
export { listInboxes } from './inboxes/index.ts'
export { exemptionHeader, makeExemption } from './platform/http/index.ts'
export { openWorkspace, resetSignIn } from './team/index.ts'

/** An installation opened for work on it. `close` lets go of everything that was opened. */
export type Operating = Readonly<{
  config: Config
  connection: Connection
  platform: Platform
  close(): Promise<void>
}>

/** What to take instead of what the configuration says: for tests. */
export type OpenOverrides = Readonly<{
  connection?: Connection
  log?: Log
  /** How long a request waits for a connection while the database is away. */
  acquireMs?: number
  /** Hears the text of every statement. */
  onStatement?: (text: string) => void
  /** Opens the way to the other nodes; without it nobody but this process hears what it says of sessions. */
  openBus?: (connection: Connection, vault: Vault, log: Log) => Promise<Bus>
  platform?: Partial<Pick<Platform, 'jobsFor' | 'wakeJobs' | 'now' | 'measures'>>
}>

/** What the operator can mend, so that its message is all there is to say. Anything else is a bug, and keeps its stack. */
export const mendable = [
  BackupRefused,
  ConfigRefused,
  DataFolderInUse,
  DatabaseUnsuitable,
  MigrationRefused,
] as const

/**
 * Opens an installation for an operator: on the PostgreSQL of a server that runs on this data folder, of `DATABASE_URL`,
 * or on one started here and stopped with `close`.
 */
export async function openOperating(config: Config = readConfig(process.env), log?: Log): Promise<Operating> {
  await makeDataFolder(config.dataDir)
  const running = config.databaseUrl ? undefined : await findRunningPostgres(config.dataDir)
  return await openInstallation(config, {
    ...(running ? { connection: running } : {}),
    ...(log ? { log } : {}),
  })
}

/**
 * Opens the database (made, migrated, checked), the key, the file store, and what stands on them. What was opened before
 * something failed is closed again. Nothing reacts to events unless `overrides` says how.
 */
export async function openInstallation(config: Config, overrides: OpenOverrides = {}): Promise<Operating> {
  const log = overrides.log ?? createLog(config.logLevel)
  await makeDataFolder(config.dataDir)
  const database = await openPostgres(config, overrides.connection, log)
  try {
    await checkDatabase(database.connection)
    await migrate(database.connection, { folder: migrationsFolder, log })
    const key = config.secretKey ?? (await readInstallationKey(config.dataDir))
    const files = await openDiskStore(filesFolderOf(config.dataDir))
    const { acquireMs, onStatement } = overrides
    const db = openDatabase(database.connection, {
      log,
      ...(acquireMs ? { acquireMs } : {}),
      ...(onStatement ? { onStatement } : {}),
    })
    const vault = createVault(key)
    const bus = await openBus({ db, vault, connection: database.connection, log }, overrides).catch(
      async (error: unknown) => {
        await db.destroy()
        throw error
      },
    )
    const platform: Platform = {
      db,
      bus,
      files,
      fetch: createGuardedFetch({
        allowedNetworks: config.allowedNetworks,
        onRefused: (host) =>
          log.warn({ host }, 'A call to a private address was refused: RAPPORT_ALLOWED_NETWORKS allows it'),
      }),
      vault,
      mail: config.mail && createMailer(config.mail),
      log,
      measures: noMeasures,
      now: () => instant(Date.now()),
      numbers: createNumbers(db),
      jobsFor: () => [],
      wakeJobs: () => undefined,
      publicOrigin: config.publicOrigin,
      filesOrigin: config.filesOrigin,
      ...overrides.platform,
    }
    return {
      config,
      connection: database.connection,
      platform,
      async close() {
        try {
          platform.mail?.close()
          await bus.close()
          await db.destroy()
        } finally {
          await database.stop()
        }
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

type BusParts = Readonly<{ db: Db; vault: Vault; connection: Connection; log: Log }>

/** The bus, for whoever holds the key that the database is used with. */
async function openBus({ db, vault, connection, log }: BusParts, overrides: OpenOverrides): Promise<Bus> {
  if (!(await belongsToDatabase(vault, db)))
    throw new ConfigRefused(
      'RAPPORT_SECRET_KEY',
      'the key that this database is used with, and is another one: copy it, or the file secret-key, from another ' +
        'node or from where its backup is kept',
    )
  const bus = (await overrides.openBus?.(connection, vault, log)) ?? createLocalBus()
  return withRightsFromDatabase(bus, { db, log })
}

/**
 * Makes passes through the public limits for one's own tools, each good for ten minutes; null on a machine that does not
 * hold this installation's key. Opens no database.
 */
export async function openExemptions(config: Config): Promise<(() => string) | null> {
  const hasKey = config.secretKey !== null || existsSync(join(config.dataDir, 'secret-key'))
  if (!hasKey) return null
  const vault = createVault(config.secretKey ?? (await readInstallationKey(config.dataDir)))
  return () => makeExemption(vault, instant(Date.now() + 10 * 60_000))
}
