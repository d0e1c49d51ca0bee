import { randomBytes } from 'node:crypto'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, frameBytesMax } from '@rapport/contract'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { type Log, runWithFacts, traceIdOf } from '../log/index.ts'
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
  /** How many are connected. */
  count(): number
  /**
   * Tells everybody who is connected now to come again, each at a moment of their own, so that they do not all come to
   * the next server at once. Resolves when they have gone; who does not go within seconds is cut.
   */
  sendAway(): Promise<void>
  /** The same, and lets nobody in any more. */
  close(): Promise<void>
}>

const silentMs = 40_000
// Who has said nothing for so long will not answer a farewell.
const silentCloseMs = 2_000
// Ten sockets are gone in a moment; many get a hundred a second, and never more than five seconds in all.
const spreadPerSocketMs = 10
const spreadMsMax = 5_000
const farewellMs = 5_000
const commandsPerSecond = 50
const commandsBurst = 200
const waitingMax = 64

/**
 * Serves one kind of socket: JSON text frames, read strictly, one after another. Whoever floods, falls silent, speaks
 * nonsense or reads too slowly is closed with the code that says so, and costs the others nothing.
 */
export function createSocketServer<Command>(kind: SocketKind<Command>): SocketServer {
  const server = new WebSocketServer({ noServer: true, maxPayload: frameBytesMax, perMessageDeflate: false })
  let isClosing = false

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refused = isClosing ? 503 : kind.refuse(request)
    if (refused !== null) {
      const words = `${refused} ${STATUS_CODES[refused]}`
      socket.end(`HTTP/1.1 ${words}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    server.handleUpgrade(request, socket, head, (ws) => serve(ws, request, kind))
  }

  async function sendAway(): Promise<void> {
    const present = [...server.clients]
    const spreadMs = Math.min(spreadMsMax, present.length * spreadPerSocketMs)
    const cut = await Promise.all(present.map((ws) => sayFarewell(ws, Math.random() * spreadMs)))
    const forced = cut.filter((isCut) => isCut).length
    if (forced > 0) kind.log.warn({ forced }, 'Sockets that did not go were cut')
  }

  async function close(): Promise<void> {
    isClosing = true
    await sendAway()
    // A handshake that was under way when the farewells were said.
    for (const ws of server.clients) ws.close(closeCodes.goingAway, 'the server is stopping')
    server.close()
  }

  return { upgrade, count: () => server.clients.size, sendAway, close }
}

/** Sends one away after a while; true when it had to be cut. */
async function sayFarewell(ws: WebSocket, afterMs: number): Promise<boolean> {
  const gone = new Promise<void>((resolve) => ws.once('close', () => resolve()))
  if (ws.readyState === ws.CLOSED) return false
  const say = setTimeout(() => ws.close(closeCodes.goingAway, 'connect again'), afterMs)
  let isCut = false
  const cut = setTimeout(() => {
    isCut = true
    ws.terminate()
  }, afterMs + farewellMs)
  await gone
  clearTimeout(say)
  clearTimeout(cut)
  return isCut
}

function serve<Command>(ws: WebSocket, request: IncomingMessage, kind: SocketKind<Command>): void {
  const link = createLink(ws, kind.log)
  const dialogue = kind.open(link, request)
  const allowance = kind.isExempt(request) ? null : createAllowance()
  const traceId = traceIdOf(request.headers.traceparent)
  const facts = { requestId: randomBytes(8).toString('hex'), ...(traceId ? { traceId } : {}) }
  const waiting: Command[] = []
  let isBusy = false
  let isGone = false
  let silence = setTimeout(fallSilent, silentMs)

  function fallSilent(): void {
    link.close(closeCodes.silent, 'nothing heard', silentCloseMs)
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
    if (!isBusy) void runWithFacts(facts, work)
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
