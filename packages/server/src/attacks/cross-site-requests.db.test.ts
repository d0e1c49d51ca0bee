import type { Endpoint } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createLoginCookie } from '../platform/http/index.ts'
import { createRoutes } from '../routes.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { buildInput } from '../testing/attacks/build-input.ts'
import { callerOf } from '../testing/attacks/exercise.ts'
import { fillWith, nameOf } from '../testing/attacks/fill-input.ts'
import { countRows, hashWorkspace, untilIdle } from '../testing/attacks/hash-workspace.ts'
import { multipart, type RawRequest, requestFor, sendHttp } from '../testing/attacks/raw-http.ts'
import { readShapes } from '../testing/attacks/read-shape.ts'
import { type AttackTally, createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let cookie: string
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
  cookie = `${createLoginCookie(server.config.publicOrigin).name}=${desk.callers.owner.token}`
  await untilIdle(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const endpoints = createRoutes({} as never).map(({ endpoint }) => endpoint)
const isWrite = ({ method }: Endpoint) => method !== 'GET'

/** The request its own page would make, before a browser adds the cookie and where it comes from. */
function asMeant(endpoint: Endpoint): RawRequest & { headers: Record<string, string> } {
  const [shape] = readShapes(endpoint.input)
  if (!shape) throw new Error(`${nameOf(endpoint)} takes nothing`)
  const input = buildInput(shape, fillWith(desk.callers[callerOf(endpoint)].own, endpoint.path), true)
  return requestFor(endpoint, input as Record<string, unknown>, null)
}

/** What a browser sends for a page of another site: it may choose the method, the type and the body, within limits. */
function listForged(endpoint: Endpoint): Readonly<{ what: string; request: RawRequest }>[] {
  const { path, body, ...meant } = asMeant(endpoint)
  const text = typeof body === 'string' ? body : '{}'
  const fields = Object.entries(JSON.parse(text) as object).map(
    ([name, value]) => [name, String(value)] as const,
  )
  const form = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()
  const parts = multipart(fields.map(([name, value]) => ({ head: `name="${name}"`, body: value })))
  const split = Math.max(text.indexOf('}'), 1)
  const asJson = { 'content-type': 'application/json' }
  const forms: readonly Readonly<{ what: string; type: Record<string, string>; body: string | Buffer }>[] = [
    { what: 'a form', type: { 'content-type': 'application/x-www-form-urlencoded' }, body: form },
    { what: 'a form with files', type: parts.headers, body: parts.body },
    // A plain-text form whose one field's name and value make up JSON around the "=".
    {
      what: 'a plain-text form',
      type: { 'content-type': 'text/plain' },
      body: `${text.slice(0, split)}=${text.slice(split)}`,
    },
    { what: 'JSON as plain text', type: { 'content-type': 'text/plain;charset=UTF-8' }, body: text },
    { what: 'JSON without a type', type: {}, body: text },
    {
      what: 'a type that only looks like JSON',
      type: { 'content-type': 'text/plain; application/json' },
      body: text,
    },
    { what: 'JSON, as a script could after a preflight', type: asJson, body: text },
  ]
  // A program names no origin, and may call what is open to all; a browser does, whatever page it shows.
  const origins = ['https://evil.test', 'null', ...(endpoint.access === 'public' ? [] : [undefined])]
  const posted = origins.flatMap((origin) =>
    forms.map(({ what, type, body: sent }) => ({
      what: `${what} from ${origin}`,
      request: {
        method: meant.method === 'DELETE' ? 'POST' : meant.method,
        path: meant.method === 'DELETE' ? `${path}?_method=DELETE` : path,
        headers: { ...type, cookie, ...(origin === undefined ? {} : { origin }) },
        body: sent,
      },
    })),
  )
  const overrides = ['x-http-method-override', 'x-http-method', 'x-method-override']
  const query = `${path}${path.includes('?') ? '&' : '?'}`
  const gotten = [
    { what: 'a picture', path },
    { what: 'a picture with fields', path: `${query}${form}` },
    ...['_method', 'method', '_HttpMethod', 'X-HTTP-Method-Override'].map((name) => ({
      what: `a picture with ${name}`,
      path: `${query}${name}=${meant.method}&${form}`,
    })),
  ].flatMap(({ what, path: asked }) =>
    ['GET', 'HEAD'].map((method) => ({
      what: `${method}: ${what}`,
      request: { method, path: asked, headers: { cookie } },
    })),
  )
  const overridden = overrides.map((name) => ({
    what: name,
    request: { method: 'GET', path, headers: { cookie, [name]: meant.method } },
  }))
  return [...posted, ...gotten, ...overridden]
}

const refused = [400, 401, 403, 404, 405, 415, 422]

async function expectRefused(tally: AttackTally, what: string, request: RawRequest): Promise<void> {
  const { status, cookies } = await sendHttp(server.origin, request)
  if (refused.includes(status) && cookies.length === 0) tally.safe()
  else tally.unsafe(`${what}: ${status} ${cookies.join()}`)
}

test('no page of another site does anything as whoever looks at it, by form, by script, by picture or by override', async () => {
  const tally = createTally('ATK-83', 'cross-site requests')
  const before = await hashWorkspace(database.db, desk.workspaceId)
  const rows = await countRows(database.db)
  const writes = endpoints.filter(isWrite)
  for (const endpoint of writes)
    for (const { what, request } of listForged(endpoint)) {
      // A picture's address may be one that something else answers, by reading.
      const isRead = request.method === 'GET' || request.method === 'HEAD'
      if (isRead) await expectHarmless(tally, `${nameOf(endpoint)}, ${what}`, request)
      else await expectRefused(tally, `${nameOf(endpoint)}, ${what}`, request)
    }
  await untilIdle(database.db)
  expect(await hashWorkspace(database.db, desk.workspaceId)).toEqual(before)
  expect(await countRows(database.db)).toEqual(rows)
  tally.print({ writes: writes.length })
  expect(tally.failures()).toEqual([])
}, 60_000)

async function expectHarmless(tally: AttackTally, what: string, request: RawRequest): Promise<void> {
  const { status, cookies } = await sendHttp(server.origin, request)
  if (status < 500 && cookies.length === 0) tally.safe()
  else tally.unsafe(`${what}: ${status}`)
}

/** All that a workspace has, but who has read it: that is written down. */
async function hashOfAll(): Promise<string> {
  const { audit_log: _, ...rest } = await hashWorkspace(database.db, desk.workspaceId)
  return JSON.stringify(rest)
}

test('reading changes nothing: no address that a link or a picture may name has an effect', async () => {
  const tally = createTally('ATK-83', 'reading without effect')
  const reads = endpoints.filter((endpoint) => !isWrite(endpoint))
  const before = await hashOfAll()
  for (const endpoint of reads) {
    const meant = asMeant(endpoint)
    const { token } = desk.callers[callerOf(endpoint)]
    const headers = endpoint.access === 'visitor' ? { authorization: `Bearer ${token}` } : { cookie }
    const { status, cookies } = await sendHttp(server.origin, { ...meant, headers })
    const isChanged = (await hashOfAll()) !== before
    if (status === 200 && !isChanged && cookies.length === 0) tally.safe()
    else tally.unsafe(`${nameOf(endpoint)}: ${status}, ${isChanged ? 'something changed' : cookies.join()}`)
  }
  tally.print({ reads: reads.length })
  expect(tally.failures()).toEqual([])
})

test('a page of another site plants no login: it can neither sign anybody in nor out', async () => {
  const tally = createTally('ATK-83', 'planted logins')
  const { own } = desk.callers.owner
  const json = { 'content-type': 'application/json' }
  const login = JSON.stringify({ email: own.email, password: 'correct horse battery' })
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from directory where kind = 'login'`.execute(database.db)
  for (const origin of ['https://evil.test', 'null', `${server.origin}.evil.test`]) {
    const post = { method: 'POST', path: '/api/v1/logins' }
    await expectRefused(tally, `signing in from ${origin}`, {
      ...post,
      headers: { ...json, origin },
      body: login,
    })
    const text = { 'content-type': 'text/plain', origin }
    await expectRefused(tally, `signing in by form from ${origin}`, { ...post, headers: text, body: login })
    const out = { method: 'DELETE', path: '/api/v1/logins/current', headers: { cookie, origin } }
    await expectRefused(tally, `signing out from ${origin}`, out)
  }
  const after = await sql<{ count: number }>`
    select count(*) as count from directory where kind = 'login'`.execute(database.db)
  expect(after.rows).toEqual(rows)
  // A page of ours may: otherwise nothing was shown.
  const ours = {
    method: 'POST',
    path: '/api/v1/logins',
    headers: { ...json, origin: server.origin },
    body: login,
  }
  expect((await sendHttp(server.origin, ours)).status).toBe(200)
  tally.print()
  expect(tally.failures()).toEqual([])
})
