import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../root.ts'

/** The product as people start it, in a process of its own that can be killed and comes back on the same port. */
export type AppProcess = Readonly<{
  origin: string
  /** Of the process that runs at the moment; null while there is none. */
  pid(): number | null
  /** Kills it the hard way, starts it again, and resolves when it listens. False when it was not alive to be killed. */
  kill(): Promise<boolean>
  /** Asks it to end in order and starts it again, from another tree if one is given. The code it ended with; null when it had to be killed. */
  restart(tree?: string): Promise<number | null>
  /** How often it ended without anybody's asking. */
  exits(): number
  /** Asks it to end in order, and sees to it that it has ended. */
  stop(): Promise<void>
}>

const readyMs = 60_000
const startsMax = 3
const stopMs = 20_000

// A run that is itself killed leaves nothing behind: our end of the pipe closes, and the product goes.
const leash = "data:text/javascript,process.stdin.on('close', () => process.exit(1)).resume()"

/** Starts the product with these variables, on a free port, and keeps it started until `stop`. */
export async function startApp(variables: NodeJS.ProcessEnv): Promise<AppProcess> {
  const port = await chooseFreePort()
  const state = { child: null as ChildProcess | null, isAsked: false, exits: 0, words: '', tree: root }

  function launch(): void {
    const child = spawn(
      process.execPath,
      ['--import', leash, join(state.tree, 'packages/server/src/main.ts')],
      {
        env: { ...process.env, ...variables, PORT: String(port) },
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    )
    child.stdin?.on('error', () => child.stdin?.destroy()) // it was killed; its exit says so
    child.stderr?.on('data', (chunk: Buffer) => {
      state.words = `${state.words}${chunk}`.slice(-4_000)
    })
    child.on('exit', () => {
      if (state.isAsked || state.child !== child) return
      state.exits += 1
      setTimeout(() => state.isAsked || launch(), 200)
    })
    state.child = child
  }

  async function end(signal: NodeJS.Signals): Promise<ChildProcess | null> {
    const { child } = state
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null
    const gone = once(child, 'exit')
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), stopMs)
    await gone
    clearTimeout(late)
    return child
  }

  async function untilReady(): Promise<void> {
    const endsBefore = state.exits
    const from = performance.now()
    while (!(await isListening(port))) {
      const isHopeless = performance.now() - from > readyMs || state.exits > endsBefore + startsMax
      if (isHopeless) {
        state.isAsked = true
        await end('SIGKILL')
        throw new Error(`The product did not start: ${state.words}`)
      }
      await sleep(20)
    }
  }

  launch()
  await untilReady()
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: () => state.child?.pid ?? null,
    async kill() {
      state.isAsked = true
      const ended = await end('SIGKILL')
      state.isAsked = false
      launch()
      await untilReady()
      return ended?.signalCode === 'SIGKILL'
    },
    async restart(tree = state.tree) {
      state.isAsked = true
      const ended = await end('SIGTERM')
      state.isAsked = false
      state.tree = tree
      launch()
      await untilReady()
      return ended?.exitCode ?? null
    },
    exits: () => state.exits,
    async stop() {
      state.isAsked = true
      await end('SIGTERM')
    },
  }
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

/** A port below those that outgoing connections use, so that nothing takes it while the product is down. */
async function chooseFreePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const probe = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.on('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    await new Promise((resolve) => probe.close(resolve))
    if (isFree) return port
  }
}
