import { constants } from 'node:fs'
import { access, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, ConfigRefused } from './config.ts'
import { type Connection, findRunningPostgres, startEmbeddedPostgres } from './platform/db/index.ts'
import type { Log } from './platform/log/index.ts'

/** The folder of the product's migrations. */
export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/** This program's version, as its package says. */
export async function readProductVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Where uploaded bytes are. */
export const filesFolderOf = (dataDir: string): string => join(dataDir, 'files')

/** A database that can be reached until `stop`. */
export type OpenPostgres = Readonly<{ connection: Connection; stop(): Promise<void> }>

/** The database given, the one of `DATABASE_URL`, or one of our own started here, which ends with `stop`. */
export async function openPostgres(
  config: Config,
  given: Connection | undefined,
  log: Log,
): Promise<OpenPostgres> {
  const connection = given ?? config.databaseUrl
  if (connection !== null) return { connection, stop: async () => undefined }
  return await startEmbeddedPostgres({ dataDir: config.dataDir, log })
}

/** The database of an installation as it is, neither looked at nor migrated; and whether a server of its own runs. */
export async function openAsItIs(
  config: Config,
  log: Log,
): Promise<OpenPostgres & Readonly<{ isRunning: boolean }>> {
  const running = config.databaseUrl ? undefined : await findRunningPostgres(config.dataDir)
  const opened = await openPostgres(config, running, log)
  return { ...opened, isRunning: running !== undefined }
}

/** Makes the data folder where it is missing; refuses one that cannot be written to, in one line. */
export async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigRefused(
      'RAPPORT_DATA_DIR',
      `a folder that the server's user may write to, not "${dataDir}" (${code})`,
    )
  }
}
