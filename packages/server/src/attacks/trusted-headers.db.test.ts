import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { createVault } from '../platform/crypto/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { exemptionHeader, makeExemption } from '../platform/http/index.ts'
import { testPassword } from '../testing/a-workspace.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { hashWorkspace, untilIdle } from '../testing/attacks/hash-workspace.ts'
import { type RawAnswer, sendHttp } from '../testing/attacks/raw-http.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let theirs: Desk
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
  theirs = await aDesk(server, database.db)
  await untilIdle(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

/** Headers that somewhere in the world say who is calling, from where, to what, or how. */
function listHeaders(): Record<string, string>[] {
  const { owner } = theirs.callers
  const id = owner.userId ?? ''
  const people = [
    'user',
    'x-user',
    'x-user-id',
    'x-userid',
    'x-forwarded-user',
    'x-remote-user',
    'remote-user',
  ]
  const signedIn = [
    'x-auth-request-user',
    'x-authenticated-user',
    'x-webauth-user',
    'x-ms-client-principal-id',
  ]
  const mails = [
    'x-user-email',
    'x-forwarded-email',
    'x-auth-request-email',
    'x-goog-authenticated-user-email',
  ]
  const places = [
    'x-tenant-id',
    'x-tenant',
    'x-workspace-id',
    'x-account-id',
    'x-organization-id',
    'workspace',
  ]
  const roles = ['x-role', 'x-user-role', 'x-roles', 'x-admin', 'x-forwarded-groups', 'x-scopes']
  const ways = [
    'x-original-url',
    'x-rewrite-url',
    'x-forwarded-uri',
    'x-forwarded-path',
    'x-envoy-original-path',
  ]
  const methods = ['x-http-method-override', 'x-http-method', 'x-method-override']
  const addresses = ['x-forwarded-for', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip']
  const hosts = ['x-forwarded-host', 'x-host', 'x-original-host', 'x-forwarded-server', 'x-forwarded-proto']
  const each = (names: readonly string[], value: string) => names.map((name) => ({ [name]: value }))
  return [
    ...each([...people, ...signedIn], id),
    ...each([...people, ...signedIn], 'admin'),
    ...each(mails, String(owner.own.email)),
    ...each(places, theirs.workspaceId),
    ...each(roles, 'owner'),
    ...each(ways, '/api/v1/team'),
    ...each(methods, 'DELETE'),
    ...each(addresses, '127.0.0.1'),
    ...each(addresses, '6.6.6.6, 127.0.0.1'),
    ...each(hosts, 'evil.test'),
    { forwarded: 'for=127.0.0.1;host=evil.test;proto=https' },
    { 'x-internal': '1', 'x-trusted': 'true', 'x-debug': '1' },
    { [exemptionHeader]: `${Date.now() + 60_000}.${'0'.repeat(64)}` },
    { 'x-forwarded-client-cert': 'Subject="CN=admin"', 'x-ssl-client-verify': 'SUCCESS' },
  ]
}

type Call = Readonly<{ name: string; method: string; path: string; token: string | null; body?: object }>

test('a header that says who calls, from where or to what changes no answer and no row', async () => {
  const tally = createTally('ATK-08', 'trusted headers')
  const { agent, owner } = desk.callers
  const api = (path: string) => `/api/v1${path}`
  const calls: Call[] = [
    { name: 'nobody', method: 'GET', path: api('/me'), token: null },
    { name: 'nobody at work', method: 'GET', path: api('/sessions'), token: null },
    { name: 'an agent', method: 'GET', path: api('/me'), token: agent.token },
    { name: 'an agent for owners', method: 'GET', path: api('/invitations'), token: agent.token },
    {
      name: 'an owner elsewhere',
      method: 'GET',
      path: api(`/sessions/${theirs.callers.owner.own.session}`),
      token: owner.token,
    },
    { name: 'a write', method: 'POST', path: api('/teams'), token: agent.token, body: { name: 'Mine' } },
  ]
  const before = await hashWorkspace(database.db, theirs.workspaceId)
  const own = await hashWorkspace(database.db, desk.workspaceId)
  for (const { name, token, body, ...request } of calls) {
    const ask = (headers: Readonly<Record<string, string>>): Promise<RawAnswer> =>
      sendHttp(server.origin, {
        ...request,
        headers: {
          ...headers,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body ? JSON.stringify(body) : null,
      })
    const plain = await ask({})
    for (const headers of listHeaders()) {
      const answer = await ask(headers)
      if (answer.same === plain.same && !answer.same.includes('evil.test')) tally.safe()
      else tally.unsafe(`${name} with ${JSON.stringify(headers)}: ${answer.same.slice(0, 300)}`)
    }
  }
  expect(await hashWorkspace(database.db, theirs.workspaceId)).toEqual(before)
  expect(await hashWorkspace(database.db, desk.workspaceId)).toEqual(own)
  tally.print()
  expect(tally.failures()).toEqual([])
})

async function addressAtSignIn(at: Server, headers: Readonly<Record<string, string>>): Promise<string> {
  const email = String(desk.callers.owner.own.email)
  const body = JSON.stringify({ email, password: testPassword, as: 'token' })
  const asJson = { 'content-type': 'application/json' }
  await sql`delete from directory where kind = 'login' and data ->> 'address' <> '127.0.0.1'`.execute(
    database.db,
  )
  const { status } = await sendHttp(at.origin, {
    method: 'POST',
    path: '/api/v1/logins',
    headers: { ...asJson, ...headers },
    body,
  })
  expect(status).toBe(200)
  const { rows } = await sql<{ address: string }>`
    select data ->> 'address' as address from directory where kind = 'login' order by created_at desc limit 1`.execute(
    database.db,
  )
  return rows[0]?.address ?? ''
}

test("the address that is kept is the connection's, or what the outermost trusted proxy saw", async () => {
  const tally = createTally('ATK-08', 'addresses')
  const one = await startTestServer(database.connection, { config: { trustedProxies: 1 } })
  const two = await startTestServer(database.connection, { config: { trustedProxies: 2 } })
  const spoofed = { 'x-real-ip': '6.6.6.6', forwarded: 'for=6.6.6.6', 'x-client-ip': '6.6.6.6' }
  const list = '6.6.6.6, 203.0.113.7, 203.0.113.8'
  const cases: [string, Server, Record<string, string>, string][] = [
    ['directly', server, { ...spoofed, 'x-forwarded-for': list }, '127.0.0.1'],
    ['one proxy', one, { ...spoofed, 'x-forwarded-for': list }, '203.0.113.8'],
    ['two proxies', two, { ...spoofed, 'x-forwarded-for': list }, '203.0.113.7'],
    ['past the proxy', one, spoofed, '127.0.0.1'],
  ]
  for (const [what, at, headers, expected] of cases) {
    const address = await addressAtSignIn(at, headers)
    if (address.replace('::ffff:', '') === expected) tally.safe()
    else tally.unsafe(`${what}: ${address}`)
  }
  await one.stop()
  await two.stop()
  tally.print()
  expect(tally.failures()).toEqual([])
})

test("only a pass signed with this installation's key, not yet run out, lifts a limit", async () => {
  const tally = createTally('ATK-08', 'passes through the limits')
  const limit = 5
  const strict = await startTestServer(database.connection, {
    overrides: { rateLimits: { publicWrite: limit } },
  })
  const ask = (headers: Record<string, string>) =>
    sendHttp(strict.origin, {
      method: 'POST',
      path: '/api/v1/invitations/read',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ token: randomUUID() }),
    })
  const now = Date.now()
  const good = makeExemption(strict.platform.vault, (now + 60_000) as never)
  const stale = makeExemption(strict.platform.vault, (now - 1) as never)
  const distant = makeExemption(strict.platform.vault, (now + 2 * 60 * 60_000) as never)
  const foreign = makeExemption(createVault(randomBytes(32)), (now + 60_000) as never)
  const [expiry = '', signature = ''] = good.split('.')
  const bad = [
    '',
    '1',
    'true',
    stale,
    distant,
    foreign,
    `${Number(expiry) + 1}.${signature}`,
    `${good}x`,
    `${expiry}.`,
  ]
  for (let i = 0; i < limit; i += 1) await ask({})
  for (const pass of bad) {
    const { status } = await ask({ [exemptionHeader]: pass })
    if (status === 429) tally.safe()
    else tally.unsafe(`"${pass}": ${status}`)
  }
  expect((await ask({ [exemptionHeader]: good })).status).toBe(404)
  await strict.stop()
  tally.print()
  expect(tally.failures()).toEqual([])
})
