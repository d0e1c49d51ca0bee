import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseLog } from '../database-log.ts'
import { type Launched, launchPostgres, socketPort } from './launch-postgres.ts'
import { readPostmaster, shortSocketDirPrefix } from './postmaster-file.ts'

type Exit = Readonly<{ code: number | null; signal: NodeJS.Signals | null }>

type Supervised = Readonly<{
  port: number
  pid: () => number | undefined
  stop: () => Promise<void>
  onExit: (listener: (how: Exit) => void) => void
}>

type Supervision = Readonly<{ launch: Parameters<typeof launchPostgres>[0]; log: DatabaseLog }>

const readyMs = 120_000 // recovery after a crash reads up to 1 GB of log
const stopMs = 30_000
const retryMs = 50
const retryMsMax = 5_000
const quickRetries = 100
const steadyMs = 30_000

/**
 * Starts PostgreSQL and keeps it running until `stop`. After a death the lock file and shared memory of the last one
 * linger for a moment, so the next start is tried every 50 ms, and ever more slowly once that has not helped.
 */
export async function supervisePostgres({ launch, log }: Supervision): Promise<Supervised> {
  const listeners: ((how: Exit) => void)[] = []
  let isStopping = false
  let failures = 0
  let child: Launched | undefined
  let restarting: Promise<void> | undefined
  const stopped = new AbortController()

  async function start(): Promise<void> {
    const startedAt = Date.now()
    const started = launchPostgres(launch)
    child = started
    const last = forwardLog(started, log)
    const exited = exitOf(started)
    await waitUntilReady(started, launch.cluster, exited, last)
    void exited.then((how) => {
      if (isStopping) return
      failures = Date.now() - startedAt > steadyMs ? 0 : failures
      log.error({ ...how, pid: started.pid }, 'PostgreSQL ended unexpectedly and is started again')
      restarting = restart()
      for (const listener of listeners) listener(how)
    })
  }

  async function restart(): Promise<void> {
    const since = Date.now()
    while (!isStopping) {
      failures += 1
      await pause(Math.min(retryMsMax, retryMs * 2 ** Math.max(0, failures - quickRetries)), stopped.signal)
      if (isStopping) return
      const error = await start().then(
        () => undefined,
        (cause: unknown) => cause,
      )
      if (error === undefined) {
        log.info({ pid: child?.pid, tookMs: Date.now() - since }, 'PostgreSQL is back')
        return
      }
      if (failures >= quickRetries) log.error({ error: String(error) }, 'PostgreSQL does not start')
    }
  }

  await start()
  return {
    port: socketPort,
    pid: () => child?.pid,
    onExit: (listener) => {
      listeners.push(listener)
    },
    stop: async () => {
      isStopping = true
      stopped.abort()
      if (child) await stopProcess(child, log)
      await restarting
      if (launch.socketDir.startsWith(shortSocketDirPrefix)) {
        await rm(launch.socketDir, { recursive: true, force: true })
      }
    },
  }
}

/** Sleeps, but no longer than until a stop is asked for. */
function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return sleep(durationMs, undefined, { signal }).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error
  })
}

/** Ready is what PostgreSQL itself writes into `postmaster.pid`, under the pid we started. */
async function waitUntilReady(
  child: Launched,
  cluster: string,
  exited: Promise<Exit>,
  last: () => string,
): Promise<void> {
  let end: Exit | undefined
  void exited.then((how) => {
    end = how
  })
  const deadline = Date.now() + readyMs
  for (;;) {
    const postmaster = await readPostmaster(cluster)
    if (end) throw new Error(`PostgreSQL did not start: ${last() || `exit ${end.code ?? end.signal}`}`)
    if (postmaster?.pid === child.pid && postmaster?.status === 'ready') return
    if (Date.now() > deadline) {
      child.stdin.end()
      throw new Error(`PostgreSQL was not ready after ${readyMs / 1000} s: ${last()}`)
    }
    await sleep(10)
  }
}

/** Letting go of the leash asks for an orderly shutdown; a server that does not manage that is ended at once. */
async function stopProcess(child: Launched, log: DatabaseLog): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.stdin.end()
  const isGone = await Promise.race([gone.then(() => true), sleep(stopMs, false, { ref: false })])
  if (isGone) return
  log.warn({ pid: child.pid }, 'PostgreSQL did not shut down in time; it will recover at the next start')
  child.kill('SIGQUIT')
  await gone
}

function exitOf(child: Launched): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      // The reader of the leash waits for this; its own signal then finds nobody.
      child.stdin.destroy()
      resolve({ code, signal })
    })
    child.once('error', () => resolve({ code: 127, signal: null }))
  })
}

// Statement errors come to the caller as well, and every connection is told of a shutdown.
const trouble = /^(FATAL|PANIC|WARNING):(?!.*terminating connection)/

/** Passes PostgreSQL's own words on, and remembers the last of them for an error of ours. */
function forwardLog(child: Launched, log: DatabaseLog): () => string {
  let lastLine = ''
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (/FATAL|PANIC|ERROR|HINT|error/.test(line) || lastLine === '') lastLine = line
    if (trouble.test(line)) log.warn({ postgres: line }, 'PostgreSQL says')
  })
  child.stdin.on('error', (error) => log.warn({ error: String(error) }, 'The leash of PostgreSQL broke'))
  return () => lastLine
}
