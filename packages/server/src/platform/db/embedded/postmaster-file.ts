import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a PostgreSQL server says about itself in its data folder. */
export type Postmaster = Readonly<{ pid: number; port: number; socketDir: string; status: string }>

/** Folders made for sockets whose own path would be too long start with this. */
export const shortSocketDirPrefix = join(tmpdir(), 'rapport-socket-')

/** What `postmaster.pid` holds, be its writer alive or not; nothing when the file is absent or half written. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(orAbsent)
  const lines = text?.split('\n').map((line) => line.trim()) ?? []
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '', status: lines[7] ?? '' }
}

/**
 * The server now running on this data, found by its pid **and** its command line: after a container restart
 * the pid in the file is often somebody else's, and a zombie still answers to a signal.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(cluster)
  if (!postmaster) return undefined
  const commandLine = await commandLineOf(postmaster.pid)
  return commandLine.includes(cluster) ? postmaster : undefined
}

/** Clears what a server that died left behind, so that a reused pid cannot keep the next one from starting. */
export async function removeStalePostmaster(cluster: string): Promise<void> {
  const stale = await readPostmaster(cluster)
  await rm(join(cluster, 'postmaster.pid'), { force: true })
  if (!stale?.socketDir) return
  if (stale.socketDir.startsWith(shortSocketDirPrefix)) {
    await rm(stale.socketDir, { recursive: true, force: true })
  } else if (stale.socketDir === cluster) {
    const socket = join(cluster, `.s.PGSQL.${stale.port}`)
    await Promise.all([rm(socket, { force: true }), rm(`${socket}.lock`, { force: true })])
  }
}

/** Whether a process lives, told apart from a zombie where the system lets us look. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await commandLineOf(pid)) !== ''
}

async function commandLineOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(orAbsent)) ?? ''
  }
  const listed = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return listed.stdout.trim()
}

function orAbsent(error: NodeJS.ErrnoException): undefined {
  // ESRCH: the process ended between opening its entry and reading it.
  if (error.code === 'ENOENT' || error.code === 'ESRCH' || error.code === 'ENOTDIR') return undefined
  throw error
}
