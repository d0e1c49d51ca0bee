import { type IncomingMessage, request as makeRequest } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { makeAddressRules } from './address-rules.ts'
import { type Dialler, dial } from './dial.ts'
import { FetchFailed } from './fetch-failed.ts'
import { type ResolveName, resolveName } from './resolve-name.ts'

/** What to send. Header names are lower case; `host`, `connection` and `accept-encoding` are made here. */
export type FetchRequest = Readonly<{
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** For everything, from finding the address to the answer's last byte. 10 s, and 60 s for a download. */
  timeoutMs?: number
  /** The most an answer's body may hold. 1 MB, and 50 MB for a download. */
  bytesMax?: number
  /** Ends the call early, as its time limit would. */
  signal?: AbortSignal
}>

/** An answer's first part. Header names are lower case; what came twice is joined. */
type AnswerHead = Readonly<{ status: number; headers: Readonly<Record<string, string>> }>

/** The whole answer. A redirect is an answer too. */
export type FetchAnswer = AnswerHead & Readonly<{ body: Buffer }>

/** An answer whose body is still on its way. Reading it throws `FetchFailed`; destroying it hangs up. */
export type FetchDownload = AnswerHead & Readonly<{ stream: Readable }>

/**
 * Requests to addresses that we did not choose. Both throw `FetchFailed`, and only that, when the other side or the way
 * to it is at fault. The body is never decompressed (none is asked to be compressed), so that its size is what was sent.
 */
export type GuardedFetch = Readonly<{
  /** Sends a request and waits for the whole answer. */
  request(url: string | URL, options?: FetchRequest): Promise<FetchAnswer>
  /** Sends a request and hands over the body as it comes, up to the same limits. */
  download(url: string | URL, options?: FetchRequest): Promise<FetchDownload>
}>

/** What an installation may choose, and what tests put in the place of the world. */
export type GuardedFetchOptions = Readonly<{
  /** Networks (CIDR) that may be called although they are private. */
  allowedNetworks: readonly string[]
  /** Hears of hosts that were refused for their address: whoever asked is not told that this was why. */
  onRefused?(host: string): void
  /** How long finding and connecting to an address may take; 5 s. */
  connectTimeoutMs?: number
  resolve?: ResolveName
  /** Certificates to trust besides the usual ones. */
  ca?: string
}>

const headerBytesMax = 32 * 1024
const requestLimits = { timeoutMs: 10_000, bytesMax: 1024 * 1024 }
const downloadLimits = { timeoutMs: 60_000, bytesMax: 50 * 1024 * 1024 }

/** Opens the door, for one installation. It holds no connections, so there is nothing to close. */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const dialler: Dialler = {
    rules: makeAddressRules(options.allowedNetworks),
    resolve: options.resolve ?? resolveName,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    onRefused: options.onRefused ?? (() => undefined),
    ca: options.ca,
  }
  return {
    async request(url, given = {}) {
      const { stream, ...head } = await start(dialler, url, { ...requestLimits, ...given })
      const parts: Buffer[] = []
      for await (const part of stream) parts.push(part as Buffer)
      return { ...head, body: Buffer.concat(parts) }
    },
    download: (url, given = {}) => start(dialler, url, { ...downloadLimits, ...given }),
  }
}

type Limited = FetchRequest & Readonly<{ timeoutMs: number; bytesMax: number }>

async function start(dialler: Dialler, address: string | URL, options: Limited): Promise<FetchDownload> {
  const url = readUrl(address)
  const time = AbortSignal.timeout(options.timeoutMs)
  const signal = options.signal ? AbortSignal.any([options.signal, time]) : time
  const socket = await dial(url, dialler, signal)
  const answer = await exchange(socket, url, { ...options, signal }).catch((error: unknown) => {
    socket.destroy()
    throw error
  })
  const status = answer.statusCode ?? 0
  const failed: Fail = (reason, cause) =>
    new FetchFailed(signal.aborted ? 'timeout' : reason, { sent: true, status, cause })
  const stream = Readable.from(readBody(answer, options.bytesMax, failed), { objectMode: false })
  stream.once('close', () => answer.destroy())
  // Whoever reads is told by their reading; an answer that nobody reads may break off unheard.
  answer.on('error', () => undefined)
  return { status, headers: headersOf(answer), stream }
}

function readUrl(address: string | URL): URL {
  const url = URL.parse(address)
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !isWeb || url.username !== '' || url.password !== '')
    throw new FetchFailed('refused_address', { cause: 'not an http or https address without a password' })
  return url
}

/** Writes the request on the socket and waits for the answer's head. From here on the other side may have it. */
function exchange(socket: Socket, url: URL, options: Limited & { signal: AbortSignal }) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const { method = 'GET', headers = {}, body = '', signal } = options
    const request = makeRequest({
      createConnection: () => socket,
      method,
      path: `${url.pathname}${url.search}`,
      headers: { 'user-agent': 'Rapport', ...headers, ...lengthOf(method, body), ...fixedHeaders(url) },
      maxHeaderSize: headerBytesMax,
    })
    const abort = () => request.destroy(new Error('out of time'))
    const fail = (cause: unknown) =>
      reject(new FetchFailed(signal.aborted ? 'timeout' : 'broken', { sent: true, cause }))
    request.on('error', fail)
    // After an upgrade that nobody asked for there is no answer and no error.
    request.on('close', () => {
      signal.removeEventListener('abort', abort)
      fail(new Error('closed without an answer'))
    })
    request.on('response', resolve)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    request.end(body)
  })
}

const fixedHeaders = (url: URL) => ({ host: url.host, connection: 'close', 'accept-encoding': 'identity' })

const lengthOf = (method: string, body: string | Uint8Array) =>
  method === 'GET' || method === 'HEAD' ? {} : { 'content-length': String(Buffer.byteLength(body)) }

type Fail = (reason: 'too_large' | 'broken', cause?: unknown) => FetchFailed

async function* readBody(answer: IncomingMessage, bytesMax: number, failed: Fail): AsyncGenerator<Buffer> {
  let bytes = 0
  try {
    if (Number(answer.headers['content-length']) > bytesMax) throw failed('too_large')
    for await (const part of answer as AsyncIterable<Buffer>) {
      bytes += part.length
      if (bytes > bytesMax) throw failed('too_large')
      yield part
    }
  } catch (error) {
    throw error instanceof FetchFailed ? error : failed('broken', error)
  }
}

const headersOf = (answer: IncomingMessage) =>
  Object.fromEntries(
    Object.entries(answer.headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]),
  )
