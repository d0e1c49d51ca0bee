import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, frameBytesMax } from '@rapport/contract'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Log } from '../log/index.ts'
import { createLink, type Link } from './link.ts'

/**
 * One connection's conversation. `hear` is given one command at a time, in order; a rejection closes the socket. `left`
 * comes once and last, after the command that was being heard: what it cleans up is then all there is.
 */
export type Dialogue<Command> = Readonly<{ hear(command: Command): Promise<void>; left(): void }>

/** What a kind of socket is. */
export type SocketKind<Command> = Readonly<{
  /** Refuses a handshake from a page that may not speak here; null lets it in. */
  refuse(request: IncomingMessage): 403 | null
  /** Turns a frame into a command, or null when it is none. */
  read(json: unknown): Command | null
  isExempt(request: IncomingMessage): boolean
  open(link: Link, request: IncomingMessage): Dialogue<Command>
  log: Log
}>

/** The endpoint as an HTTP server's upgrade dispatcher uses it. */
export type SocketServer = Readonly<{
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}>

const silentMs = 40_000
const commandsPerSecond = 50
const commandsBurst = 200
const waitingMax = 64

/**
 * Serves one kind of socket: JSON text frames, read strictly, one after another. Whoever floods, falls silent, speaks
 * nonsense or reads too slowly is closed with the code that says so, and costs the others nothing.
 */
export function createSocketServer<Command>(kind: SocketKind<Command>): SocketServer {
  const server = new WebSocketServer({ noServer: true, maxPayload: frameBytesMax, perMessageDeflate: false })

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refused = kind.refuse(request)
    if (refused !== null) {
      socket.end(`HTTP/1.1 ${refused} Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    server.handleUpgrade(request, socket, head, (ws) => serve(ws, request, kind))
  }

  async function close(): Promise<void> {
    for (const ws of server.clients) ws.close(closeCodes.goingAway, 'the server is stopping')
    await waitUntilGone(server)
    server.close()
  }

  return { upgrade, close }
}

async function waitUntilGone(server: WebSocketServer): Promise<void> {
  for (let waited = 0; server.clients.size > 0 && waited < 1_000; waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20))
  for (const ws of server.clients) ws.terminate()
}

function serve<Command>(ws: WebSocket, request: IncomingMessage, kind: SocketKind<Command>): void {
  const link = createLink(ws)
  const dialogue = kind.open(link, request)
  const allowance = kind.isExempt(request) ? null : createAllowance()
  const waiting: Command[] = []
  let isBusy = false
  let isGone = false
  let silence = setTimeout(fallSilent, silentMs)

  function fallSilent(): void {
    link.close(closeCodes.silent, 'nothing heard')
  }

  function receive(data: RawData, isBinary: boolean): void {
    clearTimeout(silence)
    silence = setTimeout(fallSilent, silentMs)
    const command = isBinary ? null : readCommand(kind, data)
    if (command === null) link.close(closeCodes.badFrame, 'not a command of this protocol')
    else if (allowance?.take() === false) link.close(closeCodes.policy, 'too many commands')
    else queue(command)
  }

  function queue(command: Command): void {
    waiting.push(command)
    // Commands wait in the peer's socket rather than in our memory.
    if (waiting.length >= waitingMax) ws.pause()
    if (!isBusy) void work()
  }

  async function work(): Promise<void> {
    isBusy = true
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await dialogue.hear(next)
      } catch (error) {
        kind.log.error({ err: error }, 'A socket command failed')
        link.close(closeCodes.unavailable, 'something went wrong')
      }
      if (ws.isPaused && waiting.length < waitingMax / 2) ws.resume()
    }
    isBusy = false
    if (isGone) dialogue.left()
  }

  ws.on('message', receive)
  ws.on('error', (error) => kind.log.debug({ error: String(error) }, 'A socket broke'))
  ws.on('close', () => {
    clearTimeout(silence)
    waiting.length = 0
    isGone = true
    if (!isBusy) dialogue.left()
  })
}

function readCommand<Command>(kind: SocketKind<Command>, data: RawData): Command | null {
  try {
    return kind.read(JSON.parse(String(data)))
  } catch {
    return null // whatever cannot be read is not a command; the caller closes with the code for it
  }
}

/** A bucket of commands that refills as time goes by. */
function createAllowance() {
  let left = commandsBurst
  let filledAt = performance.now()
  return {
    take(): boolean {
      const now = performance.now()
      left = Math.min(commandsBurst, left + ((now - filledAt) / 1_000) * commandsPerSecond)
      filledAt = now
      left -= 1
      return left >= 0
    },
  }
}
