import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Connection } from '../../platform/db/index.ts'
import { addressOf } from '../../platform/db/testing/durable-database.ts'
import { findFreePort } from '../start-test-server.ts'

/** A server in a process of its own, so that what it weighs is its own. */
export type ApartServer = Readonly<{
  origin: string
  /** Megabytes of memory it holds now; 0 where the system does not say. */
  weigh(): Promise<number>
  stop(): Promise<void>
}>

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))

/** Starts the program itself on a test's database, and waits until it answers. */
export async function startApart(connection: Connection): Promise<ApartServer> {
  const port = await findFreePort()
  const dataDir = await mkdtemp(join(tmpdir(), 'rapport-apart-'))
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: typeof connection === 'string' ? connection : addressOf(connection),
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_DEMO: '0',
      RAPPORT_LOG_LEVEL: 'silent',
      RAPPORT_PUBLIC_ORIGIN: origin,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  await untilReady(origin, child)
  return {
    origin,
    async weigh() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilReady(origin: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 60_000 && child.exitCode === null; waited += 100) {
    const isUp = await fetch(`${origin}/api/v1/setup`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
    await sleep(100)
  }
  throw new Error('The server did not start')
}
