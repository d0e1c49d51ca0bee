import { expect, test } from 'vitest'
import type { z } from 'zod'
import {
  createOpenApi,
  type Endpoint,
  endpoints,
  errorStatus,
  genericEvent,
  genericOutbound,
  type JsonSchema,
  type OpenApiOperation,
  webhookBody,
} from './index.ts'
import { templateOf } from './openapi-operation.ts'
import { findFaults } from './testing/check-openapi.ts'

const document = createOpenApi(endpoints)
const listed = Object.entries(endpoints).flatMap(([noun, verbs]) =>
  Object.entries(verbs as Record<string, Endpoint>).map(([verb, endpoint]) => ({
    id: `${noun}.${verb}`,
    endpoint,
  })),
)
const operationOf = ({ method, path }: Endpoint) =>
  document.paths[templateOf(path)]?.[method.toLowerCase() as 'get'] as OpenApiOperation

test('the document keeps the rules of OpenAPI 3.1, and everything it refers to is in it', () => {
  // Read as a stranger would: what JSON cannot carry is not there.
  expect(findFaults(JSON.parse(JSON.stringify(document)))).toEqual([])
})

test('a document that breaks a rule is caught', () => {
  const broken = (change: (copy: never) => void) => {
    const copy = JSON.parse(JSON.stringify(document))
    change(copy as never)
    return findFaults(copy).length
  }
  type Loose = { paths: Record<string, Record<string, Record<string, unknown>>>; openapi?: string }
  const get = (copy: Loose) => copy.paths['/api/v1/contacts']?.get ?? {}
  expect(broken((copy: Loose) => delete copy.openapi)).toBeGreaterThan(0)
  expect(broken((copy: Loose) => delete get(copy).responses)).toBeGreaterThan(0)
  expect(broken((copy: Loose) => Object.assign(get(copy), { operationId: 'contacts.get' }))).toBeGreaterThan(
    0,
  )
  expect(broken((copy: Loose) => Object.assign(get(copy), { security: [{ nobody: [] }] }))).toBeGreaterThan(0)
  expect(broken((copy: Loose) => Object.assign(get(copy), { verb: 'x' }))).toBeGreaterThan(0)
  expect(
    broken((copy: Loose) => {
      get(copy).responses = { '200': { description: '', content: { a: { schema: { $ref: '#/x' } } } } }
    }),
  ).toBeGreaterThan(0)
  expect(
    broken((copy: Loose) => {
      copy.paths['/api/v1/{nobody}'] = copy.paths['/api/v1/contacts'] ?? {}
    }),
  ).toBeGreaterThan(0)
})

test('every endpoint is in it, by its name, with its permission and each error it declares', () => {
  for (const { id, endpoint } of listed) {
    const operation = operationOf(endpoint)
    expect(operation?.operationId).toBe(id)
    const isPermission = !['public', 'login', 'visitor'].includes(endpoint.access)
    expect(operation['x-permission']).toBe(isPermission ? endpoint.access : null)
    for (const code of endpoint.errors)
      expect(operation.responses[errorStatus[code]]?.['x-codes'], `${id} ${code}`).toContain(code)
  }
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item))
  expect(operations.length).toBe(listed.length + 1)
})

test('every noun has its words', () => {
  const nouns = [...Object.keys(endpoints), 'hooks']
  expect(document.tags.map(({ name }) => name).toSorted()).toEqual(nouns.toSorted())
})

const isFit = (schema: z.ZodType, value: unknown, where: string) =>
  expect(schema.safeParse(value).error?.issues, where).toBeUndefined()

/** What a part of an address may be: one of a few, an id, a word, nothing, or a hash. */
function sampleOf({ enum: choices, format, pattern }: JsonSchema): string {
  if (Array.isArray(choices)) return String(choices[0])
  if (format === 'uuid') return '0197a3c2-4d5e-7f60-8a1b-2c3d4e5f6071'
  const samples = ['text', '', 'a'.repeat(64)]
  return samples.find((one) => typeof pattern !== 'string' || new RegExp(pattern).test(one)) ?? ''
}

test('every example is what its schema takes', () => {
  for (const { id, endpoint } of listed) {
    const { requestBody, responses, parameters } = operationOf(endpoint)
    const inPath = parameters.filter((one) => one.in === 'path' || (one.in === 'query' && one.required))
    const filled = Object.fromEntries(inPath.map(({ name, schema }) => [name, sampleOf(schema)]))
    const body = requestBody?.content['application/json']?.example as object | undefined
    isFit(endpoint.input, { ...filled, ...body }, `${id}: request`)
    const answer = responses['200']?.content?.['application/json']
    if (answer) isFit(endpoint.output, answer.example, `${id}: answer`)
  }
  const sent = (item: string) =>
    document.webhooks[item]?.post?.requestBody?.content['application/json']?.example
  isFit(webhookBody, sent('sessionEvent'), 'webhook')
  isFit(genericOutbound, sent('channelMessage'), 'channel')
  const hook = document.paths['/hooks/generic/{inboxId}']?.post?.requestBody
  isFit(genericEvent, hook?.content['application/json']?.example, 'hook')
})
