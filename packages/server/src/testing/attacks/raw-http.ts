import { Agent, request } from 'node:http'
import type { Endpoint } from '@rapport/contract'

/** A request as it goes over the wire: nothing is normalised on the way. */
export type RawRequest = Readonly<{
  method: string
  path: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer | null
}>
/** An answer as it came. `same` is all of it that may be compared: without the request's id, the date and the link. */
export type RawAnswer = Readonly<{ status: number; body: string; same: string; cookies: readonly string[] }>

const agent = new Agent({ keepAlive: true, maxSockets: 32 })
const ownHeaders = new Set(['date', 'request-id', 'connection', 'keep-alive', 'content-length'])

/** Sends a request exactly as given. A connection that was cut instead of answered is status 0. */
export function sendHttp(origin: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  const length = body == null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve) => {
    const sent = request(
      { hostname, port, method, path, agent, headers: { ...headers, ...length } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', () => resolve(cutOff))
        answer.on('end', () => {
          const id = String(answer.headers['request-id'])
          const text = Buffer.concat(chunks).toString()
          const kept = Object.entries(answer.headers).filter(([name]) => !ownHeaders.has(name))
          resolve({
            status: answer.statusCode ?? 0,
            body: text,
            same: `${answer.statusCode}\n${JSON.stringify(kept)}\n${text.replaceAll(id, '<request>')}`,
            cookies: answer.headers['set-cookie'] ?? [],
          })
        })
      },
    )
    sent.on('error', () => resolve(cutOff))
    sent.end(body ?? undefined)
  })
}

const cutOff: RawAnswer = { status: 0, body: '', same: 'cut off', cookies: [] }

/** A call's input as a request: path parameters in the path, the rest in the query or as JSON. */
export function requestFor(
  { method, path, upload }: Endpoint,
  input: Readonly<Record<string, unknown>>,
  token: string | null,
): RawRequest & { headers: Record<string, string> } {
  const rest = { ...input }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  if (upload) {
    const file = multipart([{ head: 'name="file"; filename="a.txt"', body: 'some text' }])
    return { method, path: filled, headers: { ...headers, ...file.headers }, body: file.body }
  }
  if (method === 'GET' || method === 'DELETE') {
    const query = Object.entries(rest).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    return { method, path: query.length > 0 ? `${filled}?${query.join('&')}` : filled, headers }
  }
  const json = { ...headers, 'content-type': 'application/json' }
  return { method, path: filled, headers: json, body: JSON.stringify(rest) }
}

/** A multipart body of these parts; `head` is what stands in each part's disposition, unescaped. */
export function multipart(
  parts: readonly Readonly<{ head: string; body: string | Buffer; type?: string }>[],
): Readonly<{ headers: Record<string, string>; body: Buffer }> {
  const boundary = 'attack-boundary-7f3a'
  const bytes = parts.flatMap(({ head, body, type }) => [
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n`),
    Buffer.from(`content-type: ${type ?? 'text/plain'}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([...bytes, Buffer.from(`--${boundary}--\r\n`)]),
  }
}
