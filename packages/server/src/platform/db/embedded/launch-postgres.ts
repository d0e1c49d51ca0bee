import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { chown, mkdtemp } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Account } from './choose-account.ts'
import { databaseEnvironment } from './initialise-cluster.ts'
import { shortSocketDirPrefix } from './postmaster-file.ts'

/** A running PostgreSQL on its leash: `stdin` is the leash, `pid` the postmaster's. */
export type Launched = ChildProcessByStdio<Writable, null, Readable>

/** Only names the socket file: nothing listens on the network. */
export const socketPort = 5432

// The longest path a socket address holds everywhere we run (macOS: 104 with its end mark).
const socketPathBytesMax = 103

/**
 * Starts PostgreSQL so that it cannot outlive us: a reader in the shell waits on our end of the pipe and interrupts
 * the postmaster when it closes, also after `kill -9`. It becomes the postmaster itself (`exec`), and is detached
 * so that Ctrl-C reaches us alone and we stop it in order.
 */
const leash = 'exec 3<&0 </dev/null; ( (read -r _ <&3; kill -INT $$) >/dev/null 2>&1 & ); exec "$@" 3<&-'

type Launch = Readonly<{
  postgres: string
  cluster: string
  socketDir: string
  account: Account | undefined
  durable: boolean
}>

/** Runs PostgreSQL on a cluster. Resolves nothing: the caller watches the process and `postmaster.pid`. */
export function launchPostgres({ postgres, cluster, socketDir, account, durable }: Launch): Launched {
  const identity = account ? { uid: account.uid, gid: account.gid } : {}
  return spawn('/bin/sh', ['-c', leash, 'sh', postgres, '-D', cluster, ...settings(socketDir, durable)], {
    ...identity,
    cwd: cluster,
    env: databaseEnvironment(),
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
}

/** In the data folder, which is closed to other users; in a short one of its own where that path is too long. */
export async function chooseSocketDir(cluster: string, account: Account | undefined): Promise<string> {
  if (Buffer.byteLength(join(cluster, `.s.PGSQL.${socketPort}`)) <= socketPathBytesMax) return cluster
  const short = await mkdtemp(shortSocketDirPrefix)
  if (account) await chown(short, account.uid, account.gid)
  return short
}

function settings(socketDir: string, durable: boolean): string[] {
  const bufferMegabytes = Math.max(32, Math.min(256, Math.floor(totalmem() / 2 ** 20 / 8)))
  return [
    'listen_addresses=',
    // Quoted, as the setting is a list: a comma or a space in the path would end it.
    `unix_socket_directories="${socketDir.replaceAll('"', '""')}"`,
    'unix_socket_permissions=0700',
    `port=${socketPort}`,
    'max_connections=100',
    `shared_buffers=${bufferMegabytes}MB`,
    'max_wal_size=1GB', // keeps recovery after a crash within seconds
    'dynamic_shared_memory_type=mmap', // containers have 64 MB of /dev/shm
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    'logging_collector=off',
    'log_destination=stderr',
    `log_line_prefix=`,
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting])
}
