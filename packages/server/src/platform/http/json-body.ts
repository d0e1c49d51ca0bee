import type { Readable } from 'node:stream'
import type { FieldError } from '@rapport/contract'
import { AppError } from '../errors.ts'

/** The most bytes a JSON body may have: 1 MB. */
export const jsonBytesMax = 1024 * 1024

/** The deepest nesting a JSON body may have: far beyond any schema, far below what would hurt to walk. */
const depthMax = 32

type Limits = Readonly<{ bytesMax: number; timeoutMs: number }>

/**
 * Reads a JSON body whole, and answers nothing for an empty one. A body that is too big or too slow is refused when it
 * is known to be, not when it has ended.
 */
export async function readJsonBody(
  body: Readable & { headers?: unknown },
  limits: Limits,
  declaredBytes: number | undefined,
): Promise<unknown> {
  const bytes = await readRawBody(body, limits, declaredBytes)
  return bytes.length === 0 ? undefined : parseJson(bytes)
}

/** Reads a body whole, as bytes, within the same limits: for what is signed, which must stay as it came. */
export async function readRawBody(
  body: Readable & { headers?: unknown },
  limits: Limits,
  declaredBytes: number | undefined,
): Promise<Buffer> {
  if (declaredBytes !== undefined && declaredBytes > limits.bytesMax) {
    body.resume() // as below: unread, the connection would be cut before the answer is
    throw new AppError('too_large')
  }
  return await collect(body, limits)
}

function collect(body: Readable, { bytesMax, timeoutMs }: Limits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const timer = setTimeout(() => finish(new AppError('bad_request', { reason: 'slow body' })), timeoutMs)

    // The rest of a refused body still flows, to nowhere: a caller in the middle of sending could not read the answer.
    function finish(error: Error | null) {
      clearTimeout(timer)
      body.off('data', onData)
      if (error) reject(error)
      else resolve(Buffer.concat(chunks))
      body.resume()
    }
    function onData(chunk: Buffer) {
      size += chunk.length
      if (size > bytesMax) finish(new AppError('too_large'))
      else chunks.push(chunk)
    }
    body.on('data', onData)
    body.once('end', () => finish(null))
    body.once('error', (error) => finish(error))
    body.once('close', () => finish(new AppError('bad_request', { reason: 'body cut off' })))
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Parses JSON that every part of the system can keep: UTF-8, no half characters, no NUL, no prototype keys. */
function parseJson(bytes: Uint8Array): unknown {
  let parsed: unknown
  try {
    parsed = JSON.parse(utf8.decode(bytes))
  } catch (error) {
    throw new AppError('malformed_json', {}, { cause: error })
  }
  const fault = findFault(parsed)
  if (fault) throw new AppError('invalid_input', {}, { fields: [fault] })
  return parsed
}

type Place = Readonly<{ value: unknown; path: readonly (string | number)[] }>

/** The first thing in a JSON value that must not come in, wherever it stands. */
function findFault(root: unknown): FieldError | null {
  // A list of its own rather than recursion: how deep it goes is the caller's choice.
  const open: Place[] = [{ value: root, path: [] }]
  for (let place = open.pop(); place; place = open.pop()) {
    const message = faultOf(place)
    if (message) return { path: place.path.slice(0, depthMax), message }
    for (const inner of placesIn(place)) open.push(inner)
  }
  return null
}

function faultOf({ value, path }: Place): string | null {
  if (typeof value === 'string') return faultOfText(value)
  if (typeof value !== 'object' || value === null) return null
  if (path.length >= depthMax) return 'is nested too deeply'
  if (Array.isArray(value)) return null
  for (const name of Object.keys(value)) {
    const message = faultOfName(name)
    // The name itself is what is wrong, so it is not repeated.
    if (message) return message
  }
  return null
}

function placesIn({ value, path }: Place): Place[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.map((item, index) => ({ value: item, path: [...path, index] }))
  return Object.entries(value).map(([name, item]) => ({ value: item, path: [...path, name] }))
}

/** What is wrong with a text from outside, if anything. */
export function faultOfText(text: string): string | null {
  if (text.includes('\0')) return 'must not contain NUL'
  return text.isWellFormed() ? null : 'must be well-formed Unicode'
}

/** What is wrong with a field's name, if anything: the names that would reach an object's prototype. */
export function faultOfName(name: string): string | null {
  if (name === '__proto__' || name === 'constructor' || name === 'prototype')
    return 'has a name that is refused'
  return faultOfText(name)
}
