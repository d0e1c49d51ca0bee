import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './choose-account.ts'
import type { Binaries } from './locate-binaries.ts'
import { isAlive } from './postmaster-file.ts'

const run = promisify(execFile)

/** The role and the database that Rapport uses in a server of its own. */
export const ownerName = 'rapport'

type Plan = Readonly<{ cluster: string; account: Account | undefined; binaries: Binaries }>

// pg_trgm asks the C library, not the locale provider, so LC_CTYPE must be UTF-8 whatever the environment says.
const localeFlags = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--lc-ctype=C.UTF-8',
  '--lc-collate=C',
  '--lc-messages=C',
  '--lc-monetary=C',
  '--lc-numeric=C',
  '--lc-time=C',
]

/**
 * Makes a new, empty database server: whole or not at all. It is built in a folder beside its place and renamed,
 * so neither a crash nor a second process starting at the same moment can leave a half-made one.
 */
export async function initialiseCluster({ cluster, account, binaries }: Plan): Promise<void> {
  await removeUnfinished(cluster)
  const unfinished = `${cluster}.new-${process.pid}`
  const passwordFile = `${unfinished}.password`
  const password = randomBytes(32).toString('base64url')
  const identity = account ? { uid: account.uid, gid: account.gid } : {}
  try {
    await mkdir(unfinished, { mode: 0o700 })
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (account) {
      await chown(unfinished, account.uid, account.gid)
      await chown(passwordFile, account.uid, account.gid)
    }
    const access = ['-U', ownerName, '--pwfile', passwordFile, '--auth=scram-sha-256']
    const options = { ...identity, cwd: unfinished, env: databaseEnvironment() }
    await run(
      binaries.initdb,
      ['-D', unfinished, ...access, ...localeFlags, '--no-instructions'],
      options,
    ).catch(explain)
    await createDatabase(binaries.postgres, unfinished, options)
    await rename(passwordFile, join(unfinished, 'password'))
    await rename(unfinished, cluster).catch(unlessMadeMeanwhile)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
    await rm(passwordFile, { force: true })
  }
}

/** The owner's password, readable by PostgreSQL's user and root alone. */
export async function readPassword(cluster: string): Promise<string> {
  return await readFile(join(cluster, 'password'), 'utf8')
}

/** A bare environment: LANG, LC_* and PG* of whoever started us must change nothing. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC' }
}

type SpawnOptions = Readonly<{ uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv }>

/** In single-user mode, before anybody can connect: the new server then starts complete. */
function createDatabase(postgres: string, cluster: string, options: SpawnOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(postgres, ['--single', '-D', cluster, '-c', 'listen_addresses=', 'postgres'], {
      ...options,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    let complaints = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString()
    })
    child.on('error', reject)
    child.stdin.on('error', reject)
    child.on('close', (code) => {
      if (code === 0 && !complaints.includes('ERROR:')) resolve()
      else reject(new Error(`PostgreSQL could not create its first database: ${complaints.trim()}`))
    })
    child.stdin.end(`create database ${ownerName}\n`)
  })
}

async function removeUnfinished(cluster: string): Promise<void> {
  const prefix = `${basename(cluster)}.new-`
  const folder = dirname(cluster)
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue
    const pid = Number.parseInt(name.slice(prefix.length), 10)
    if (pid !== process.pid && (await isAlive(pid))) continue
    await rm(join(folder, name), { recursive: true, force: true })
  }
}

function explain(error: Error & { stderr?: string }): never {
  throw new Error(`PostgreSQL could not make its data folder: ${error.stderr?.trim() || error.message}`, {
    cause: error,
  })
}

function unlessMadeMeanwhile(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
}
