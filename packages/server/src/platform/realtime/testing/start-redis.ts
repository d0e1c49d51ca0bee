import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A Redis of one's own that keeps nothing. */
export type TestRedis = Readonly<{ url: string; port: number; stop(): Promise<void> }>

const binary = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) => existsSync(path))

/** Whether this machine has one to start. */
export const hasRedis = binary !== undefined

const readyMs = 5_000
const nobody = 65_534

/** Starts one on a free port of this machine alone, as nobody when we are root. It dies with us. */
export async function startRedis(): Promise<TestRedis> {
  if (binary === undefined) throw new Error('There is no redis-server here')
  const port = await findFreePort()
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  const child = spawn(binary, settings, { ...identity, cwd: '/', stdio: 'ignore' })
  const leash = () => child.kill('SIGKILL')
  process.on('exit', leash)
  for (const from = Date.now(); !(await isListening(port)); await sleep(20)) {
    if (Date.now() - from < readyMs) continue
    leash()
    throw new Error('Redis did not start')
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async stop() {
      process.off('exit', leash)
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
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

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const say = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.on('connect', () => say(true)).on('error', () => say(false))
  })
}
