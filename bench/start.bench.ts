import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figure.ts'
import { listDescendants, readText } from './processes.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const readySecondsMax = 5
const idleMibMax = 200
const idleMs = 15_000
const startMsMax = 120_000
const idleMsMax = 180_000
// Longer than the backlog waits to begin.
const idleWindowMs = 20_000

/** PERF-12: `npm start` on a data folder that is there, until it answers, and what the app then holds in memory. */
export async function measureStart(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-start-'))
  try {
    const first = await start(dataDir)
    await untilIdle(findServer(first.child.pid ?? 0))
    await stop(first.child)
    const second = await start(dataDir)
    await sleep(idleMs)
    const mib = readRssMib(findServer(second.child.pid ?? 0))
    await stop(second.child)
    return [
      atMost('PERF-12 second npm start, until it answers', second.seconds, 's', readySecondsMax),
      atMost('PERF-12 memory of the idle app, RSS', mib, 'MiB', idleMibMax),
    ]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

type Started = Readonly<{ child: ChildProcess; seconds: number }>

async function start(dataDir: string): Promise<Started> {
  const port = 20_000 + Math.floor(Math.random() * 12_000)
  const begun = performance.now()
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), RAPPORT_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // It says where it can be opened once everything is there, the demo included.
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk
  })
  while (!/^\S.* http:\/\//m.test(said) || !(await answers(port))) {
    if (child.exitCode !== null || performance.now() - begun > startMsMax)
      throw new Error('npm start did not come up')
    await sleep(10)
  }
  return { child, seconds: (performance.now() - begun) / 1_000 }
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/`)).ok
  } catch {
    return false // not listening yet
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const server = findServer(child.pid ?? 0)
  const gone = once(child, 'exit')
  process.kill(server, 'SIGTERM')
  await gone
}

/** The process that npm led to; of a family of processes the one that runs the server. */
function findServer(ancestor: number): number {
  const server = listDescendants(ancestor).find(({ pid }) => {
    const words = readText(`/proc/${pid}/cmdline`).split('\0')
    return words[0]?.endsWith('node') === true && words[1]?.endsWith('server/src/main.ts') === true
  })
  if (server === undefined) throw new Error('No process of npm start runs the server')
  return server.pid
}

/** The demo's sessions are summarised after the first start: that is over when the process has hardly anything to do. */
async function untilIdle(pid: number): Promise<void> {
  for (const giveUpAt = performance.now() + idleMsMax; performance.now() < giveUpAt; ) {
    const before = readCpuMs(pid)
    await sleep(idleWindowMs)
    if (readCpuMs(pid) - before < idleWindowMs / 10) return
  }
}

/** Processor time so far, of ticks of ten milliseconds. */
function readCpuMs(pid: number): number {
  const fields = readText(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const readRssMib = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readText(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1_024

function atMost(name: string, value: number, unit: string, limit: number): Figure {
  const ratio = value / limit
  return { name, value, unit, limit, limitName: 'limit', ratio, target: '<= 1', pass: ratio <= 1 }
}
