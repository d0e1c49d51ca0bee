import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

/** One request that proved itself, as the consumer read it. */
export type Received = Readonly<{
  /** The `webhook-id` header: the same in every try. */
  id: string
  type: string
  attempt: number
  body: ReceivedBody
  at: number
}>

/** What a delivery says, by its documentation. */
export type ReceivedBody = Readonly<{
  id: string
  type: string
  workspaceId: string
  attempt: number
  event: null | {
    sessionId: string
    conversationId: string
    recorded: { version: number; at: number; event: { type: string } }
    message: null | { id: string; text: string | null }
    note: null | { id: string; text: string | null }
  }
}>

/** How it answers: with a status and headers, by breaking the connection, or never. */
export type Answer =
  | number
  | Readonly<{ status: number; headers: Record<string, string> }>
  | 'break'
  | 'never'

/** Somebody's program that is told of events: it verifies with the reference library and keeps what it was told. */
export type WebhookConsumer = Readonly<{
  url: string
  /** Every request that proved itself, in the order it came. */
  received: Received[]
  /** Why the others did not. */
  refused: string[]
  /** The most requests it had before it at once. */
  crowd(): number
  /** What it proves requests with: one that any of these fits is taken. */
  trust(...secrets: string[]): void
  /** How it answers from now on. `n` counts the requests that proved themselves, from 1. */
  behave(answer: (received: Received, n: number) => Answer | Promise<Answer>): void
  /** Takes no connections any more, as a machine that was switched off; `comeBack` takes them again at the same address. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}>

const toleranceSeconds = 5 * 60

/** Starts a consumer on a port of its own. `now` is its clock, for tests that move days. */
export async function startWebhookConsumer(now: () => number = Date.now): Promise<WebhookConsumer> {
  const received: Received[] = []
  const refused: string[] = []
  let trusted: readonly string[] = []
  let respond: (received: Received, n: number) => Answer | Promise<Answer> = () => 204
  let inside = 0
  let crowd = 0
  const server = createServer((request, response) => {
    inside += 1
    crowd = Math.max(crowd, inside)
    response.on('close', () => {
      inside -= 1
    })
    handle(request, response).catch((error: unknown) => {
      refused.push(String(error))
      response.writeHead(500).end()
    })
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const id = String(request.headers['webhook-id'])
    const problem = check(request, body)
    if (problem !== null) {
      refused.push(problem)
      response.writeHead(401).end()
      return
    }
    const said = JSON.parse(body.toString()) as ReceivedBody
    const one = { id, type: said.type, attempt: said.attempt, body: said, at: now() }
    received.push(one)
    give(response, await respond(one, received.length))
  }

  function check({ method, headers }: IncomingMessage, body: Buffer): string | null {
    if (method !== 'POST') return `method ${method}`
    if (headers['content-type'] !== 'application/json') return `content type ${headers['content-type']}`
    const timestamp = Number(headers['webhook-timestamp'])
    if (!(Math.abs(now() / 1_000 - timestamp) <= toleranceSeconds)) return `timestamp ${timestamp}`
    const fits = trusted.some((secret) => isSignedWith(secret, headers, body))
    return fits ? null : 'signature'
  }

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => resolve())
    })
  await listen(0)
  const port = portOf(server)
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })

  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    refused,
    crowd: () => crowd,
    trust(...secrets) {
      trusted = secrets
    },
    behave(answer) {
      respond = answer
    },
    goAway: close,
    comeBack: () => listen(port),
    close,
  }
}

/** The library's own judgement, at the time the request names: its clock cannot be moved, so time is checked apart. */
function isSignedWith(secret: string, headers: IncomingMessage['headers'], body: Buffer): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000)
  const id = String(headers['webhook-id'])
  const library = new Webhook(secret)
  if (Math.abs(Date.now() - at.getTime()) < toleranceSeconds * 1_000) {
    try {
      library.verify(body, headers as Record<string, string>)
      return true
    } catch {
      return false
    }
  }
  const expected = library.sign(id, at, body)
  return String(headers['webhook-signature']).split(' ').includes(expected)
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer === 'never') return
  if (answer === 'break') {
    response.destroy()
    return
  }
  const { status, headers } = typeof answer === 'number' ? { status: answer, headers: {} } : answer
  response.writeHead(status, headers).end()
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The consumer has no port')
  return address.port
}
