import { randomUUID } from 'node:crypto'
import { createServer, type Server as TcpServer } from 'node:net'
import { Writable } from 'node:stream'
import { workspaceHeader } from '@rapport/contract'
import { instant } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createLog } from '../platform/log/index.ts'
import { createRoutes } from '../routes.ts'
import { testPassword } from '../testing/a-workspace.ts'
import { aDesk, type Caller, callerNames, type Desk } from '../testing/attacks/a-desk.ts'
import { buildInput } from '../testing/attacks/build-input.ts'
import { fillWith } from '../testing/attacks/fill-input.ts'
import { untilIdle } from '../testing/attacks/hash-workspace.ts'
import { type Planted, plantSecrets } from '../testing/attacks/plant-secrets.ts'
import { type RawRequest, requestFor, sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openGreeted, openSocket, visitorPath } from '../testing/attacks/raw-socket.ts'
import { readShapes } from '../testing/attacks/read-shape.ts'
import { type AttackTally, createTally } from '../testing/attacks/tally.ts'
import { startWebhookConsumer } from '../testing/simulators/webhook-consumer.ts'
import { startTestServer } from '../testing/start-test-server.ts'

const metricsToken = 'metrics-token-of-this-test'
const cards = ['4111 1111 1111 1111', '5500005555555559', '3782-822463-10005']

let database: TestDatabase
let server: Server
let desk: Desk
let planted: readonly Planted[]
let isBroken = false
const log: string[] = []
beforeAll(async () => {
  database = await openTestDatabase()
  const lines = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk))
      done()
    },
  })
  server = await startTestServer(database.connection, {
    config: { metricsToken },
    overrides: {
      log: createLog('trace', lines),
      now() {
        const bug = new Error('a bug')
        // Not under a timer: recurring work that meets it there has nobody to answer, and it would end the process.
        if (isBroken && !bug.stack?.includes('_onTimeout')) throw bug
        return instant(Date.now())
      },
    },
  })
  // Jobs are gone when they are done: what they carried is kept aside as they come.
  await sql`create table jobs_seen (payload text)`.execute(database.db)
  await sql`create function see_job() returns trigger language plpgsql as
    'begin insert into jobs_seen values (new.payload::text); return new; end'`.execute(database.db)
  await sql`create trigger seen after insert on jobs for each row execute function see_job()`.execute(
    database.db,
  )
  desk = await aDesk(server, database.db)
  planted = await plantSecrets(server, database.db, desk)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const endpoints = createRoutes({} as never)
  .map(({ endpoint }) => endpoint)
  .filter(({ path }) => !path.endsWith('/current'))

/** One call as it is meant, with more than it takes, cut in half, and by a method that it does not have. */
function listTries(request: RawRequest): RawRequest[] {
  const { body } = request
  if (typeof body !== 'string') return [request, { ...request, method: 'PATCH' }]
  const more = `${body.slice(0, -1)},"odd":"${cards[0]} ${testPassword}"}`
  return [request, { ...request, body: more }, { ...request, body: body.slice(0, -1) }]
}

/** What every endpoint answers a caller with when something is wrong, as text; the last try of each meets a bug. */
async function collectErrors(caller: Caller): Promise<string[]> {
  const pages: string[] = []
  const keep = async (request: RawRequest) => {
    const { status, same } = await sendHttp(server.origin, request)
    if (status >= 400) pages.push(same)
  }
  const shapes = endpoints.flatMap((endpoint) =>
    readShapes(endpoint.input).map((shape) => ({ endpoint, shape })),
  )
  for (const { endpoint, shape } of shapes) {
    const input = buildInput(shape, fillWith(caller.own, endpoint.path)) as Record<string, unknown>
    const request = requestFor(endpoint, input, caller.token)
    if (caller.token !== null) request.headers[workspaceHeader] = desk.workspaceId
    for (const one of listTries(request)) await keep(one)
    isBroken = true
    await keep(request)
    isBroken = false
  }
  return pages
}

/** What people and programs get wrong while they hold a secret: in the address, in a frame, in a header. */
async function stumble(): Promise<string[]> {
  const { owner, visitor } = desk.callers
  const secrets = planted.filter(({ mayKnow }) => mayKnow.length === 0).map(({ text }) => text)
  const pages: string[] = []
  for (const secret of secrets) {
    const inAddress = encodeURIComponent(secret)
    const tries: RawRequest[] = [
      { method: 'GET', path: `/api/v1/sessions?token=${inAddress}` },
      { method: 'GET', path: `/api/v1/${inAddress}` },
      { method: 'POST', path: `/api/v1/hooks/${inAddress}`, body: cards.join() },
      { method: 'GET', path: `/invitation/${inAddress}` },
      { method: 'GET', path: `/invitations/${inAddress}.x` },
      { method: 'GET', path: '/api/v1/me', headers: { authorization: `Bearer ${secret}x`.slice(0, 200) } },
      { method: 'GET', path: '/api/v1/me', headers: { cookie: `rapport_login=${inAddress}` } },
      {
        method: 'POST',
        path: '/api/v1/logins',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: `${secret.slice(0, 40)}@example.test`, password: secret }),
      },
    ]
    for (const one of tries)
      pages.push((await sendHttp(server.origin, one)).same.replaceAll(inAddress, secret))
  }
  for (const path of [agentPath, visitorPath])
    for (const secret of secrets.slice(0, 5)) {
      const live = await openSocket(server.origin, { path })
      live.say({ type: 'hello', protocol: 1, token: `${secret}x` })
      await live.closed
    }
  const agent = await openGreeted(server.origin, agentPath, { token: owner.token ?? '' })
  agent.send(`{"type":"follow","conversationId":"${owner.token}"}`)
  await agent.closed
  const guest = await openGreeted(server.origin, visitorPath, { token: visitor.token ?? '' })
  for (const card of cards) {
    guest.say({ type: 'send', clientId: randomUUID(), text: `My card is ${card}` })
    await guest.next('sent')
  }
  guest.send(`{"type":"send","text":"${cards[0]}"`)
  await guest.closed
  return pages
}

type Found = Readonly<{ where: string; text: string }>

function search(tally: AttackTally, places: readonly Found[]): number {
  const words = cards.map((text) => ({ what: 'a card number', text }))
  const others = [{ what: "somebody's words", text: `${desk.canary} says` }]
  const secrets = [...planted, ...words, ...others]
  let found = 0
  for (const { where, text } of places) {
    const held = secrets.filter((secret) => text.includes(secret.text))
    found += held.length
    if (held.length === 0) tally.safe()
    else tally.unsafe(`${where}: ${[...new Set(held.map(({ what }) => what))]} in ${text.slice(0, 300)}`)
  }
  return found
}

test('no log line, metric, error page or job carries a secret, a card number or the words of anybody', async () => {
  const tally = createTally('ATK-63', 'secrets in logs')
  const pages: string[] = []
  for (const name of callerNames) pages.push(...(await collectErrors(desk.callers[name])))
  pages.push(...(await stumble()))
  // A job that met the bug in its worker's clock would wait for its lease to run out.
  await sql`
    /* all workspaces: those of this test */
    update jobs set leased_until = now() where leased_until is not null`.execute(database.db)
  await untilIdle(database.db)
  const metrics = await sendHttp(server.origin, {
    method: 'GET',
    path: '/metrics',
    headers: { authorization: `Bearer ${metricsToken}` },
  })
  expect(metrics.status).toBe(200)
  const jobs = await sql<{ payload: string }>`select payload from jobs_seen`.execute(database.db)
  const lines = log.flatMap((chunk) => chunk.split('\n'))
  const places = [
    ...lines.map((text) => ({ where: 'log', text })),
    ...metrics.body.split('\n').map((text) => ({ where: 'metrics', text })),
    ...pages.map((text) => ({ where: 'error page', text })),
    ...jobs.rows.map(({ payload }) => ({ where: 'job', text: payload })),
  ]
  const secrets = search(tally, places)
  tally.print({
    log_lines: lines.length,
    error_pages: pages.length,
    jobs: jobs.rows.length,
    secrets_in_logs: secrets,
  })
  expect(jobs.rows.length).toBeGreaterThan(0)
  expect(lines.length).toBeGreaterThan(100)
  expect(tally.failures()).toEqual([])
}, 120_000)

test('a consumer that leads elsewhere is not followed there', async () => {
  const tally = createTally('ATK-63', 'consumers that lead to private addresses')
  let connections = 0
  const canary: TcpServer = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  const address = canary.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const consumer = await startWebhookConsumer()
  const token = desk.callers.owner.token ?? ''
  const made = await desk.call(token, '/webhooks', {
    name: 'Leads on',
    url: consumer.url,
    events: ['message.received'],
  })
  const { id } = made.webhook as { id: string }
  consumer.trust(String(made.secret))
  for (const status of [301, 302, 303, 307, 308])
    for (const location of [
      `http://127.0.0.1:${port}/`,
      'http://169.254.169.254/latest/',
      `//127.0.0.1:${port}/`,
    ]) {
      consumer.behave(() => ({ status, headers: { location } }))
      const told = await desk.call(token, `/webhooks/${id}/test`)
      if (told.delivered === false && told.status === status) tally.safe()
      else tally.unsafe(`${status} to ${location}: ${JSON.stringify(told)}`)
    }
  await desk.call(token, `/webhooks/${id}/pause`)
  await consumer.close()
  canary.close()
  tally.print({ connections_to_canary: connections })
  expect(connections).toBe(0)
  expect(tally.failures()).toEqual([])
})
