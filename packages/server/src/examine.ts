import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isServerConnected, listLostSecrets } from './backup/index.ts'
import { type Config, ConfigRefused, configVariables, readConfig } from './config.ts'
import {
  examineDatabase,
  examineFolder,
  examineNode,
  examineOrigin,
  examinePort,
  type Finding,
  failed,
  isPublic,
  ok,
  warning,
} from './doctor/index.ts'
import { filesFolderOf, migrationsFolder, openAsItIs } from './installation.ts'
import { findInstallationKey } from './installation-key.ts'
import { createVault } from './platform/crypto/index.ts'
import { readMigrations } from './platform/db/index.ts'
import { openDiskStore } from './platform/files/index.ts'
import { createLog } from './platform/log/index.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Looks at everything an operator can get wrong, in the order in which one thing needs another. Changes nothing. */
export async function examine(environment: Environment): Promise<Finding[]> {
  const variables = examineVariables(environment)
  const first = [examineNode(), ...variables]
  if (variables.some(({ state }) => state === 'failed')) return first
  const config = readConfig(environment)
  const folder = await examineFolder(config.dataDir)
  const rest = [...first, ...folder, examineOrigin(config), await examinePort(config)]
  if (folder.some(({ check, state }) => check === 'data folder' && state === 'failed')) return rest
  return [...rest, ...(await examineData(config))]
}

/** Every variable by itself, so that all that are wrong are told at once; and those that nobody reads. */
function examineVariables(environment: Environment): Finding[] {
  const wrong = Object.keys(configVariables).flatMap((name) => {
    try {
      readConfig({ [name]: environment[name] })
      return []
    } catch (error) {
      if (!(error instanceof ConfigRefused)) throw error
      return [failed('configuration', error.message)]
    }
  })
  const unknown = Object.keys(environment)
    .filter((name) => name.startsWith('RAPPORT_') && !(name in configVariables))
    .map((name) =>
      warning('configuration', `${name} is set, and nothing reads it: see the list of variables`),
    )
  const set = Object.keys(configVariables).filter((name) => environment[name]?.trim())
  if (wrong.length + unknown.length > 0) return [...wrong, ...unknown]
  return [ok('configuration', set.length === 0 ? 'all variables at their defaults' : `${set.join(', ')} set`)]
}

async function examineData(config: Config): Promise<Finding[]> {
  const { databaseUrl, dataDir } = config
  const isNew = !existsSync(join(dataDir, 'cluster')) && !existsSync(join(dataDir, 'moved-to'))
  if (databaseUrl === null && isNew) return [ok('database', 'none yet: the first start makes it')]
  try {
    const { connection, stop } = await openAsItIs(config, createLog('silent'))
    try {
      const key = config.secretKey ?? (await findInstallationKey(dataDir))
      return await examineDatabase({
        connection,
        isPublic: isPublic(config),
        vault: key && createVault(key),
        files: await openDiskStore(filesFolderOf(dataDir)),
        migrations: await readMigrations(migrationsFolder),
        isServerConnected,
        listLostSecrets,
      })
    } finally {
      await stop()
    }
  } catch (error) {
    // Whatever keeps the database from being opened is a finding like any other.
    return [failed('database', (error as Error).message.split('\n')[0] ?? '')]
  }
}
