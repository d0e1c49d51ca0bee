import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endpoints } from '@rapport/contract'
import { type Endpoints, type FileView, type OutputOf, paths } from '@rapport/contract/light'
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest'
import { newClientId } from './client-id.ts'
import { type Client, createClient } from './http-client.ts'

type Heard = Readonly<{ method: string; url: string; headers: IncomingMessage['headers']; body: string }>

let heard: Heard[]
let answer: (response: ServerResponse, request: Heard) => void
let baseUrl: string
let close: () => Promise<unknown>

beforeEach(async () => {
  heard = []
  answer = (response) => sendJson(response, 200, {})
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const one = { method, url, headers, body: Buffer.concat(chunks).toString('latin1') }
      heard.push(one)
      answer(response, one)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
})
afterEach(() => close())

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    ...headers,
  })
  response.end(JSON.stringify(body))
}

const problem = (code: string, status: number) => ({
  type: `urn:rapport:error:${code}`,
  title: code,
  status,
  code,
  requestId: 'request-1',
})
const sessionId = '0198a000-0000-7000-8000-000000000001'

test('input and output follow from the declaration', () => {
  type Sessions = Endpoints['sessions']
  expectTypeOf<Client['sessions']['list']>().returns.resolves.toEqualTypeOf<OutputOf<Sessions['list']>>()
  expectTypeOf<Client['sessions']['end']>().parameter(0).toMatchObjectType<{ sessionId: string }>()
  expectTypeOf<Parameters<Client['sessions']['list']>[0]['list']>().not.toBeAny()
  expectTypeOf<Client['files']['upload']>().parameter(1).toEqualTypeOf<Blob>()
  expectTypeOf<Client['files']['upload']>().returns.resolves.toEqualTypeOf<FileView>()
})

test('what takes a file is what is called upload', () => {
  const declared = Object.entries(endpoints).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, { upload }]) => [`${noun}.${verb}`, upload === true] as const),
  )
  expect(declared.filter(([name, isUpload]) => isUpload !== name.endsWith('.upload'))).toEqual([])
  const client: Record<string, Record<string, unknown>> = createClient({ baseUrl })
  for (const name of Object.keys(paths)) {
    const [noun = '', verb = ''] = name.split('.')
    expect(client[noun]?.[verb]).toBeTypeOf('function')
  }
})

test('path parameters are filled in, reads put the rest into the query, writes into JSON', async () => {
  const client = createClient({ baseUrl, token: 'secret', workspaceId: 'w' })
  await client.sessions.list({ list: 'unassigned', cursor: 'a b&c', filter: undefined })
  await client.sessions.end({ sessionId: 'a/b', endReason: 'blocked' })
  expect(heard).toMatchObject([
    { method: 'GET', url: '/api/v1/sessions?list=unassigned&cursor=a+b%26c', body: '' },
    { method: 'POST', url: '/api/v1/sessions/a%2Fb/end', body: '{"endReason":"blocked"}' },
  ])
  expect(heard[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'x-rapport-workspace': 'w' })
})

test('an error answer becomes its code, fields, request id and how long to wait', async () => {
  const fields = [{ path: ['name'], message: 'too long' }]
  answer = (response) =>
    sendJson(response, 429, { ...problem('too_many_requests', 429), fields }, { 'retry-after': '7' })
  await expect(createClient({ baseUrl }).sessions.release({ sessionId })).rejects.toMatchObject({
    name: 'RapportError',
    code: 'too_many_requests',
    status: 429,
    fields,
    requestId: 'request-1',
    retryAfterMs: 7_000,
  })
})

test("a proxy's error page is no answer of ours", async () => {
  answer = (response) => {
    response.writeHead(502, { 'content-type': 'text/html' })
    response.end('<h1>Bad gateway</h1>')
  }
  const call = createClient({ baseUrl }).sessions.release({ sessionId })
  await expect(call).rejects.toMatchObject({ code: 'unreachable', status: 502 })
})

test('reads, and writes that carry a client id, outlast a network that fails and a server that restarts', async () => {
  answer = (response) => {
    if (heard.length % 3 === 1) response.destroy()
    else if (heard.length % 3 === 2) sendJson(response, 503, problem('unavailable', 503))
    else sendJson(response, 200, { version: 3 })
  }
  const client = createClient({ baseUrl })
  await client.sessions.counts({})
  expect(heard).toHaveLength(3)
  await client.sessions.send({ sessionId, clientId: newClientId(), text: 'Hello' })
  expect(heard).toHaveLength(6)
  expect(new Set(heard.slice(3).map(({ body }) => body)).size).toBe(1)
})

test('a proxy that has no server to ask is asked again, a few times and no more', async () => {
  answer = (response) => {
    response.writeHead(heard.length % 2 === 0 ? 502 : 504, {
      'content-type': 'text/html',
      'retry-after': '0',
    })
    response.end('<h1>Bad gateway</h1>')
  }
  const call = createClient({ baseUrl }).sessions.send({ sessionId, clientId: newClientId(), text: 'Hello' })
  await expect(call).rejects.toMatchObject({ code: 'unreachable' })
  expect(heard).toHaveLength(4)
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1)
})

test('a write that might happen twice is tried once', async () => {
  answer = (response) => response.destroy()
  const client = createClient({ baseUrl })
  await expect(client.sessions.release({ sessionId })).rejects.toMatchObject({
    code: 'unreachable',
    status: 0,
  })
  expect(heard).toHaveLength(1)
})

test("an aborted call throws its signal's reason, also between two attempts", async () => {
  answer = (response) => response.destroy()
  const controller = new AbortController()
  const call = createClient({ baseUrl }).sessions.counts({}, { signal: controller.signal })
  setTimeout(() => controller.abort(new Error('left the page')), 100)
  await expect(call).rejects.toThrow('left the page')
  const attempts = heard.length
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(heard).toHaveLength(attempts)
})

test('a file travels as multipart with its name, and progress ends at one', async () => {
  answer = (response) => sendJson(response, 200, { id: 'f', name: 'a.txt' })
  const shares: number[] = []
  const file = new File(['the bytes'], 'a.txt', { type: 'text/plain' })
  const onProgress = (share: number) => shares.push(share)
  const view = await createClient({ baseUrl }).files.upload({}, file, { onProgress })
  expect(view).toMatchObject({ name: 'a.txt' })
  expect(heard[0]?.headers['content-type']).toContain('multipart/form-data; boundary=')
  expect(heard[0]?.body).toContain('name="file"; filename="a.txt"')
  expect(heard[0]?.body).toContain('the bytes')
  expect(shares.at(-1)).toBe(1)
})

test('a client id is a version 4 UUID, another each time', () => {
  const ids = Array.from({ length: 100 }, newClientId)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(100)
})

test('what is kept as it is now reaches the server also from a page that is left, unless it is long', async () => {
  const asked: (boolean | undefined)[] = []
  const client = createClient({
    baseUrl,
    fetch: (url, init) => {
      asked.push(init?.keepalive)
      return fetch(url, init)
    },
  })
  const conversationId = sessionId
  await client.conversations.saveDraft({ conversationId, text: 'half a wo' })
  await client.conversations.saveDraft({ conversationId, text: 'x'.repeat(17_000) })
  await client.sessions.end({ sessionId })
  expect(asked).toEqual([true, false, false])
})
