import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { AddressRules } from './address-rules.ts'
import { FetchFailed, type FetchFailure } from './fetch-failed.ts'
import type { ResolveName } from './resolve-name.ts'

/** How addresses are found and judged, and whom to trust for a secure connection. */
export type Dialler = Readonly<{
  rules: AddressRules
  resolve: ResolveName
  connectTimeoutMs: number
  onRefused(host: string): void
  /** Certificates to trust besides the usual ones. */
  ca?: string | undefined
}>

/**
 * A connection to the URL's host, secure for https, made before a byte of the request is written. Names are resolved
 * once, the permitted addresses are the only ones dialled, and what was reached is judged again: what a name server says
 * a moment later plays no part.
 */
export async function dial(url: URL, dialler: Dialler, signal: AbortSignal): Promise<Socket> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(dialler.connectTimeoutMs)])
  const host = hostOf(url)
  const failed = (reason: FetchFailure, cause: unknown) =>
    new FetchFailed(signal.aborted ? 'timeout' : limit.aborted ? 'connect' : reason, { cause })
  const refused = (cause: object) => {
    dialler.onRefused(host)
    return new FetchFailed('refused_address', { cause })
  }

  const found = isIP(host)
    ? [host]
    : await orAbort(dialler.resolve(host), limit).catch((cause: unknown) => {
        throw failed('unresolved', cause)
      })
  const permitted = found.filter((address) => dialler.rules.permits(address))
  if (permitted.length === 0) throw refused({ host, found })

  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const socket = connectTo(host, port, permitted)
  await opened(socket, 'connect', limit).catch((cause: unknown) => {
    throw failed('connect', cause)
  })
  if (!dialler.rules.permits(socket.remoteAddress ?? '')) {
    socket.destroy()
    throw refused({ host, reached: socket.remoteAddress })
  }
  if (url.protocol === 'http:') return socket

  const secure = secureOver(socket, host, dialler.ca)
  await opened(secure, 'secureConnect', limit).catch((cause: unknown) => {
    throw failed('tls', cause)
  })
  return secure
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')

function connectTo(host: string, port: number, addresses: readonly string[]): Socket {
  const known = addresses.map((address) => ({ address, family: isIP(address) }))
  const given: LookupFunction = (_name, _options, callback) => callback(null, known)
  return connect({ host, port, lookup: given, autoSelectFamily: true, noDelay: true })
}

function secureOver(socket: Socket, host: string, ca: string | undefined): TLSSocket {
  const named = isIP(host) ? {} : { servername: host.replace(/\.$/, '') }
  return connectTls({ socket, host, ...named, ALPNProtocols: ['http/1.1'], ...(ca ? { ca } : {}) })
}

/** Waits until a socket is open. One that is not in time, or not at all, is destroyed. */
function opened(socket: Socket, event: 'connect' | 'secureConnect', limit: AbortSignal): Promise<void> {
  const attempt = new Promise<void>((resolve, reject) => {
    socket.once(event, resolve).once('error', reject)
    socket.once('close', () => reject(new Error('closed before it was open')))
  })
  return orAbort(attempt, limit).catch((error: unknown) => {
    // A destroyed socket may still tell an error that nobody waits for.
    socket.on('error', () => undefined).destroy()
    throw error
  })
}

/** The promise's outcome, or the signal's reason as soon as it is aborted. */
function orAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
