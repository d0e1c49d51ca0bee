import { createHash, randomBytes } from 'node:crypto'
import { access, chmod, mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseLog } from '../database-log.ts'
import { type Account, canUse, chooseAccount } from './choose-account.ts'

/** Where root's copies go: reachable by every user, and kept by the system. */
export const systemFolder = '/var/lib/rapport'

/** Where the data of one server is, and who runs it. `exists` is false before the first start. */
export type Place = Readonly<{ cluster: string; account: Account | undefined; exists: boolean }>

const pointer = 'moved-to'

/**
 * Decides where the data lies. It stays in the folder asked for, unless root asked and PostgreSQL's user cannot
 * get there (inside a 0700 home): then it moves to `/var/lib/rapport`, and a file `moved-to` says where, so that
 * the pair is found again and a removed data folder means a fresh start.
 */
export async function placeData(dataDir: string, log: DatabaseLog): Promise<Place> {
  await mkdir(dataDir, { recursive: true })
  const existing = await findCluster(dataDir)
  const account = await chooseAccount(existing)
  if (existing) {
    if (canUse(account, existing, 'enter')) return { cluster: existing, account, exists: true }
    throw new Error(
      `The database in ${existing} belongs to another user, or lies in a folder closed to its own`,
    )
  }

  const folder = await realpath(dataDir)
  if (canUse(account, folder, 'enter')) {
    return { cluster: join(folder, 'cluster'), account, exists: false }
  }
  const name = `${createHash('sha256').update(folder).digest('hex').slice(0, 12)}-${randomBytes(3).toString('hex')}`
  const moved = join(systemFolder, name)
  await mkdir(moved, { recursive: true })
  for (const opened of [systemFolder, moved]) await chmod(opened, 0o755) // whatever the umask
  await writeFile(join(folder, pointer), `${moved}\n`)
  log.info(
    { dataDir, moved, user: account?.name },
    'The data folder is closed to PostgreSQL, so its data is elsewhere',
  )
  return { cluster: join(moved, 'cluster'), account, exists: false }
}

/** The cluster made earlier for this data folder, if there is one. */
export async function findCluster(dataDir: string): Promise<string | undefined> {
  const candidates = [dataDir, await movedTo(dataDir)]
  for (const candidate of candidates) {
    if (candidate === undefined) continue
    const cluster = join(await realpath(candidate).catch(() => candidate), 'cluster')
    const isThere = await access(join(cluster, 'PG_VERSION')).then(() => true, isDenied)
    if (isThere) return cluster
  }
  return undefined
}

async function movedTo(dataDir: string): Promise<string | undefined> {
  const text = await readFile(join(dataDir, pointer), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text?.trim()
}

function isDenied(error: NodeJS.ErrnoException): boolean {
  // The cluster folder is 0700: being refused entry shows that it is there.
  return error.code === 'EACCES'
}
