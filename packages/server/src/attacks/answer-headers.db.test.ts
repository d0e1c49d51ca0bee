import { request } from 'node:http'
import { type Endpoint, errorStatus, workspaceHeader } from '@rapport/contract'
import { instant } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createRoutes } from '../routes.ts'
import { testPassword } from '../testing/a-workspace.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { buildInput } from '../testing/attacks/build-input.ts'
import { callerOf } from '../testing/attacks/exercise.ts'
import { fillWith, nameOf } from '../testing/attacks/fill-input.ts'
import { type RawRequest, requestFor } from '../testing/attacks/raw-http.ts'
import { readShapes } from '../testing/attacks/read-shape.ts'
import { type AttackTally, createTally } from '../testing/attacks/tally.ts'
import { type CuttableDatabase, proxyDatabase } from '../testing/proxy-database.ts'
import { sendRaw } from '../testing/send-raw.ts'
import { startTestServer } from '../testing/start-test-server.ts'

// As it stands where people work: behind a proxy that speaks https, and known by that name.
const publicOrigin = 'https://desk.example.test'

let database: TestDatabase
let way: CuttableDatabase
let server: Server
let origin: string
let desk: Desk
let isBroken = false
beforeAll(async () => {
  database = await openTestDatabase()
  way = await proxyDatabase(database.connection)
  server = await startTestServer(way.connection, {
    config: { publicOrigin, filesOrigin: publicOrigin, consoleOrigins: [publicOrigin] },
    overrides: {
      acquireMs: 300,
      now() {
        if (isBroken) throw new Error('a bug')
        return instant(Date.now())
      },
    },
  })
  origin = `http://127.0.0.1:${server.config.port}`
  desk = await aDesk({ ...server, origin }, database.db)
})
afterAll(async () => {
  await server.stop()
  await way.cut()
  await database.close()
})

type Seen = Readonly<{ status: number; headers: ReadonlyMap<string, string>; cookies: readonly string[] }>

const endpoints = createRoutes({} as never).map(({ endpoint }) => endpoint)

/** An answer's status and headers; its body is of no interest here. */
function ask({ method, path, headers, body }: RawRequest): Promise<Seen> {
  const { hostname, port } = new URL(origin)
  const length = body == null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers: { ...headers, ...length }, agent: false },
      (answer) => {
        answer.resume()
        const { statusCode: status = 0, headersDistinct } = answer
        const joined = Object.entries(headersDistinct).map(
          ([name, values]) => [name, (values ?? []).join(' AND ')] as const,
        )
        answer.on('end', () =>
          resolve({ status, headers: new Map(joined), cookies: answer.headers['set-cookie'] ?? [] }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

const always: Readonly<Record<string, RegExp>> = {
  'strict-transport-security': /^max-age=(3153[6-9]\d{3}|[4-9]\d{7,}|\d{9,})/,
  'content-security-policy': /^default-src 'none'/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^(same-origin|cross-origin)$/,
  'permissions-policy': /camera=\(\).*microphone=\(\).*geolocation=\(\)/,
  'cache-control': /./,
}
const tellsTooMuch = ['server', 'x-powered-by', 'x-aspnet-version', 'via', 'x-runtime', 'etag']
// The only answers that pages of other sites may read or embed, and the only ones of the API that may be kept.
const openToOthers = /^\/(widget\.js|widget\/|api\/v1\/widget\/settings)/
const mayBeKept = /^\/api\/v1\/(avatars\/|docs|openapi)/

function faultOf(path: string, seen: Seen): string | null {
  const { headers } = seen
  const missing = Object.entries(always).find(([name, pattern]) => !pattern.test(headers.get(name) ?? ''))
  if (missing) return `${missing[0]}: ${headers.get(missing[0])}`
  const policy = headers.get('content-security-policy') ?? ''
  if (!policy.includes('frame-ancestors ') || /unsafe-|\*/.test(policy)) return `a loose policy: ${policy}`
  const isOpen = seen.status < 300 && openToOthers.test(path)
  if (!isOpen && headers.has('access-control-allow-origin')) return 'others may read it'
  if (!isOpen && headers.get('cross-origin-resource-policy') !== 'same-origin') return 'others may embed it'
  return path.startsWith('/api/') ? faultOfApi(path, seen) : null
}

function faultOfApi(path: string, { status, headers }: Seen): string | null {
  const told = tellsTooMuch.find((name) => headers.has(name))
  if (told) return `it tells ${told}`
  const isKept = headers.get('cache-control') !== 'no-store' && !(status < 300 && mayBeKept.test(path))
  return isKept ? `kept: ${headers.get('cache-control')}` : null
}

function faultOfCookie(cookie: string): string | null {
  const parts = cookie.split('; ')
  const has = (name: string) => parts.some((part) => part.toLowerCase() === name)
  const isHost = parts[0]?.startsWith('__Host-') && has('path=/') && !/;\s*domain=/i.test(cookie)
  const isShut = has('httponly') && has('secure') && has('samesite=lax')
  return isHost && isShut ? null : `${cookie.replace(/=[^;]*/, '=…')}`
}

const statuses = new Set<number>()

async function check(tally: AttackTally, what: string, one: RawRequest): Promise<Seen> {
  const seen = await ask(one)
  statuses.add(seen.status)
  const fault = faultOf(one.path, seen) ?? seen.cookies.map(faultOfCookie).find((found) => found !== null)
  if (fault == null) tally.safe()
  else tally.unsafe(`${what} (${seen.status}): ${fault}`)
  return seen
}

/** One endpoint as it is meant, as nobody, with nonsense, and by a method it does not have. */
function listRequests(endpoint: Endpoint): RawRequest[] {
  const { own, token } = desk.callers[callerOf(endpoint)]
  const [shape] = readShapes(endpoint.input)
  if (!shape) return []
  const input = buildInput(shape, fillWith(own, endpoint.path), true) as Record<string, unknown>
  const meant = requestFor(endpoint, input, token)
  const asked = { ...meant, headers: { ...meant.headers, [workspaceHeader]: desk.workspaceId } }
  const isSigningOut = endpoint.path.endsWith('/current')
  return [
    ...(isSigningOut ? [] : [asked]),
    requestFor(endpoint, input, null),
    requestFor(endpoint, input, 'nobody'),
    { ...asked, path: `${meant.path}${meant.path.includes('?') ? '&' : '?'}odd=1` },
    { ...asked, headers: { ...asked.headers, 'content-type': 'text/plain' }, body: 'x' },
    { ...asked, headers: { ...asked.headers, origin: 'https://evil.test' } },
    { method: 'PATCH', path: meant.path },
    { method: 'OPTIONS', path: meant.path, headers: { origin: 'https://evil.test' } },
    { method: 'HEAD', path: meant.path },
  ]
}

const screens = [
  '/',
  '/inbox/open',
  '/sessions/0197a3c2-0000-7000-8000-00000000c0de',
  '/assets/none.js',
  '/none.svg',
  '/widget.js',
  '/widget/panel?key=none',
  '/widget/assets/none.js',
  '/api',
  '/api/v1/none',
  '/api/v1/openapi.json',
  '/api/v1/docs',
  '/healthz',
  '/readyz',
  '/metrics',
  '/.git/config',
  '/%',
  '/%ff',
  `/${'x'.repeat(3_000)}`,
]

test('every answer carries every header, whatever was asked, whoever asked and however it ended', async () => {
  const tally = createTally('ATK-81', 'headers')
  for (const endpoint of endpoints)
    for (const one of listRequests(endpoint)) await check(tally, `${one.method} ${nameOf(endpoint)}`, one)
  const panel = `/widget/panel?key=${desk.widgetKey}`
  for (const path of [...screens, panel]) await check(tally, path, { method: 'GET', path })
  const json = { 'content-type': 'application/json' }
  const post = { method: 'POST', path: '/api/v1/logins', headers: json }
  await check(tally, 'half a JSON', { ...post, body: '{' })
  await check(tally, 'too much', { ...post, body: `{"email":"${'x'.repeat(2_000_000)}"}` })

  isBroken = true
  for (const endpoint of endpoints) {
    const one = requestFor(endpoint, {}, null)
    const { status } = await check(tally, `a bug in ${nameOf(endpoint)}`, one)
    if (status !== errorStatus.internal && status !== 415)
      tally.unsafe(`a bug in ${nameOf(endpoint)}: ${status}`)
  }
  isBroken = false
  await checkRaw(tally)
  tally.print({ routes: endpoints.length, statuses: statuses.size })
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 413, 415, 422, 500]))
  expect(tally.failures()).toEqual([])
}, 60_000)

/** What is no request: refused before there is a route, and with the same headers. */
async function checkRaw(tally: AttackTally): Promise<void> {
  const texts = ['nonsense\r\n\r\n', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`]
  for (const text of texts) {
    const [head = ''] = (await sendRaw(origin, [text])).split('\r\n\r\n')
    const [first = '', ...lines] = head.split('\r\n')
    const headers = new Map(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 2),
      ]),
    )
    const status = Number(first.split(' ')[1])
    statuses.add(status)
    const fault = faultOf('/api/', { status, headers, cookies: [] })
    if (fault === null) tally.safe()
    else tally.unsafe(`${first}: ${fault}`)
  }
}

test('a login travels in a cookie that no page, no other site and no other host can read or set', async () => {
  const tally = createTally('ATK-81', 'cookies')
  const { email, invitationToken } = { ...desk.callers.owner.own, ...(await desk.anInvitation()) }
  const headers = { 'content-type': 'application/json', origin: publicOrigin }
  const asks = {
    '/api/v1/logins': { email, password: testPassword },
    '/api/v1/invitations/accept': { token: invitationToken, name: 'New', password: 'a long enough password' },
  }
  const made: string[] = []
  for (const [path, body] of Object.entries(asks)) {
    const one = { method: 'POST', path, headers, body: JSON.stringify(body) }
    const { status, cookies } = await check(tally, path, one)
    expect([path, status, cookies.length]).toEqual([path, 200, 1])
    made.push(...cookies)
  }
  const cookie = made[0]?.split(';')[0] ?? ''
  const out = { method: 'DELETE', path: '/api/v1/logins/current', headers: { cookie, origin: publicOrigin } }
  const { status, cookies } = await check(tally, 'signing out', out)
  expect([status, cookies.length]).toEqual([200, 1])
  expect(cookies[0]).toMatch(/^__Host-rapport=; .*Expires=Thu, 01 Jan 1970/)
  tally.print({ cookies: made.length + cookies.length })
  expect(tally.failures()).toEqual([])
})

test('an answer of a server whose database is away carries them too', async () => {
  const tally = createTally('ATK-81', 'unavailable')
  await way.cut()
  const paths = ['/api/v1/setup', `/widget/panel?key=${desk.widgetKey}`, '/api/v1/widget/settings?key=x']
  for (const path of paths) {
    const { status } = await check(tally, path, { method: 'GET', path })
    if (status !== 503) tally.unsafe(`${path}: ${status}`)
  }
  tally.print()
  expect(tally.failures()).toEqual([])
})
