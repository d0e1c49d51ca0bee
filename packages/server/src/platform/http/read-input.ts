import type { Endpoint, FieldError } from '@rapport/contract'
import { AppError } from '../errors.ts'
import { faultOfName, faultOfText } from './json-body.ts'

/** What a request says, in its three places, before anything is believed. */
export type Said = Readonly<{
  params: Readonly<Record<string, string>>
  /** The query as it came, without the question mark. */
  query: string
  body: unknown
}>

/**
 * Everything the caller says as the one checked object a handler gets: path parameters, and the query (GET, DELETE) or
 * the body. A name may stand in one place only, so that what is checked for rights is what is acted on.
 */
export function readInput(endpoint: Endpoint, { params, query, body }: Said): unknown {
  const isQueried = endpoint.method === 'GET' || endpoint.method === 'DELETE'
  const asked = parseQuery(query)
  if (!isQueried && asked.size > 0) refuse([...asked.keys()].map(unknownField))
  if (isQueried && body !== undefined) refuse([{ path: [], message: 'a body is not expected here' }])
  const rest = isQueried ? Object.fromEntries(asked) : fieldsOf(body)

  const doubled = Object.keys(params).filter((name) => Object.hasOwn(rest, name))
  if (doubled.length > 0)
    refuse(doubled.map((name) => ({ path: [name], message: 'stands in the path already' })))
  for (const [name, value] of Object.entries(params)) {
    const message = faultOfText(value)
    if (message) refuse([{ path: [name], message }])
  }
  return check(endpoint, { ...rest, ...params })
}

/** Compares with the declaration; every fault is told with its path. */
function check(endpoint: Endpoint, input: unknown): unknown {
  const read = endpoint.input.safeParse(input)
  if (read.success) return read.data
  return refuse(
    read.error.issues.map(({ path, message }) => ({
      path: path.map((key) => (typeof key === 'number' ? key : String(key))),
      message,
    })),
  )
}

function fieldsOf(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>
  return refuse([{ path: [], message: 'must be an object' }])
}

/**
 * A query as names and values. A name given twice, or with brackets, is refused rather than made into a list: no
 * endpoint takes one, and guessing which value counts is how checks are walked around.
 */
function parseQuery(query: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const split = pair.indexOf('=')
    const name = decode(split < 0 ? pair : pair.slice(0, split))
    const value = decode(split < 0 ? '' : pair.slice(split + 1))
    const message = fields.has(name) ? 'is given twice' : (faultOfName(name) ?? faultOfText(value))
    if (message) refuse([{ path: [name.toWellFormed().replaceAll('\0', '').slice(0, 50)], message }])
    fields.set(name, value)
  }
  return fields
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (error) {
    // Not UTF-8, or a lone percent sign.
    throw new AppError('bad_request', { reason: 'query encoding' }, { cause: error })
  }
}

const unknownField = (name: string): FieldError => ({ path: [name], message: 'is not known in the query' })

function refuse(fields: readonly FieldError[]): never {
  throw new AppError('invalid_input', {}, { fields: fields.slice(0, 20) })
}
