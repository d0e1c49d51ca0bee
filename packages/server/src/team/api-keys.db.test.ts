import { randomUUID } from 'node:crypto'
import { workspaceHeader } from '@rapport/contract'
import { can, type KeyScope, keyScopes, type Role } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { tokenHash } from '../platform/crypto/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createRoutes } from '../routes.ts'
import { aWorkspace, type TestPerson, type TestWorkspace } from '../testing/a-workspace.ts'
import { agentPath, openSocket } from '../testing/attacks/raw-socket.ts'
import { startTestServer } from '../testing/start-test-server.ts'
import { createAuthentication } from './authenticate.ts'

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

type Asked = Readonly<{ method?: string; body?: object; headers?: Record<string, string> }>

async function call(token: string, path: string, { method = 'GET', body, headers = {} }: Asked = {}) {
  const answer = await fetch(`${server.origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const json = (await answer.json()) as Record<string, unknown> & { code?: string }
  return { status: answer.status, json, headers: answer.headers }
}

async function aKey(maker: TestPerson, scopes: readonly KeyScope[], days: number | null = null) {
  const headers = { [workspaceHeader]: workspace.scope.workspaceId }
  const body = { name: 'A program', scopes, days }
  const { json } = await call(maker.token, '/api-keys', { method: 'POST', body, headers })
  return json as { key: string; view: { id: string; hint: string } }
}

const remove = (id: string) => call(workspace.owner.token, `/api-keys/${id}`, { method: 'DELETE' })

const member = async (role: Role) => await workspace.aMember(role)

describe('what a key is', () => {
  test('it is shown once, and kept as nothing but a hash and its last four characters', async () => {
    const { key, view } = await aKey(workspace.owner, ['sessions.read'])
    expect(key).toMatch(/^rpk_[\w-]{43}$/)
    expect(view.hint).toBe(key.slice(-4))
    const { json } = await call(workspace.owner.token, '/api-keys')
    expect(JSON.stringify(json)).not.toContain(key)
    const { rows } = await sql<{ text: string }>`
      /* all workspaces: a scene is looked at */
      select k::text || coalesce(d::text, '') as text from api_keys k
      join directory d on d.key_hash = k.key_hash and d.kind = 'api_key'`.execute(database.db)
    expect(rows.length).toBeGreaterThan(0)
    for (const { text } of rows) expect(text).not.toContain(key.slice(4))
  })

  test('its use is noted to the minute, without the request waiting for it', async () => {
    const { key, view } = await aKey(workspace.owner, ['workspace.read'])
    const noted = async () => {
      const { json } = await call(workspace.owner.token, '/api-keys')
      const items = json.items as { id: string; lastUsedAt: number | null }[]
      return items.find(({ id }) => id === view.id)?.lastUsedAt
    }
    expect(await noted()).toBeNull()
    await call(key, '/workspace')
    await expect.poll(noted).toBeTypeOf('number')
    const first = await noted()
    await call(key, '/workspace')
    expect(await noted()).toBe(first)
  })

  test('it opens its own workspace only, wherever else its maker works', async () => {
    const { key } = await aKey(workspace.owner, [...keyScopes])
    const other = await aWorkspace(database.db)
    for (const wanted of [other.scope.workspaceId, randomUUID()]) {
      const { status, json } = await call(key, '/workspace', { headers: { [workspaceHeader]: wanted } })
      expect([status, json.code]).toEqual([404, 'not_found'])
    }
    const own = await call(key, '/workspace', { headers: { [workspaceHeader]: workspace.scope.workspaceId } })
    expect(own.json.id).toBe(workspace.scope.workspaceId)
    expect((await call(key, '/workspace')).json.id).toBe(workspace.scope.workspaceId)
  })

  test("a key of another workspace can neither be seen nor removed, and a role without the right can't make one", async () => {
    const { view } = await aKey(workspace.owner, ['sessions.read'])
    const other = await aWorkspace(database.db)
    const foreign = await call(other.owner.token, `/api-keys/${view.id}`, { method: 'DELETE' })
    expect(foreign.json.code).toBe('not_found')
    expect((await call(other.owner.token, '/api-keys')).json.items).toEqual([])
    for (const role of ['agent', 'supervisor'] as const)
      expect(await aKey(await member(role), ['sessions.read'])).toMatchObject({ code: 'forbidden' })
  })
})

describe('what a key may do', () => {
  const endpoints = createRoutes({} as never).map(({ endpoint }) => endpoint)
  const closed = endpoints.filter(({ access }) => access !== 'public' && access !== 'visitor')

  /** Asks for what no schema takes: who may call is told what is wrong with it, who may not is told only that. */
  async function isLetIn(token: string, { method, path }: (typeof closed)[number]): Promise<boolean> {
    const filled = path.replace('/api/v1', '').replaceAll(/:\w+/g, () => randomUUID())
    const isQueried = method === 'GET' || method === 'DELETE'
    const asked = { method, ...(isQueried ? {} : { body: { nonsense: 1 } }) }
    const { status } = await call(token, isQueried ? `${filled}?nonsense=1` : filled, asked)
    if (status === 403) return false
    if (status === 422 || status === 415) return true
    throw new Error(`${method} ${path} answered ${status}`)
  }

  test('its scopes and nothing else, in every operation there is', async () => {
    const wrong: string[] = []
    let refused = 0
    const tryOut = async (scope: KeyScope, key: string, endpoint: (typeof closed)[number]) => {
      const isIn = await isLetIn(key, endpoint)
      refused += isIn ? 0 : 1
      if (isIn !== (endpoint.access === scope)) wrong.push(`${scope}: ${endpoint.method} ${endpoint.path}`)
    }
    for (const scope of keyScopes) {
      const { key } = await aKey(workspace.owner, [scope])
      for (const endpoint of closed) await tryOut(scope, key, endpoint)
    }
    console.log(
      `key scopes: scopes=${keyScopes.length} ops=${closed.length} refused=${refused} wrong=${wrong.length}`,
    )
    expect(wrong).toEqual([])
  }, 60_000)

  test('with every scope it still makes no keys, and says nothing about a login', async () => {
    const { key } = await aKey(workspace.owner, [...keyScopes])
    for (const endpoint of closed) {
      const isForPeople = endpoint.access === 'login' || endpoint.access === 'api_keys.manage'
      expect(await isLetIn(key, endpoint), endpoint.path).toBe(!isForPeople)
    }
  })

  test('it takes nothing from an owner and makes none, though its maker is one', async () => {
    const { key } = await aKey(workspace.owner, ['team.manage'])
    const { id } = await member('admin')
    const owner = await member('owner')
    const promote = await call(key, `/team/agents/${id}/role`, { method: 'POST', body: { role: 'owner' } })
    const demote = await call(key, `/team/agents/${owner.id}/role`, {
      method: 'POST',
      body: { role: 'agent' },
    })
    const shutOut = await call(key, `/team/agents/${owner.id}/deactivate`, { method: 'POST', body: {} })
    const invited = { email: `new-${randomUUID()}@example.test`, role: 'owner' }
    const invite = await call(key, '/invitations', { method: 'POST', body: invited })
    for (const { json } of [promote, demote, shutOut, invite]) expect(json.code).toBe('forbidden')
    const toAgent = await call(key, `/team/agents/${id}/role`, { method: 'POST', body: { role: 'agent' } })
    expect(toAgent.status).toBe(200)
  })

  test('it points no webhook at itself that is told what it may not read', async () => {
    const body = { name: 'Mine', url: 'https://consumer.example/hook', events: ['session.ended'] }
    const reader = await aKey(workspace.owner, ['webhooks.manage', 'sessions.read_all'])
    const other = await aKey(workspace.owner, ['webhooks.manage', 'sessions.read'])
    const { status, json } = await call(reader.key, '/webhooks', { method: 'POST', body })
    expect(status).toBe(200)
    const { id } = json.webhook as { id: string }
    for (const path of ['/webhooks', `/webhooks/${id}`])
      expect((await call(other.key, path, { method: 'POST', body })).json.code).toBe('forbidden')
    await call(reader.key, `/webhooks/${id}`, { method: 'DELETE' })
  })

  test('it sees the words of no session by what channels brought and were given, unless it may read them', async () => {
    const reader = await aKey(workspace.owner, ['deliveries.manage', 'sessions.read'])
    const other = await aKey(workspace.owner, ['deliveries.manage', 'sessions.answer'])
    for (const path of ['/outbox', '/outbox?state=sent', `/deliveries/${randomUUID()}`]) {
      expect((await call(other.key, path)).json.code, path).toBe('forbidden')
      expect((await call(reader.key, path)).status, path).not.toBe(403)
    }
    expect((await call(other.key, '/deliveries')).status).toBe(200)
  })

  test('no more than its maker may at this moment', async () => {
    const maker = await member('admin')
    const { key } = await aKey(maker, [...keyScopes])
    const agents = `/team/agents/${maker.id}`
    const allowed = async () => {
      const accesses: string[] = []
      for (const endpoint of closed) if (await isLetIn(key, endpoint)) accesses.push(endpoint.access)
      return accesses
    }
    expect(await allowed()).toContain('team.manage')
    await call(workspace.owner.token, `${agents}/role`, { method: 'POST', body: { role: 'agent' } })
    const now = await allowed()
    expect(now.length).toBeGreaterThan(5)
    for (const access of now) expect(can('agent', access as KeyScope), access).toBe(true)
    await call(workspace.owner.token, `${agents}/deactivate`, { method: 'POST', body: {} })
    expect((await call(key, '/workspace')).status).toBe(401)
    await call(workspace.owner.token, `${agents}/reactivate`, { method: 'POST', body: {} })
    expect((await call(key, '/workspace')).status).toBe(200)
  })

  test('without the right to read all, it sees the inboxes its maker works', async () => {
    const all = await aKey(workspace.owner, ['inboxes.read', 'sessions.read_all'])
    const own = await aKey(workspace.owner, ['inboxes.read'])
    const count = async (key: string) => ((await call(key, '/inboxes')).json.items as unknown[]).length
    expect(await count(own.key)).toBe(0)
    expect(await count(all.key)).toBe(1)
    const body = { agentIds: [workspace.owner.id], teamIds: [] }
    await call(workspace.owner.token, `/inboxes/${workspace.inbox.id}/access`, { method: 'POST', body })
    expect(await count(own.key)).toBe(1)
  })
})

describe('how a key ends', () => {
  test('at the end of its days', async () => {
    const { key, view } = await aKey(workspace.owner, ['workspace.read'], 1)
    expect((await call(key, '/workspace')).status).toBe(200)
    await sql`update directory set expires_at = now() - interval '1 second'
      where kind = 'api_key' and data ->> 'apiKeyId' = ${view.id}`.execute(database.db)
    expect((await call(key, '/workspace')).json.code).toBe('not_signed_in')
    const kept = tokenHash(workspace.owner.token).toString('hex')
    const run = tokenHash(key).toString('hex')
    const { findEnded } = createAuthentication(server.platform)
    expect(await findEnded([kept, run])).toEqual(new Set([run]))
  })

  test('when it is removed: requests and sockets within a second', async () => {
    const { key, view } = await aKey(workspace.owner, ['sessions.read'])
    const live = await openSocket(server.origin, { path: agentPath })
    live.say({ type: 'hello', protocol: 1, token: key })
    await live.next('welcome')
    const before = performance.now()
    expect((await remove(view.id)).status).toBe(200)
    expect((await call(key, '/sessions')).json.code).toBe('not_signed_in')
    expect(await live.closed).toBe(4001)
    const tookMs = performance.now() - before
    console.log(`key removed: requests=401 socket=4001 after_ms=${Math.round(tookMs)}`)
    expect(tookMs).toBeLessThan(1_000)
    expect((await remove(view.id)).json.code).toBe('not_found')
  })
})

describe('a key on the socket', () => {
  const greet = async (key: string) => {
    const live = await openSocket(server.origin, { path: agentPath })
    live.say({ type: 'hello', protocol: 1, token: key })
    return live
  }

  test('without the right to read sessions it is not let in', async () => {
    const { key } = await aKey(workspace.owner, ['contacts.read', 'sessions.answer'])
    expect(await (await greet(key)).closed).toBe(4001)
  })

  test('without the right to answer it is refused what an answer needs', async () => {
    const { key } = await aKey(workspace.owner, ['sessions.read'])
    const live = await greet(key)
    await live.next('welcome')
    live.say({ type: 'typing', conversationId: randomUUID(), on: true })
    expect(await live.next('refused')).toMatchObject({ code: 'forbidden' })
    live.end()
  })

  test('whose maker is shut out is closed within a second', async () => {
    const maker = await member('admin')
    const { key } = await aKey(maker, ['sessions.read'])
    const live = await greet(key)
    await live.next('welcome')
    const before = performance.now()
    await call(workspace.owner.token, `/team/agents/${maker.id}/deactivate`, { method: 'POST', body: {} })
    expect(await live.closed).toBe(4001)
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})

test('a key that asks too often is told so, how long to wait, and in every answer how much is left', async () => {
  const { key } = await aKey(workspace.owner, ['workspace.read'])
  const strict = await startTestServer(database.connection, { overrides: { rateLimits: { apiKey: 3 } } })
  try {
    const headers = { authorization: `Bearer ${key}` }
    const ask = (path: string) => fetch(`${strict.origin}/api/v1${path}`, { headers })
    const answers = [await ask('/workspace'), await ask('/sessions'), await ask('/workspace')]
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 200])
    expect(answers.map((answer) => answer.headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0'])
    expect(answers[0]?.headers.get('ratelimit-limit')).toBe('3')
    const refused = await ask('/workspace')
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({ code: 'too_many_requests' })
    const waitSeconds = Number(refused.headers.get('retry-after'))
    expect(waitSeconds).toBeGreaterThan(50)
    expect(refused.headers.get('ratelimit-reset')).toBe(String(waitSeconds))
    const person = await fetch(`${strict.origin}/api/v1/workspace`, {
      headers: { authorization: `Bearer ${workspace.owner.token}` },
    })
    expect([person.status, person.headers.get('ratelimit-limit')]).toEqual([200, null])
  } finally {
    await strict.stop()
  }
})
