import {
  createOpenApi,
  endpoints,
  type OpenApiDocument,
  type OpenApiOperation,
  workspaceHeader,
} from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let workspace: TestWorkspace
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  workspace = await aWorkspace(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const get = (path: string) => fetch(`${server.origin}/api/v1${path}`)

test('the document is served to anybody, and is what the contract says', async () => {
  const answer = await get('/openapi.json')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ])
  expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(createOpenApi(endpoints))))
})

test('the page is allowed its own two files and nothing else, and has no code of its own inside', async () => {
  const answer = await get('/docs')
  const policy = answer.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
  expect(policy).not.toMatch(/unsafe|http|\*/)
  const page = await answer.text()
  expect(page).not.toMatch(/<script(?! src="docs\/docs\.js" defer>)|<style|\son\w+=|\sstyle=|javascript:/)
  const linked = [...page.matchAll(/<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"/g)].map(([, to]) => to)
  expect(linked).toEqual(['docs/docs.css', 'docs/docs.js'])
  expect((await get('/docs/docs.css')).headers.get('content-type')).toMatch(/^text\/css/)
  expect((await get('/docs/docs.js')).headers.get('content-type')).toMatch(/^text\/javascript/)
})

test('the page tells of every operation and schema, and each of its links leads somewhere', async () => {
  const page = await (await get('/docs')).text()
  const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
  const operations = listOperations(await readDocument())
  for (const { operation } of operations) expect(ids).toContain(operation.operationId)
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, to]) => to)
  expect(targets.filter((to) => !ids.has(to))).toEqual([])
  expect(targets.length).toBeGreaterThan(operations.length)
})

async function readDocument(): Promise<OpenApiDocument> {
  return (await (await get('/openapi.json')).json()) as OpenApiDocument
}

const listOperations = ({ paths }: OpenApiDocument) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]: [string, OpenApiOperation]) => ({
      path,
      method,
      operation,
    })),
  )

type Listed = ReturnType<typeof listOperations>[number]

/** Calls an operation by what the document says and nothing else. */
async function call({ path, method, operation }: Listed, token: string | null) {
  const id = '0197a3c2-4d5e-7f60-8a1b-2c3d4e5f6071'
  const json = operation.requestBody?.content['application/json']
  const query = new URLSearchParams(
    operation.parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => [name, 'x']),
  )
  const answer = await fetch(`${server.origin}${path.replaceAll(/\{\w+\}/g, id)}?${query}`, {
    method: method.toUpperCase(),
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...(token === null ? {} : { [workspaceHeader]: workspace.scope.workspaceId }),
    },
    ...(json ? { body: JSON.stringify(json.example) } : {}),
  })
  const text = await answer.text()
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json')
  return {
    status: String(answer.status),
    code: isProblem ? (JSON.parse(text) as { code: string }).code : null,
  }
}

const isOpen = ({ operation }: Listed) => operation.security.length === 0
const isEnd = ({ operation }: Listed) => operation.operationId.endsWith('signOut')

test('every operation answers a stranger as it declares, and is there: what is not is 404', async () => {
  const wrong: string[] = []
  for (const one of listOperations(await readDocument())) {
    const { status, code } = await call(one, null)
    const name = `${one.operation.operationId}: ${status} ${code}`
    if (isOpen(one) ? !isDeclared(one, status, code) : status !== '401') wrong.push(name)
  }
  expect(wrong).toEqual([])
})

test('every operation answers its examples as it declares', async () => {
  const operations = listOperations(await readDocument())
  const ordered = [...operations.filter((one) => !isEnd(one)), ...operations.filter(isEnd)]
  const wrong: string[] = []
  const statuses = new Map<string, number>()
  for (const one of ordered.filter((each) => !isOpen(each))) {
    const { status, code } = await call(one, workspace.owner.token)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (!isDeclared(one, status, code)) wrong.push(`${one.operation.operationId}: ${status} ${code}`)
  }
  console.log(`operations: ${JSON.stringify(Object.fromEntries(statuses))} undeclared=${wrong.length}`)
  expect(wrong).toEqual([])
  expect(statuses.get('200')).toBeGreaterThan(10)
})

function isDeclared({ operation }: Listed, status: string, code: string | null): boolean {
  const response = operation.responses[status]
  if (response === undefined) return false
  const codes = response['x-codes']
  return code === null || codes === undefined || codes.includes(code)
}
