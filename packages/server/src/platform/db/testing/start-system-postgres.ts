import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { chooseAccount } from '../embedded/choose-account.ts'
import { databaseEnvironment } from '../embedded/initialise-cluster.ts'
import { withClient } from './start-test-server.ts'

/** A PostgreSQL of the system's on an empty folder, reached over TCP as people's own are. */
export type SystemPostgres = Readonly<{ url: string; stop(): Promise<void> }>

const run = promisify(execFile)
const readyMs = 20_000

/** Where Debian puts the programs of a major version; nothing where it is not installed. */
export function findSystemPostgres(major: number): string | undefined {
  const folder = `/usr/lib/postgresql/${major}/bin`
  return existsSync(join(folder, 'initdb')) ? folder : undefined
}

// It ends with whoever started it, however that ends: our end of its standard input closes.
const leash = 'exec 3<&0 </dev/null; ( (read -r _ <&3; kill -INT $$) >/dev/null 2>&1 & ); exec "$@" 3<&-'

/** Starts one of these programs on a cluster made for it, without fsync; `stop` leaves nothing behind. */
export async function startSystemPostgres(programs: string): Promise<SystemPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-postgres-'))
  const account = await chooseAccount(undefined)
  const cluster = join(folder, 'cluster')
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  await chmod(folder, 0o755)
  await writeFile(passwordFile, password)
  if (account) for (const path of [folder, passwordFile]) await chown(path, account.uid, account.gid)
  const identity = account ? { uid: account.uid, gid: account.gid } : {}
  const as = { ...identity, cwd: folder, env: databaseEnvironment() }
  const access = ['-U', 'rapport', '--pwfile', passwordFile, '--auth=scram-sha-256']
  const locale = ['--encoding=UTF8', '--lc-collate=C', '--lc-ctype=C.UTF-8', '--lc-messages=C']
  await run(join(programs, 'initdb'), ['-D', cluster, ...access, ...locale, '--no-instructions'], as)

  const port = await findFreePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    'shared_buffers=128MB',
    'dynamic_shared_memory_type=mmap',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'jit=off',
  ].flatMap((setting) => ['-c', setting])
  const args = ['-c', leash, 'sh', join(programs, 'postgres'), '-D', cluster, ...settings]
  const child = spawn('/bin/sh', args, { ...as, detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.on('error', () => undefined) // it has ended, and `stop` sees that
  const url = `postgres://rapport:${password}@127.0.0.1:${port}/postgres`
  await untilAnswering(url, child)
  return {
    url,
    async stop() {
      const gone = child.exitCode === null ? once(child, 'exit') : null
      child.stdin.end()
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  for (const from = Date.now(); ; await sleep(50)) {
    try {
      return await withClient(url, async (client) => void (await client.query('select 1')))
    } catch (error) {
      if (child.exitCode !== null || Date.now() - from > readyMs) throw error
    }
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A probe has no port')
  return address.port
}
