import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Finding, failed, ok, warning } from './finding.ts'

const nodeMin = 24

/** Whether this Node runs the product. */
export function examineNode(version: string = process.versions.node): Finding {
  return Number.parseInt(version, 10) >= nodeMin
    ? ok('node', version)
    : failed(
        'node',
        `${version} is too old: start Rapport by npm, which brings its own, or install Node ${nodeMin}`,
      )
}

const roomFailed = 200 * 1024 * 1024
const roomWarning = 2 * 1024 * 1024 * 1024

/** Whether the data folder can be written to, has room, and keeps its key to itself. */
export async function examineFolder(dataDir: string): Promise<Finding[]> {
  try {
    await access(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT'
      ? [ok('data folder', `${dataDir} is not there yet: the first start makes it`)]
      : [failed('data folder', `${dataDir} cannot be written to (${code}): give it to the server's user`)]
  }
  return [
    ok('data folder', `${dataDir} can be written to`),
    await examineRoom(dataDir),
    ...(await examineKeyFile(dataDir)),
  ]
}

async function examineRoom(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir)
  const room = bavail * bsize
  const words = `${(room / 1e9).toFixed(1)} GB free in ${dataDir}`
  if (room < roomFailed) return failed('disk', `${words}: make room now, writing is about to fail`)
  return room < roomWarning ? warning('disk', `${words}: make room soon`) : ok('disk', words)
}

async function examineKeyFile(dataDir: string): Promise<Finding[]> {
  const path = join(dataDir, 'secret-key')
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const isOpen = facts !== null && (facts.mode & 0o077) !== 0
  return isOpen ? [warning('key file', `others may read ${path}: run "chmod 600 ${path}"`)] : []
}

const answerMs = 3_000

/** Whether the port is free, or the server on it is Rapport. */
export async function examinePort({
  host,
  port,
}: Readonly<{ host: string; port: number }>): Promise<Finding> {
  const code = await tryPort(host, port)
  if (code === null) return ok('port', `${port} is free`)
  if (code === 'EACCES') return failed('port', `${port} is for root alone: set PORT to one from 1024 on`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return failed(
      'port',
      `this machine has no address ${host}: set HOST to one it has, or to 0.0.0.0 for all`,
    )
  }
  if (code !== 'EADDRINUSE')
    return failed('port', `${port} cannot be opened (${code}): set PORT or HOST otherwise`)
  return (await isRapport(host, port))
    ? ok('port', `Rapport runs on ${port}`)
    : failed('port', `${port} is in use by another program: stop it, or set PORT to another one`)
}

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(null)))
  })
}

async function isRapport(host: string, port: number): Promise<boolean> {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const origin = `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
  try {
    const answer = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(answerMs) })
    const body: unknown = await answer.json()
    return answer.ok && (body as { status?: unknown }).status === 'ok'
  } catch {
    return false // whatever it is, it does not speak as we do
  }
}

/** What is said about where browsers reach the server. */
export type Reach = Readonly<{
  host: string
  publicOrigin: string
  filesOrigin: string
  trustedProxies: number
}>

/** Whether others than this machine are meant to reach it. */
export const isPublic = ({ host, publicOrigin }: Pick<Reach, 'host' | 'publicOrigin'>): boolean =>
  !isLoopback(new URL(publicOrigin).hostname) || !isLoopback(host)

const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|.*\.localhost)$/.test(host)

/** Whether the origin is one that browsers elsewhere can use, and fits the proxy before it. */
export function examineOrigin({ host, publicOrigin, filesOrigin, trustedProxies }: Reach): Finding {
  const { protocol, hostname } = new URL(publicOrigin)
  if (isLoopback(hostname)) {
    return isLoopback(host)
      ? ok('public origin', `${publicOrigin}: this machine alone`)
      : warning(
          'public origin',
          `HOST lets others in, and ${publicOrigin} is not where they come: set RAPPORT_PUBLIC_ORIGIN`,
        )
  }
  if (protocol !== 'https:') {
    return warning(
      'public origin',
      `${publicOrigin} is without TLS, and passwords go by it: put a proxy with TLS before it`,
    )
  }
  if (trustedProxies === 0) {
    return warning(
      'public origin',
      `a proxy ends TLS for ${publicOrigin}, and everybody seems to come from it: set RAPPORT_TRUSTED_PROXIES=1`,
    )
  }
  return filesOrigin === publicOrigin
    ? ok('public origin', `${publicOrigin}; RAPPORT_FILES_ORIGIN would keep uploaded files apart from it`)
    : ok('public origin', `${publicOrigin}, files from ${filesOrigin}`)
}
