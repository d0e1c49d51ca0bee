import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type DurableDatabase,
  findDatabaseOf,
  startDurableDatabase,
} from '../../packages/server/src/platform/db/testing/durable-database.ts'
import { aPlace, type Place } from '../../packages/server/src/testing/a-place.ts'
import { type AppProcess, startApp } from './app-process.ts'

/** The product running with a workspace of its own, and the way to its database. */
export type Ground = Readonly<{
  app: AppProcess
  place: Place
  connection: DurableDatabase['connection']
  /** The folder of the database that the product brought along. */
  dataDir: string
  close(): Promise<void>
}>

/** A folder that PostgreSQL's own user can enter as well, gone after `close`. */
export async function openFolder(): Promise<Readonly<{ folder: string; close(): Promise<void> }>> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-faults-'))
  await chmod(folder, 0o755)
  return { folder, close: () => rm(folder, { recursive: true, force: true }) }
}

/**
 * Starts the product. `database`: `apart` is a PostgreSQL that outlives it, as in `DATABASE_URL`; `own` is the one it
 * comes with and takes along when it dies.
 */
export async function openGround(database: 'apart' | 'own'): Promise<Ground> {
  await using opened = new AsyncDisposableStack()
  const { folder, close } = await openFolder()
  opened.defer(close)
  const key = randomBytes(32)
  const dataDir = join(folder, 'app')
  const apart = database === 'apart' ? await startDurableDatabase(join(folder, 'database')) : null
  if (apart !== null) opened.defer(apart.stop)
  const app = await startApp({
    RAPPORT_DATA_DIR: dataDir,
    RAPPORT_DEMO: '0',
    RAPPORT_LOG_LEVEL: 'error',
    RAPPORT_SECRET_KEY: key.toString('hex'),
    DATABASE_URL: apart?.url ?? '',
  })
  opened.defer(app.stop)
  const connection = apart?.connection ?? (await findDatabaseOf(dataDir))
  const place = await aPlace(connection, key)
  // All is there: from here on it is the caller's to close.
  const kept = opened.move()
  return { app, place, connection, dataDir, close: () => kept.disposeAsync() }
}
