import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import type { Connection } from '../packages/server/src/platform/db/index.ts'
import type { CpuProfile } from './share-out.ts'

/** What a serving process costs at this moment. */
export type Cost = Readonly<{ rssBytes: number; cpuMs: number }>

/** One process of the product. */
export type Node = Readonly<{
  origin: string
  connection: Connection
  secretKey: string
  pid: number
  cost(): Promise<Cost>
  /** Samples what the process does while this work is done. */
  profile(work: () => Promise<unknown>): Promise<CpuProfile>
  stop(): Promise<void>
}>

/** A node with its database, a workspace in it, and who may come in. */
export type Desk = Node &
  Readonly<{
    workspaceId: string
    inboxId: string
    widgetKey: string
    ownerToken: string
    exemption: string
  }>

/** Starts the product in a process of its own, so that the load is not measured with it. */
export const startDesk = (execArgv: readonly string[] = []): Promise<Desk> => launch<Desk>(execArgv, null)

/** A further node on the same database: nothing but a second process. */
export const startNodeBeside = ({ connection, secretKey }: Desk): Promise<Node> =>
  launch<Node>([], { connection, secretKey })

async function launch<Said extends Node>(
  execArgv: readonly string[],
  beside: Pick<Desk, 'connection' | 'secretKey'> | null,
): Promise<Said> {
  const path = fileURLToPath(new URL('serve.ts', import.meta.url))
  const child: ChildProcess = fork(path, [JSON.stringify(beside)], { execArgv: [...execArgv] })
  const hear = <Message>() =>
    new Promise<Message>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The server ended with ${code}`))
      child.once('exit', ended)
      child.once('message', (message) => {
        child.off('exit', ended)
        resolve(message as Message)
      })
    })
  const ask = async <Answer>(question: string): Promise<Answer> => {
    const answer = hear<Answer>()
    child.send(question)
    return await answer
  }
  const said = await hear<Omit<Said, 'stop' | 'pid' | 'cost' | 'profile'>>()
  return {
    ...said,
    pid: child.pid ?? 0,
    async cost() {
      const { rssBytes, cpu } = await ask<{ rssBytes: number; cpu: NodeJS.CpuUsage }>('cost')
      return { rssBytes, cpuMs: (cpu.user + cpu.system) / 1_000 }
    },
    async profile(work) {
      await ask('begin profile')
      await work()
      return await ask<CpuProfile>('end profile')
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.disconnect()
      await gone
    },
  } as Said
}

type Heard = (frame: Readonly<Record<string, unknown>> & { type: string }) => void

/** One raw socket of the product: what a client costs is not what is measured. */
export type Line = Readonly<{
  say(command: object): void
  hear(heard: Heard): void
  close(): void
  epoch: string
}>

/** Opens a socket of the product and says hello. */
async function connect(desk: Pick<Desk, 'origin' | 'exemption'>, path: string, hello: object): Promise<Line> {
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

/** The token of a fresh visitor. */
export async function makeVisitor(desk: Desk): Promise<string> {
  const answer = await fetch(`${desk.origin}/api/v1/widget/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'rapport-exempt': desk.exemption },
    body: JSON.stringify({ key: desk.widgetKey }),
  })
  return ((await answer.json()) as { token: string }).token
}

/** A fresh visitor with a token of their own, connected; to another node than the desk's where one is named. */
export async function connectVisitor(desk: Desk, origin = desk.origin): Promise<Line> {
  return connect({ ...desk, origin }, '/api/v1/widget/socket', { token: await makeVisitor(desk) })
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
