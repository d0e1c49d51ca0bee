import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import type { Connection } from '../packages/server/src/platform/db/index.ts'

/** What the serving process says about itself. */
export type Desk = Readonly<{
  origin: string
  connection: Connection
  workspaceId: string
  inboxId: string
  widgetKey: string
  ownerToken: string
  exemption: string
  pid: number
  stop(): Promise<void>
}>

/** Starts the product in a process of its own, so that the load is not measured with it. */
export async function startDesk(execArgv: readonly string[] = []): Promise<Desk> {
  const child: ChildProcess = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), {
    execArgv: [...execArgv],
  })
  const said = await new Promise<Omit<Desk, 'stop' | 'pid'>>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Omit<Desk, 'stop' | 'pid'>))
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}`)))
  })
  return {
    ...said,
    pid: child.pid ?? 0,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.disconnect()
      await gone
    },
  }
}

type Heard = (frame: Readonly<Record<string, unknown>> & { type: string }) => void

/** One raw socket of the product: what a client costs is not what is measured. */
export type Line = Readonly<{
  say(command: object): void
  hear(heard: Heard): void
  close(): void
  epoch: string
}>

async function connect(desk: Desk, path: string, hello: object): Promise<Line> {
  const url = `${desk.origin.replace('http', 'ws')}${path}`
  const socket = new WebSocket(url, {
    headers: { 'rapport-exempt': desk.exemption },
    perMessageDeflate: false,
  })
  let heard: Heard = () => undefined
  const welcome = new Promise<string>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data))
      if (frame.type === 'welcome') resolve(frame.epoch)
      heard(frame)
    })
  })
  await new Promise((resolve) => socket.once('open', resolve))
  const say = (command: object) => socket.send(JSON.stringify(command))
  say({ type: 'hello', protocol: 1, ...hello })
  const epoch = await welcome
  return {
    epoch,
    say,
    hear(listener) {
      heard = listener
    },
    close: () => socket.close(),
  }
}

/** A fresh visitor with a token of their own, connected. */
export async function connectVisitor(desk: Desk): Promise<Line> {
  const answer = await fetch(`${desk.origin}/api/v1/widget/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'rapport-exempt': desk.exemption },
    body: JSON.stringify({ key: desk.widgetKey }),
  })
  const { token } = (await answer.json()) as { token: string }
  return connect(desk, '/api/v1/widget/socket', { token })
}

/** The owner's socket. */
export const connectAgent = (desk: Desk): Promise<Line> =>
  connect(desk, '/api/v1/socket', { token: desk.ownerToken, workspaceId: desk.workspaceId })

/** Sends one message and resolves when the server has stored it. */
export function sendAndWait(line: Line, text: string): Promise<Record<string, unknown>> {
  const clientId = randomUUID()
  return new Promise((resolve, reject) => {
    line.hear((frame) => {
      if (frame.clientId !== clientId) return
      if (frame.type === 'sent') resolve(frame)
      else reject(new Error(`Refused: ${String(frame.code)}`))
    })
    line.say({ type: 'send', clientId, text })
  })
}
