import { randomUUID } from 'node:crypto'
import { workspaceHeader } from '@rapport/contract'
import { instant } from '@rapport/domain'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from './app.ts'
import { clientConfig } from './platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from './platform/db/testing/open-test-database.ts'
import { makeExemption } from './platform/http/index.ts'
import { aWorkspace, type TestWorkspace } from './testing/a-workspace.ts'
import { proxyDatabase } from './testing/proxy-database.ts'
import { sendRaw } from './testing/send-raw.ts'
import { startTestServer } from './testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let workspace: TestWorkspace
let other: TestWorkspace

beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection, { overrides: { jsonBodyMs: 400 } })
  workspace = await aWorkspace(database.db)
  other = await aWorkspace(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

type Options = Readonly<{
  method?: string
  body?: unknown
  raw?: string | Buffer | URLSearchParams
  headers?: Record<string, string>
}>

/** A call as the workspace's owner, with everything that a test says replaced. */
async function call(path: string, { method = 'GET', body, raw, headers = {} }: Options = {}) {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const answer = await fetch(`${server.origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${workspace.owner.token}`,
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  })
  const text = await answer.text()
  const json = answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null
  return { status: answer.status, headers: answer.headers, text, json }
}

const write = (options: Options) => call('/api/v1/teams', { method: 'POST', ...options })

describe('bad input is told apart, and nothing is stored', () => {
  const named = (name: unknown) => ({ body: { name } })
  const circle = { body: { name: 'x', agentIds: [{ deep: { deeper: 1 } }] } }
  const nested = `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`

  test.each<[string, Options, [status: number, code: string, path?: unknown]]>([
    ['malformed JSON', { raw: '{"name":' }, [400, 'malformed_json']],
    ['invalid UTF-8', { raw: Buffer.from('7b226e616d65223a22ff227d', 'hex') }, [400, 'malformed_json']],
    ['an empty body', { raw: '' }, [415, 'unsupported_media_type']],
    ['a list for an object', { body: [] }, [422, 'invalid_input', []]],
    ['null for an object', { raw: 'null' }, [422, 'invalid_input', []]],
    ['an unknown field', { body: { name: 'x', workspaceId: 'y' } }, [422, 'invalid_input', []]],
    ['a number for text', named(7), [422, 'invalid_input', ['name']]],
    ['an object for text', named({ $gt: '' }), [422, 'invalid_input', ['name']]],
    ['null for text', named(null), [422, 'invalid_input', ['name']]],
    ['a wrong item of a list', circle, [422, 'invalid_input', ['agentIds', 0]]],
    ['a half character', { raw: '{"name":"\\ud800"}' }, [422, 'invalid_input', ['name']]],
    ['NUL', { raw: '{"name":"a\\u0000b"}' }, [422, 'invalid_input', ['name']]],
    ['a prototype key', { raw: '{"name":"x","__proto__":{"role":"owner"}}' }, [422, 'invalid_input', []]],
    ['a constructor key', { raw: '{"name":"x","a":{"constructor":{}}}' }, [422, 'invalid_input', ['a']]],
    ['a number beyond numbers', { raw: '{"name":1e309}' }, [422, 'invalid_input', ['name']]],
    ['nesting without end', { raw: nested }, [422, 'invalid_input']],
    ['10 MB of text', named('x'.repeat(10_000_000)), [413, 'too_large']],
    [
      'text for JSON',
      { raw: '{"name":"x"}', headers: { 'content-type': 'text/plain' } },
      [415, 'unsupported_media_type'],
    ],
    [
      'a form',
      {
        raw: new URLSearchParams({ name: 'x' }),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      [415, 'unsupported_media_type'],
    ],
  ])('%s', async (_, options, [status, code, path]) => {
    const answer = await write(options)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(answer.json).toMatchObject({ status, code, type: `urn:rapport:error:${code}` })
    expect(answer.json.requestId).toBe(answer.headers.get('request-id'))
    if (path !== undefined) expect(answer.json.fields[0].path).toEqual(path)
    const { json } = await call('/api/v1/team')
    expect(json.teams).toEqual([])
  })

  test.each([
    ['a list by repeating', '/api/v1/widget/settings?key=a&key=b', 422],
    ['a list by brackets', '/api/v1/widget/settings?key[]=a', 422],
    ['an operator', '/api/v1/widget/settings?key[$ne]=', 422],
    ['a prototype key', '/api/v1/widget/settings?__proto__=1', 422],
    ['an unknown name', '/api/v1/widget/settings?key=a&other=1', 422],
    ['NUL', '/api/v1/widget/settings?key=a%00b', 422],
    ['what is not UTF-8', '/api/v1/widget/settings?key=%ff', 400],
    ['a lone percent sign', '/api/v1/widget/settings?key=%', 400],
    ['a path that is not UTF-8', '/api/v1/sessions/%ff', 400],
    ['a path that is no id', '/api/v1/sessions/1%20OR%201=1', 422],
    ['a path without end', `/api/v1/sessions/${'x'.repeat(5_000)}`, 404],
    ['an unknown path', '/api/v1/nothing', 404],
    ['another version', '/api/v2/sessions', 404],
  ])('in the address: %s', async (_, path, status) => {
    const answer = await call(path)
    expect(answer.status).toBe(status)
    expect(answer.json.status).toBe(status)
  })

  test('a query beside a body, and a name in both path and body, are refused', async () => {
    const queried = await call('/api/v1/teams?name=y', { method: 'POST', body: { name: 'x' } })
    expect(queried.json).toMatchObject({ code: 'invalid_input', fields: [{ path: ['name'] }] })
    const teamId = randomUUID()
    const doubled = await call(`/api/v1/teams/${teamId}`, {
      method: 'POST',
      body: { teamId, name: 'x', agentIds: [] },
    })
    expect(doubled.json).toMatchObject({ code: 'invalid_input', fields: [{ path: ['teamId'] }] })
  })

  test('headers without end are refused without a route being asked', async () => {
    const answer = await sendRaw(server.origin, [
      `GET /api/v1/setup HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`,
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(answer).toContain('x-content-type-options: nosniff')
  })

  test('what is no HTTP is answered 400 and closed', async () => {
    expect(await sendRaw(server.origin, ['\x16\x03\x01 hello\r\n\r\n'])).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('a body that does not come is not waited for, and one that is too big is refused before it has come', async () => {
    const head = (bytes: number) =>
      `POST /api/v1/logins HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`
    const slow = await sendRaw(server.origin, [`${head(100)}{"email":`], 2_000)
    expect(slow).toMatch(/^HTTP\/1\.1 400 /)
    const big = await sendRaw(server.origin, [head(2_000_000)], 1_000)
    expect(big).toMatch(/^HTTP\/1\.1 413 /)
  })
})

describe('who may call', () => {
  test('without a token, with a wrong one, with an odd header: 401, and a workspace that is not theirs: 404', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x',
      'Basic eDp5',
      `Bearer ${workspace.owner.token}x`,
    ]) {
      const answer = await call('/api/v1/team', { headers: { authorization } })
      expect([authorization, answer.status, answer.json.code]).toEqual([authorization, 401, 'not_signed_in'])
    }
    for (const wanted of [randomUUID(), other.scope.workspaceId, 'x', '']) {
      const answer = await call('/api/v1/team', { headers: { [workspaceHeader]: wanted } })
      expect([wanted, answer.status]).toEqual([wanted, 404])
    }
    const own = await call('/api/v1/team', { headers: { [workspaceHeader]: workspace.scope.workspaceId } })
    expect(own.status).toBe(200)
  })

  test("the endpoint's permission is asked of the caller's role", async () => {
    const agent = await workspace.aMember('agent')
    const answer = await write({ body: { name: 'x' }, headers: { authorization: `Bearer ${agent.token}` } })
    expect(answer.json).toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('a login is no visitor token', async () => {
    expect((await call('/api/v1/widget/conversation')).status).toBe(401)
  })

  test('a cookie reads anywhere, and writes only from a page of ours', async () => {
    const cookie = `rapport_login=${workspace.owner.token}`
    const send = (method: string, headers: Record<string, string>) =>
      fetch(`${server.origin}/api/v1/teams`, {
        method,
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ name: randomUUID() }),
      })
    const read = await fetch(`${server.origin}/api/v1/me`, { headers: { cookie } })
    expect(read.status).toBe(200)
    for (const headers of [
      {},
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { origin: `${server.origin}.evil.test` },
      { origin: 'http://localhost' },
    ]) {
      const answer = await send('POST', headers as Record<string, string>)
      expect([headers, answer.status]).toEqual([headers, 403])
      expect(await answer.json()).toMatchObject({ code: 'foreign_origin' })
    }
    expect((await send('POST', { origin: server.origin })).status).toBe(200)
  })

  test('a page of another site cannot write with any secret, nor sign anybody in', async () => {
    const headers = { origin: 'https://evil.test' }
    expect((await write({ body: { name: 'x' }, headers })).json.code).toBe('foreign_origin')
    const signIn = { email: workspace.owner.email, password: 'x' }
    const answer = await call('/api/v1/logins', { method: 'POST', body: signIn, headers })
    expect(answer.json.code).toBe('foreign_origin')
  })
})

describe('what every answer carries', () => {
  test.each([
    ['/api/v1/setup', 200],
    ['/api/v1/team', 200],
    ['/api/v1/nothing', 404],
    ['/api/v1/widget/settings?key=%ff', 400],
    ['/api/v1/widget/settings?a=1', 422],
    ['/api/v1/%ff', 400],
    ['/.git/config', 404],
    ['/metrics', 404],
    ['/assets/index.js.map', 404],
    ['/assets/%2e%2e/%2e%2e/package.json', 404],
  ])('%s answers %i under a policy that lets it do nothing, kept by nobody', async (path, status) => {
    const { status: found, headers } = await call(path)
    expect(found).toBe(status)
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    for (const name of [
      'x-content-type-options',
      'referrer-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'permissions-policy',
    ])
      expect(headers.get(name), name).toBeTruthy()
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test('a bug is answered with an id and nothing else', async () => {
    const damaged = await openTestDatabase()
    const broken = await startTestServer(damaged.connection)
    const client = new Client(clientConfig(damaged.connection))
    try {
      await client.connect()
      await client.query('alter table workspaces rename to missing')
      const answer = await fetch(`${broken.origin}/api/v1/setup`)
      const body = await answer.text()
      expect(answer.status).toBe(500)
      expect(Object.keys(JSON.parse(body)).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type'])
      expect(body).not.toContain('workspaces')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    } finally {
      await client.end()
      await broken.stop()
      await damaged.close()
    }
  })

  test('a database that is away is answered 503, with when to come again', async () => {
    const away = await openTestDatabase()
    const { connection, cut: cutOff } = await proxyDatabase(away.connection)
    const cut = await startTestServer(connection, { overrides: { acquireMs: 300 } })
    try {
      await cutOff()
      const answer = await fetch(`${cut.origin}/api/v1/setup`)
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await answer.json()).toMatchObject({ code: 'unavailable' })
    } finally {
      await cut.stop()
      await away.close()
    }
  })

  test('the console may be framed by nobody, the panel by its inbox alone', async () => {
    const framed = await workspace.anInbox({
      widget: {
        title: 'Chat',
        greeting: '',
        accent: '#0c6457',
        allowedOrigins: ['https://*.shop.example'],
        requireIdentity: false,
      },
    })
    const page = await fetch(`${server.origin}/sessions`)
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
    const key = framed.widget?.key ?? ''
    const panel = await fetch(`${server.origin}/widget/panel?key=${key}`)
    expect(panel.headers.get('content-security-policy')).toContain('frame-ancestors https://*.shop.example;')
    expect(panel.headers.get('content-security-policy')).toContain("form-action 'none'")
    expect((await fetch(`${server.origin}/widget/panel?key=unknown`)).status).toBe(404)

    const read = (origin: string) =>
      fetch(`${server.origin}/api/v1/widget/settings?key=${key}`, { headers: { origin } })
    const allowed = await read('https://www.shop.example')
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://www.shop.example')
    expect((await read('https://evil.test')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('limits', () => {
  test('an address that asks too often is told when to come again, and a pass of our own lifts the limit', async () => {
    const limited = await startTestServer(database.connection, {
      overrides: { rateLimits: { publicRead: 3 } },
    })
    const ask = (headers: Record<string, string> = {}) => fetch(`${limited.origin}/api/v1/setup`, { headers })
    try {
      for (let i = 0; i < 3; i += 1)
        expect((await ask({ 'x-forwarded-for': `203.0.113.${i}` })).status).toBe(200)
      const refused = await ask({ 'x-forwarded-for': '203.0.113.9' })
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await refused.json()).toMatchObject({ code: 'too_many_requests' })
      const { vault } = limited.platform
      const pass = (ahead: number) => makeExemption(vault, instant(Date.now() + ahead))
      expect((await ask({ 'rapport-exempt': pass(60_000) })).status).toBe(200)
      expect((await ask({ 'rapport-exempt': pass(-1) })).status).toBe(429)
      expect((await ask({ 'rapport-exempt': pass(2 * 3_600_000) })).status).toBe(429)
    } finally {
      await limited.stop()
    }
  })

  test('an upgrade anywhere but at a socket is answered 404 and closed', async () => {
    const answer = await sendRaw(server.origin, [
      'GET /api/v1/elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
  })
})
