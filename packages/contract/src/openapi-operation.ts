import { type Access, type Endpoint, workspaceHeader } from './endpoint.ts'
import { type ErrorCode, errorStatus } from './errors.ts'
import type {
  JsonSchema,
  OpenApiContent,
  OpenApiHeader,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiRequestBody,
  OpenApiResponse,
} from './openapi-document.ts'
import { problemSchema, type SchemaBook } from './openapi-schemas.ts'

/** An endpoint under the name that the client calls it by. */
export type Named = Readonly<{ noun: string; verb: string; endpoint: Endpoint }>

/** Answers that are not JSON, by operation. */
const rawAnswers: Readonly<Record<string, string>> = {
  'files.download': 'application/octet-stream',
  'files.avatar': 'image/*',
  'widget.settingsModule': 'text/javascript',
}

/** One endpoint as an operation of the document. */
export function describeOperation(named: Named, book: SchemaBook): OpenApiOperation {
  const { noun, verb, endpoint } = named
  const { path, access, method } = endpoint
  const input = book.read(endpoint.input)
  const fields = (input.properties ?? {}) as Readonly<Record<string, JsonSchema>>
  const required = (input.required ?? []) as readonly string[]
  const inPath = pathNames(path)
  const isQueried = method === 'GET' || method === 'DELETE'
  const rest = Object.entries(fields).filter(([name]) => !inPath.includes(name))
  const parameters = [
    ...inPath.map((name) => parameter('path', name, fields[name] ?? { type: 'string' }, true)),
    ...(isQueried
      ? rest.map(([name, field]) => parameter('query', name, field, required.includes(name)))
      : []),
    ...(isOfWorkspace(access) ? [workspaceParameter] : []),
  ]
  const body = isQueried ? null : bodyOf(endpoint, Object.fromEntries(rest), required)
  return {
    operationId: `${noun}.${verb}`,
    tags: [noun],
    summary: endpoint.summary,
    security: securityOf(access),
    'x-permission': isPermission(access) ? access : null,
    parameters,
    ...(body ? { requestBody: body } : {}),
    responses: { '200': answerOf(named, book), ...problemsOf(endpoint, book) },
  }
}

/** The path with its parameters as OpenAPI writes them. */
export const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}')

const pathNames = (path: string): readonly string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)

const isPermission = (access: Access): boolean =>
  access !== 'public' && access !== 'login' && access !== 'visitor'
const isOfWorkspace = (access: Access): boolean => access !== 'public' && access !== 'visitor'

function parameter(
  where: 'path' | 'query',
  name: string,
  { description, ...schema }: JsonSchema,
  required: boolean,
): OpenApiParameter {
  const about = typeof description === 'string' ? { description } : {}
  return { name, in: where, required, ...about, schema }
}

const workspaceParameter: OpenApiParameter = {
  name: workspaceHeader,
  in: 'header',
  required: false,
  description: 'Which of your workspaces; the first when it is absent. A key has one only.',
  schema: { type: 'string', format: 'uuid' },
}

function bodyOf(
  { upload }: Endpoint,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): OpenApiRequestBody {
  if (upload) {
    const file = { type: 'object', properties: { file: {} }, required: ['file'] }
    const description = 'One file, 25 MB at most. What it is is read off its content.'
    return { required: true, description, content: { 'multipart/form-data': { schema: file } } }
  }
  const needed = required.filter((name) => Object.hasOwn(properties, name))
  const schema = {
    type: 'object',
    properties,
    ...(needed.length > 0 ? { required: needed } : {}),
    additionalProperties: false,
  }
  return { required: true, content: { 'application/json': { schema } } }
}

/** Who may ask. A scheme's list says which permission a key needs to have. */
function securityOf(access: Access): OpenApiOperation['security'] {
  if (access === 'public') return []
  if (access === 'visitor') return [{ visitorToken: [] }]
  const person = [{ loginToken: [] }, { loginCookie: [] }]
  return access === 'login' || access === 'api_keys.manage' ? person : [{ apiKey: [access] }, ...person]
}

const limitHeaders: Readonly<Record<string, OpenApiHeader>> = {
  'ratelimit-limit': { description: 'Requests a minute with this key.', schema: { type: 'integer' } },
  'ratelimit-remaining': { description: 'How many are left in this minute.', schema: { type: 'integer' } },
  'ratelimit-reset': { description: 'Seconds until there are as many again.', schema: { type: 'integer' } },
}

function answerOf({ noun, verb, endpoint }: Named, book: SchemaBook): OpenApiResponse {
  const raw = rawAnswers[`${noun}.${verb}`]
  const content: OpenApiContent = raw
    ? { [raw]: { schema: {} } }
    : { 'application/json': { schema: book.read(endpoint.output) } }
  const headers = securityOf(endpoint.access).some((scheme) => 'apiKey' in scheme) ? limitHeaders : null
  return { description: 'Done.', ...(headers ? { headers } : {}), content }
}

const always: readonly ErrorCode[] = ['bad_request', 'invalid_input', 'internal', 'unavailable']
const ofCallers: readonly ErrorCode[] = ['not_signed_in', 'too_many_requests']
const ofMembers: readonly ErrorCode[] = ['forbidden', 'not_found']
const ofWrites: readonly ErrorCode[] = ['foreign_origin']
const ofBodies: readonly ErrorCode[] = ['malformed_json', 'too_large', 'unsupported_media_type']

/** Every code that an endpoint may answer: its own, and those of everything that stands before it. */
function codesOf({ access, method, errors }: Endpoint): readonly ErrorCode[] {
  const isWrite = method !== 'GET'
  const codes = [
    ...errors,
    ...always,
    ...(access === 'public' ? (['too_many_requests'] as const) : ofCallers),
    ...(isOfWorkspace(access) ? ofMembers : []),
    ...(isWrite ? ofWrites : []),
    ...(isWrite && method !== 'DELETE' ? ofBodies : []),
  ]
  return [...new Set(codes)].toSorted((a, b) => errorStatus[a] - errorStatus[b])
}

function problemsOf(endpoint: Endpoint, book: SchemaBook): Record<string, OpenApiResponse> {
  const schema = book.read(problemSchema)
  const byStatus = Map.groupBy(codesOf(endpoint), (code) => String(errorStatus[code]))
  const entries = [...byStatus].map(([status, codes]): [string, OpenApiResponse] => [
    status,
    {
      description: codes.join(', '),
      ...(status === '429' || status === '503' ? { headers: retryAfter } : {}),
      content: { 'application/problem+json': { schema } },
      'x-codes': codes,
    },
  ])
  return Object.fromEntries(entries)
}

const retryAfter: Readonly<Record<string, OpenApiHeader>> = {
  'retry-after': { description: 'Seconds to wait before another try.', schema: { type: 'integer' } },
}
