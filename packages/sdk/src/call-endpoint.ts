import { type Problem, workspaceHeader } from '@rapport/contract/light'
import { backOffMs } from './back-off.ts'
import { isRapportError, RapportError } from './rapport-error.ts'

/** What a call may be given besides its input. */
export type CallOptions = Readonly<{ signal?: AbortSignal | undefined }>

/** What every call of one client shares. */
export type Connector = Readonly<{
  baseUrl: string
  token(): string | null
  workspaceId: string | null
  /** How long a call may wait in all because there were too many before it. */
  limitWaitMs: number
  fetch: typeof fetch
}>

/** One call before it is made: path parameters are still among the input. */
export type EndpointCall = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  input: Readonly<Record<string, unknown>>
}>

const timeoutMs = 30_000
const attemptsMax = 4
/** Browsers carry 64 KiB of all such requests together past the end of a page: one may take its part of it. */
const keptAliveMax = 16_000

/** Makes a call, again where that is harmless, and answers its output. Throws `RapportError`. */
export async function callEndpoint(
  connector: Connector,
  call: EndpointCall,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const isHarmless = call.method === 'GET' || typeof call.input.clientId === 'string'
  for (let attempt = 0; ; attempt++) {
    try {
      return await callWithinLimit(connector, call, signal)
    } catch (error) {
      const isLast = !isHarmless || attempt + 1 >= attemptsMax
      if (isLast || !isRapportError(error) || !(error.code === 'unreachable' || error.status === 503))
        throw error
      await pause(error.retryAfterMs ?? backOffMs(attempt, 500, 5_000), signal)
    }
  }
}

/** Makes a call, and waits as long as a limit asks: what a limit refused was not done, whatever it was. */
async function callWithinLimit(
  connector: Connector,
  call: EndpointCall,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  for (let leftMs = connector.limitWaitMs; ; ) {
    try {
      return await callOnce(connector, call, signal)
    } catch (error) {
      if (!isRapportError(error) || error.status !== 429) throw error
      const waitMs = Math.max(error.retryAfterMs ?? 1_000, 100)
      if (waitMs > leftMs) throw error
      leftMs -= waitMs
      await pause(waitMs, signal)
    }
  }
}

async function callOnce(
  connector: Connector,
  { method, path, input }: EndpointCall,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const { filled, rest } = fillPath(path, input)
  const isInQuery = method === 'GET' || method === 'DELETE'
  const limit = AbortSignal.timeout(timeoutMs)
  const headers = headersFor(connector)
  if (!isInQuery) headers.set('content-type', 'application/json')
  const body = JSON.stringify(rest)
  try {
    const response = await connector.fetch(connector.baseUrl + filled + (isInQuery ? queryOf(rest) : ''), {
      method,
      headers,
      credentials: 'same-origin',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      // What is kept as it is now (a draft, a choice) is kept also when the page is left in this moment.
      keepalive: method === 'PUT' && body.length <= keptAliveMax,
      ...(isInQuery ? {} : { body }),
    })
    return await readAnswer(response)
  } catch (error) {
    if (isRapportError(error)) throw error
    signal?.throwIfAborted()
    throw new RapportError('unreachable', {}, { cause: error })
  }
}

/** The headers that say who calls and where they work. */
export function headersFor({ token, workspaceId }: Connector): Headers {
  const headers = new Headers({ accept: 'application/json' })
  const held = token()
  if (held !== null) headers.set('authorization', `Bearer ${held}`)
  if (workspaceId !== null) headers.set(workspaceHeader, workspaceId)
  return headers
}

/** What an answer carries; what it refuses is thrown. */
export async function readAnswer(response: Response): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.includes('json') === true
  if (response.ok) return isJson ? response.json() : response.blob()
  const problem: unknown = isJson ? await response.json() : null
  throw refusalFrom(response.status, problem, response.headers.get('retry-after'))
}

/** The error an answer stands for. An answer Rapport did not write (a proxy's) counts as no answer. */
export function refusalFrom(status: number, body: unknown, retryAfter: string | null): RapportError {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter)
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null
  if (!isProblem(body)) return new RapportError('unreachable', { status, retryAfterMs })
  return new RapportError(body.code, { ...body, status, retryAfterMs })
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'

function fillPath(path: string, input: EndpointCall['input']) {
  const rest: Record<string, unknown> = { ...input }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  return { filled, rest }
}

function queryOf(values: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) query.set(key, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** Waits, or throws the signal's reason as soon as it is aborted. */
export function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, delayMs)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
