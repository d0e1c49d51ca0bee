import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createLoginCookie } from '../platform/http/index.ts'
import { testPassword } from '../testing/a-workspace.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { type RawRequest, sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openSocket, visitorPath } from '../testing/attacks/raw-socket.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { type CuttableDatabase, proxyDatabase } from '../testing/proxy-database.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let way: CuttableDatabase
let server: Server
let desk: Desk
let apiKey: string
beforeAll(async () => {
  database = await openTestDatabase()
  way = await proxyDatabase(database.connection)
  server = await startTestServer(way.connection, { overrides: { acquireMs: 2_000 } })
  desk = await aDesk(server, database.db)
  const made = await desk.call(desk.callers.owner.token ?? '', '/api-keys', {
    name: 'Key',
    scopes: ['inboxes.read', 'sessions.read'],
  })
  apiKey = String(made.key)
})
afterAll(async () => {
  await server.stop()
  await way.cut()
  await database.close()
})

/** A way in: tries one secret, as JSON has it, and answers the status or the closing code. 200 is somebody let in. */
type Entry = Readonly<{ name: string; good: unknown; enter(secret: unknown): Promise<number> }>

function listEntries(): Entry[] {
  const { owner, visitor } = desk.callers
  const { own } = owner
  const json = (path: string, body: object): RawRequest => ({
    method: 'POST',
    path: `/api/v1${path}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const http = (name: string, good: unknown, make: (secret: unknown) => RawRequest): Entry => ({
    name,
    good,
    enter: async (secret) => (await sendHttp(server.origin, make(secret))).status,
  })
  const withHeader = (name: string, path: string, good: unknown, headers: (secret: string) => object) =>
    http(name, good, (secret) => ({
      method: 'GET',
      path: `/api/v1${path}`,
      headers: headers(textOf(secret)) as Record<string, string>,
    }))
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
  const cookie = createLoginCookie(server.config.publicOrigin).name
  const { fileId, ...link } = own.link
  const workspaceId = desk.workspaceId
  const signed = (path: string, fields: Readonly<Record<string, string>>) => (secret: unknown) => {
    const query = new URLSearchParams({ workspaceId, ...fields }).toString()
    const [name, values] = Array.isArray(secret) ? ['signature[]', secret] : ['signature', [secret]]
    const signatures = values.map((value) => `${name}=${encodeURIComponent(textOf(value))}`)
    return { method: 'GET', path: `/api/v1${path}?${[query, ...signatures].join('&')}` }
  }
  return [
    http('sign-in', testPassword, (password) => json('/logins', { email: own.email, password })),
    http('sign-in for a token', testPassword, (password) =>
      json('/logins', { email: own.email, password, as: 'token' }),
    ),
    withHeader('bearer', '/me', owner.token, bearer),
    withHeader('bearer at work', '/sessions', owner.token, bearer),
    withHeader('API key', '/inboxes', apiKey, bearer),
    withHeader('cookie', '/me', owner.token, (secret) => ({ cookie: `${cookie}=${secret}` })),
    withHeader('visitor', '/widget/conversation', visitor.token, bearer),
    socket('agent socket', agentPath, owner.token),
    socket('agent socket by a key', agentPath, apiKey),
    socket('visitor socket', visitorPath, visitor.token),
    http(
      'file link',
      own.link.signature,
      signed(`/files/${fileId}/content`, { expires: link.expires, holder: link.holder }),
    ),
    http('picture link', own.avatar.signature, signed(`/avatars/${own.avatar.fileId}`, {})),
    http('invitation', own.invitationToken, (token) => json('/invitations/read', { token })),
    http('invitation to join', own.invitationToken, (token) =>
      json('/invitations/accept', { token, name: 'Nobody', password: 'a long enough password' }),
    ),
    http('a signed visitor', 'f'.repeat(64), (signature) =>
      json('/widget/visitors', { key: own.widgetKey, identity: { userId: 'boss', signature } }),
    ),
  ]
}

/** What stands in a header or a query, where there is only text. No client sends a NUL in one. */
const textOf = (secret: unknown) =>
  typeof secret === 'string' ? secret.replaceAll('\0', '%00') : JSON.stringify(secret)

const socket = (name: string, path: string, good: string | null): Entry => ({
  name,
  good,
  async enter(token) {
    const live = await openSocket(server.origin, { path })
    live.say({ type: 'hello', protocol: 1, token })
    const code = await Promise.race([live.next('welcome').then(() => 200), live.closed]).catch(() => 0)
    live.end()
    return code
  },
})

/** What is not the secret, however much it looks like one. */
function listWrong(good: unknown): unknown[] {
  const text = String(good)
  const flipped = (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
  return [
    'wrong horse battery',
    flipped,
    `${text}x`,
    `x${text}`,
    text.slice(0, -1),
    text.toUpperCase() === text ? text.toLowerCase() : text.toUpperCase(),
    `${text}\0`,
    '*',
    '%',
    `' or '1'='1`,
    '',
    'null',
    'undefined',
    'true',
    null,
    true,
    0,
    1,
    [],
    [good],
    ['', good],
    {},
    { $ne: null },
    { $gt: '' },
    { length: 200 },
  ].filter((secret) => secret !== good)
}

const refusals = [400, 401, 403, 404, 422, 1007, 4001]

/** So that each secret is looked at, rather than refused for how many there were. */
async function forgetFailures(): Promise<void> {
  await sql`delete from throttles`.execute(database.db)
}

async function countLogins(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from directory where kind in ('login', 'visitor', 'api_key')`.execute(
    database.db,
  )
  return Number(rows[0]?.count)
}

test('nothing but the secret itself opens any door', async () => {
  const tally = createTally('ATK-01', 'any password')
  const entries = listEntries()
  const before = await countLogins()
  for (const { name, good, enter } of entries)
    for (const secret of listWrong(good)) {
      await forgetFailures()
      const status = await enter(secret)
      if (refusals.includes(status)) tally.safe()
      else tally.unsafe(`${name} with ${JSON.stringify(secret)}: ${status}`)
    }
  expect(await countLogins()).toBe(before)
  tally.print({ entries: entries.length, sessions: (await countLogins()) - before })
  expect(tally.failures()).toEqual([])

  // The right secret does open them, where it is one: without that, nothing was shown.
  await forgetFailures()
  const closed: string[] = []
  for (const { name, good, enter } of entries.filter((entry) => entry.name !== 'a signed visitor'))
    if ((await enter(good)) !== 200) closed.push(name)
  expect(closed).toEqual([])
}, 60_000)

/** The right secrets and wrong ones at every door at once; every one must be told no within five seconds. */
async function enterEverywhere(tally: ReturnType<typeof createTally>): Promise<number> {
  const tries = listEntries().flatMap(({ name, good, enter }) =>
    [good, 'wrong horse battery'].map(async (secret) => {
      const begunAt = performance.now()
      const status = await enter(secret)
      const tookMs = performance.now() - begunAt
      // A link to a file is proven by its signature alone, so a wrong one is refused without asking anybody.
      const isTold = [401, 404, 503, 422, 4001, 4013].includes(status) && tookMs < 5_000
      if (isTold) tally.safe()
      else tally.unsafe(`${name} with ${JSON.stringify(secret)}: ${status} after ${Math.round(tookMs)} ms`)
      return tookMs
    }),
  )
  return Math.max(...(await Promise.all(tries)))
}

test('when what looks at secrets never answers, and when it breaks, nobody is let in and nobody waits', async () => {
  const before = await countLogins()
  const silent = createTally('ATK-01', 'a verifier that never answers')
  way.stall()
  const slowest = await enterEverywhere(silent)
  silent.print({ slowest_ms: Math.round(slowest), sessions: (await countLogins()) - before })
  const broken = createTally('ATK-01', 'a verifier that breaks')
  await way.cut()
  const slower = await enterEverywhere(broken)
  broken.print({ slowest_ms: Math.round(slower), sessions: (await countLogins()) - before })
  expect([...silent.failures(), ...broken.failures()]).toEqual([])
  expect(await countLogins()).toBe(before)
}, 60_000)
