import type { Endpoint } from '@rapport/contract'
import { type Path, withValue } from './build-input.ts'
import { type RawRequest, requestFor } from './raw-http.ts'
import type { Scalar } from './read-shape.ts'

/** A request with one value replaced by what it is not. `isLegal`: the field may be just that, so nothing is wrong. */
export type Confusion = Readonly<{ what: string; request: RawRequest; isLegal: boolean }>

// What stands in JSON where a value should; some of it is text that only a parser makes into something.
const inJson: readonly string[] = [
  '{"$gt":""}',
  '{"$ne":null}',
  '{"$regex":".*"}',
  'null',
  '[]',
  '["a","b"]',
  '[[]]',
  '{}',
  'true',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e309',
  '-1e309',
  '9007199254740991',
  '9007199254740993',
  '"\\ud800"',
  '"\\udfff tail"',
  '"nul\\u0000"',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '""',
  '"null"',
  '"[object Object]"',
  '"constructor.prototype"',
  '"1e309"',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
]

const mark = '<<here>>'

/** A JSON text of an input with a raw text in place of one value. */
export function jsonWith(input: unknown, path: Path, raw: string): string {
  return JSON.stringify(withValue(input, path, mark)).replace(JSON.stringify(mark), () => raw)
}

/** The values for one scalar in JSON, and whether the field may be each: by its declaration, and by its own type only. */
export function confusionsOf({
  schema,
  base,
  isNullable,
}: Scalar): readonly Readonly<{ raw: string; isLegal: boolean }>[] {
  return inJson.map((raw) => {
    const value: unknown = raw.length > 1_000 ? [] : JSON.parse(raw)
    const isOwnType = base === 'fixed' || typeof value === (base === 'text' ? 'string' : base)
    const isLegal = value === null ? isNullable : isOwnType && schema.safeParse(value).success
    return { raw, isLegal }
  })
}

const inQuery: readonly ((name: string, value: string) => string)[] = [
  (name) => `${name}[$ne]=`,
  (name) => `${name}[$gt]=&${name}[$regex]=.*`,
  (name, value) => `${name}[]=${value}`,
  (name, value) => `${name}[0]=${value}&${name}[1]=x`,
  (name, value) => `${name}=${value}&${name}=${value}`,
  (name, value) => `${name}=${value}&__proto__=1`,
  (name, value) => `${name}=${value}&__proto__[isAdmin]=1`,
  (name, value) => `${name}=${value}&constructor[prototype][isAdmin]=1`,
  (name, value) => `${name}=${value}&constructor=1`,
  (name, value) => `${name}.length=${value}`,
  (name) => `${name}=%00`,
  (name) => `${name}=%ED%A0%80`,
  (name) => `${name}=%FF`,
  (name) => `${name}=%`,
]
const queryValues = [
  '{"$gt":""}',
  '-0',
  '1e309',
  'NaN',
  'null',
  '[object Object]',
  '__proto__',
  '',
  '0x',
  '-1',
]

// Cursors are ours to make, and anybody's to hand in: these look right from outside.
const cursors = [
  [9_007_199_254_740_991, '0197a3c2-0000-7000-8000-00000000c0de'],
  [-9_007_199_254_740_991, '0197a3c2-0000-7000-8000-00000000c0de'],
  [-8_640_000_000_000_000, '0197a3c2-0000-7000-8000-00000000c0de'],
  [{ $gt: 0 }, { $ne: null }],
  [null, null],
  { at: 1 },
].flatMap((key) => {
  const text = Buffer.from(JSON.stringify(key)).toString('base64url')
  return [text, `${text}.5`, `${text}.999999999`, `${text}.99999999999999`, `${text}.-1`]
})

/** Every confusion of one place of an operation, in the part of the request where that place is. */
export function confuse(
  endpoint: Endpoint,
  input: Readonly<Record<string, unknown>>,
  { path, scalar, token }: Readonly<{ path: Path; scalar: Scalar; token: string | null }>,
): Confusion[] {
  const name = String(path[0])
  if (endpoint.path.includes(`/:${name}`)) return confusePath(endpoint, input, { name, scalar, token })
  const isQueried = endpoint.method === 'GET' || endpoint.method === 'DELETE'
  if (isQueried) return confuseQuery(endpoint, input, { name, scalar, token })
  const good = requestFor(endpoint, input, token)
  const body = JSON.parse(String(good.body)) as unknown
  return confusionsOf(scalar).map(({ raw, isLegal }) => ({
    what: `${path.join('.')} = ${raw.slice(0, 60)}`,
    isLegal,
    request: { ...good, body: jsonWith(body, path, raw) },
  }))
}

type At = Readonly<{ name: string; scalar: Scalar; token: string | null }>

function confuseQuery(
  endpoint: Endpoint,
  input: Readonly<Record<string, unknown>>,
  { name, scalar, token }: At,
) {
  const { [name]: value, ...others } = input
  const { path, ...rest } = requestFor(endpoint, others, token)
  const glue = path.includes('?') ? '&' : '?'
  const forms = inQuery.map((form) => ({
    query: form(name, encodeURIComponent(String(value))),
    isLegal: false,
  }))
  const texts = scalar.id === 'cursor' ? [...queryValues, ...cursors] : queryValues
  const values = texts.map((text) => ({
    query: `${name}=${encodeURIComponent(text)}`,
    isLegal: scalar.schema.safeParse(text).success,
  }))
  return [...forms, ...values].map(({ query, isLegal }) => ({
    what: query,
    isLegal,
    request: { ...rest, path: `${path}${glue}${query}` },
  }))
}

const inPath = [
  '%00',
  '%ED%A0%80',
  '%FF',
  '%',
  '..%2f..%2fme',
  '%7B%22%24gt%22%3A%22%22%7D',
  '[$ne]',
  'null',
  'undefined',
  '-0',
  '1e309',
  '__proto__',
  'constructor',
  'toString',
  `1'%20or%20'1'='1`,
  'x'.repeat(5_000),
]

function confusePath(
  endpoint: Endpoint,
  input: Readonly<Record<string, unknown>>,
  { name, scalar, token }: At,
) {
  const stand = 'stand-in-for-the-value'
  const { path, ...rest } = requestFor(endpoint, { ...input, [name]: stand }, token)
  return inPath.map((text) => ({
    what: `:${name} = ${text.slice(0, 60)}`,
    // A key of one's own may be any word.
    isLegal: !text.includes('%') && scalar.schema.safeParse(text).success,
    request: { ...rest, path: path.replace(stand, text) },
  }))
}
