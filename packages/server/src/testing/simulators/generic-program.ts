import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

/** A message as the program got it. */
export type Heard = Readonly<{ id: string; signatures: number; body: Record<string, unknown> }>

/** What the program does with one request instead of taking it. */
export type Fault =
  | Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body?: string }>
  /** Takes the message, and hangs up without an answer. */
  | 'hangs_up_after_taking'
  | 'never_answers'
  | Readonly<{ slowMs: number }>

/** How one request is told. */
export type Telling = Readonly<{
  /** The request's own id; a new one when left out. */
  id?: string
  /** How often it is sent, one after the other. */
  times?: number
  /** Hangs up as soon as the request has left. */
  dropsAnswer?: boolean
  at?: Date
  secret?: string
  /** Another door than the one agreed on. */
  hookUrl?: string
  /** Changes what was signed, on its way. */
  tamper?: (body: Buffer) => Buffer
  headers?: Readonly<Record<string, string>>
}>

export type ToldAnswer = Readonly<{ status: number; body: string; ms: number }>

/** Where the program is told to speak, and what it signs and proves with. */
export type Contract = Readonly<{ hookUrl: string; inboundSecret: string; outboundSecret: string }>

/**
 * A program behind a generic channel, as a developer would write it from the documentation, with the reference library
 * for signatures. It speaks for contacts and takes replies, over real HTTP, and misbehaves when asked to.
 */
export type GenericProgram = Readonly<{
  url: string
  sign(contract: Contract): void
  /** Every request that was proven and taken, repeated ones too. */
  heard: Heard[]
  /** What was taken, each message once, by its id, as one who knows repeated ids has it. */
  taken: ReadonlyMap<string, Record<string, unknown>>
  /** Requests whose signature did not hold. */
  unproven(): number
  /** The next requests meet these, one each. */
  misbehave(...faults: Fault[]): void
  /** Fails whenever it is given a message of this conversation. */
  failAt(thread: string): void
  /** Answers with an id of its own for each message it takes. */
  namesMessages(is: boolean): void
  tell(events: unknown, how?: Telling): Promise<ToldAnswer>
  close(): Promise<void>
}>

/** Starts the program on a port of its own. Until it has agreed with an inbox it proves and says nothing. */
export async function startGenericProgram(): Promise<GenericProgram> {
  const state: State = {
    contract: null,
    unproven: 0,
    names: false,
    heard: [],
    taken: new Map(),
    faults: [],
    failing: new Set(),
  }
  const server = createServer((incoming, response) => {
    hear(state, incoming, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    sign: (agreed) => {
      state.contract = agreed
    },
    heard: state.heard,
    taken: state.taken,
    unproven: () => state.unproven,
    misbehave: (...more) => void state.faults.push(...more),
    failAt: (thread) => void state.failing.add(thread),
    namesMessages: (is) => {
      state.names = is
    },
    tell: (events, how = {}) => tell(state.contract, events, how),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type State = {
  contract: Contract | null
  unproven: number
  names: boolean
  readonly heard: Heard[]
  readonly taken: Map<string, Record<string, unknown>>
  readonly faults: Fault[]
  readonly failing: Set<unknown>
}

async function hear(state: State, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await buffer(incoming)
  const fault = state.faults.shift()
  if (fault === 'never_answers') return
  if (typeof fault === 'object' && 'status' in fault) {
    response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? '')
    return
  }
  if (!isProven(state.contract, incoming, bytes)) {
    state.unproven += 1
    response.writeHead(401).end()
    return
  }
  if (state.failing.has((JSON.parse(bytes.toString()) as { thread?: unknown }).thread)) {
    response.writeHead(500).end()
    return
  }
  const id = take(state, incoming, bytes)
  if (fault === 'hangs_up_after_taking') return void incoming.socket.destroy()
  if (fault !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.slowMs))
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(state.names ? `{"id":"own-${id}"}` : '{}')
}

function isProven(contract: Contract | null, { headers }: IncomingMessage, bytes: Buffer): boolean {
  if (contract === null) return false
  try {
    new Webhook(contract.outboundSecret).verify(bytes, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}

function take({ heard, taken }: State, { headers }: IncomingMessage, bytes: Buffer): string {
  const id = String(headers['webhook-id'])
  const signatures = String(headers['webhook-signature']).split(' ').length
  const body = JSON.parse(bytes.toString()) as Record<string, unknown>
  heard.push({ id, signatures, body })
  taken.set(id, body)
  return id
}

async function tell(contract: Contract | null, events: unknown, how: Telling): Promise<ToldAnswer> {
  if (contract === null) throw new Error('The program has not been told what to sign with')
  const { id = randomUUID(), times = 1, at = new Date(), tamper = (body) => body } = how
  const body = Buffer.from(JSON.stringify(Array.isArray(events) ? { events } : events))
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(how.secret ?? contract.inboundSecret).sign(id, at, body),
    ...how.headers,
  }
  let answer: ToldAnswer = { status: 0, body: '', ms: 0 }
  for (let time = 0; time < times; time += 1)
    answer = await post(how.hookUrl ?? contract.hookUrl, headers, tamper(body), how.dropsAnswer ?? false)
  return answer
}

function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  dropsAnswer: boolean,
): Promise<ToldAnswer> {
  const from = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers: { ...headers, 'content-length': body.length } })
    outgoing.on('error', (error) => (dropsAnswer ? resolve({ status: 0, body: '', ms: 0 }) : reject(error)))
    outgoing.on('response', (answer) => {
      buffer(answer).then((bytes) => {
        const ms = performance.now() - from
        resolve({ status: answer.statusCode ?? 0, body: bytes.toString(), ms })
      }, reject)
    })
    // Once the bytes are with the operating system the other side will get them, and the answer finds nobody.
    outgoing.end(body, () => {
      if (dropsAnswer) setTimeout(() => outgoing.destroy(new Error('hung up')), 5)
    })
  })
}
