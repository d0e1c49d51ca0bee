import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '../../tools/root.ts'

/** The product as `npm start` runs it: a process of its own, with its own database and an empty data folder. */
export type Product = Readonly<{ shopOrigin: string; dataDir: string; stop(): Promise<void> }>

/** What differs from a usual start. `port` must be free; further variables win over the usual ones. */
export type ProductOptions = Readonly<{ port: number; env?: Readonly<Record<string, string>> }>

const patienceMs = 90_000

/** Starts the product and waits until it answers. `stop` ends it in order, and removes its folder. */
export async function runProduct({ port, env = {} }: ProductOptions): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rapport-e2e-'))
  // Started by root, the database runs as somebody else, who must be able to come in here.
  await chmod(dataDir, 0o755)
  const shopPort = await findFreePort()
  const said: string[] = []
  const child = spawn(process.execPath, ['packages/server/src/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_DEMO: '0',
      RAPPORT_DEMO_LIVE: '0',
      RAPPORT_SHOP_PORT: String(shopPort),
      RAPPORT_LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)))
  const end = async () => {
    await stopProcess(child)
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await waitUntilOpen(child, said)
  } catch (error) {
    await end()
    throw error
  }
  return { shopOrigin: `http://127.0.0.1:${shopPort}`, dataDir, stop: end }
}

/** The lines that say what to open are printed when everything answers, the demo's shop included. */
async function waitUntilOpen(child: ChildProcess, said: readonly string[]): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!/^(Rapport|Console) .*http/m.test(said.join(''))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`The product did not start: ${said.join('')}`)
    }
    await wait(50)
  }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(late)
}

/** A port that nobody has at the moment. */
export async function findFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A probe has no port')
  return address.port
}
