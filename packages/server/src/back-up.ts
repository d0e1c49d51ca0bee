import {
  type BackupOptions,
  BackupRefused,
  type BackupReport,
  type CheckedBackup,
  checkBackup,
  makeBackup,
  type RestoreOptions,
  type RestoreReport,
  restoreBackup,
} from './backup/index.ts'
import type { Config } from './config.ts'
import {
  filesFolderOf,
  makeDataFolder,
  migrationsFolder,
  openAsItIs,
  readProductVersion,
} from './installation.ts'
import { findInstallationKey, readInstallationKey, stageInstallationKey } from './installation-key.ts'
import { createVault, fingerprintOf } from './platform/crypto/index.ts'
import { checkDatabase, readMigrations } from './platform/db/index.ts'
import { openDiskStore } from './platform/files/index.ts'
import { createLog } from './platform/log/index.ts'

/** Backs up this installation into a file, beside a running server or without one. */
export async function backUp(
  config: Config,
  path: string,
  { withKey, ...options }: BackupOptions & Readonly<{ withKey: boolean }>,
): Promise<BackupReport> {
  const key = config.secretKey ?? (await findInstallationKey(config.dataDir))
  // Without it this is not the folder that the server runs on, and its files would be missing too.
  if (key === null) {
    throw new BackupRefused(
      `There is no secret-key in ${config.dataDir}: set RAPPORT_DATA_DIR to the folder that the server uses`,
    )
  }
  const log = createLog(config.logLevel)
  const files = await openDiskStore(filesFolderOf(config.dataDir))
  const { connection, stop } = await openAsItIs(config, log)
  try {
    await checkDatabase(connection)
    const version = await readProductVersion()
    const vault = createVault(key)
    return await makeBackup({ connection, files, vault, key: withKey ? key : null, version }, path, options)
  } finally {
    await stop()
  }
}

/** Reads a backup to its end and says what it holds; refused when it is damaged or not for this program. */
export async function checkBackupFile(
  path: string,
  options: Pick<RestoreOptions, 'signal' | 'onProgress'>,
): Promise<CheckedBackup> {
  return await checkBackup(path, { ...options, migrations: await readMigrations(migrationsFolder) })
}

/** What a restore did, and whose key the installation has now. */
export type Restored = RestoreReport & Readonly<{ key: 'own' | 'from backup' }>

/** How to restore. `newKey`: go on although another key sealed the backup's secrets. */
export type RestoreChoices = RestoreOptions & Readonly<{ newKey: boolean }>

/** Restores a checked backup into this installation, which no server may be running. */
export async function restore(
  config: Config,
  backup: CheckedBackup,
  options: RestoreChoices,
): Promise<Restored> {
  await makeDataFolder(config.dataDir)
  const own = config.secretKey ?? (await findInstallationKey(config.dataDir))
  const brought = chooseKey(config, { own, backup, newKey: options.newKey })
  const log = createLog(config.logLevel)
  const { connection, isRunning, stop } = await openAsItIs(config, log)
  try {
    if (isRunning) throw new BackupRefused(`A server runs on ${config.dataDir}: stop it, then restore`)
    await checkDatabase(connection)
    const files = await openDiskStore(filesFolderOf(config.dataDir))
    const migrations = await readMigrations(migrationsFolder)
    const vault = createVault(brought ?? own ?? (await readInstallationKey(config.dataDir)))
    const staged = brought && (await stageInstallationKey(config.dataDir, brought))
    try {
      const takeKey = async () => await staged?.take()
      const report = await restoreBackup({ connection, files, migrations, vault, takeKey }, backup, options)
      return { ...report, key: brought ? 'from backup' : 'own' }
    } finally {
      await staged?.discard()
    }
  } finally {
    await stop()
  }
}

type Keys = Readonly<{ own: Buffer | null; backup: CheckedBackup; newKey: boolean }>

/** The key to take over from the backup; null where the installation's own is right, or was said to do. */
function chooseKey({ secretKey, dataDir }: Config, { own, backup, newKey }: Keys): Buffer | null {
  const { path, head, key } = backup
  if (own && fingerprintOf(createVault(own)) === head.keyFingerprint) return null
  if (newKey) return null
  if (key && secretKey) {
    throw new BackupRefused(
      `RAPPORT_SECRET_KEY is another key than the one in ${path}: set it to that one, or unset it`,
    )
  }
  if (key) return key
  throw new BackupRefused(
    `${path} was made under another key, and does not hold it: put the secret-key of then into ${dataDir}, ` +
      'or add --new-key to go on and make anew what it sealed',
  )
}
