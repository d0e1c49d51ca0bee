import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { expect } from 'vitest'
import { soon } from './soon.ts'

/** What came to a consumer, as it came. */
export type Received = Readonly<{
  headers: Readonly<Record<string, string>>
  body: string
  /** What it says, for whoever does not doubt the signature. */
  said: Readonly<Record<string, unknown>>
}>

/** How a consumer treats what comes: it answers with a status, or takes it and hangs up without a word. */
export type Manner = number | 'hangs up'

/** A developer's own program, which is sent webhooks. It knows of the product nothing but its address. */
export type Consumer = Readonly<{
  url: string
  received: readonly Received[]
  /** From now on it treats everything like this. */
  behave(manner: Manner): void
  /** The first that came, or is still to come, of which this is true. */
  next(isWanted: (one: Received) => boolean): Promise<Received>
  close(): Promise<void>
}>

/** Starts a consumer on a port of its own; it takes everything until told otherwise. */
export async function openConsumer(): Promise<Consumer> {
  const received: Received[] = []
  let manner: Manner = 204
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        received.push({ headers: textsOf(request), body, said: JSON.parse(body) as Received['said'] })
        answer(request, response, manner)
      },
      () => request.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The consumer has no port')
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    behave: (next) => {
      manner = next
    },
    async next(isWanted) {
      await expect.poll(() => received.some(isWanted), soon).toBe(true)
      const found = received.find(isWanted)
      if (!found) throw new Error('It came and went')
      return found
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(request: IncomingMessage, response: ServerResponse, manner: Manner): void {
  if (manner === 'hangs up') request.socket.destroy()
  else response.writeHead(manner).end()
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks).toString('utf8')
}

const textsOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** Whether this secret signed it, by the standard's own library. */
export function isSignedWith(secret: string, { body, headers }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers)
    return true
  } catch {
    return false
  }
}

/** Sends something to a hook, signed as the standard's own library does. */
export async function sendSigned(hookUrl: string, secret: string, said: unknown): Promise<number> {
  const id = `evt_${crypto.randomUUID()}`
  const at = new Date()
  const body = JSON.stringify(said)
  const { status } = await fetch(hookUrl, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
  })
  return status
}
