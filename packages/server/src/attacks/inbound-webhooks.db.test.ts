import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { inboxEndpoints } from '@rapport/contract'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Server } from '../app.ts'
import { inboxRoutes } from '../inboxes/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aGenericChannel, type GenericChannel } from '../testing/a-generic-channel.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { callRoute } from '../testing/call-route.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let place: TestWorkspace
let channel: GenericChannel
let other: GenericChannel
const secrets = { mine: '', outbound: '', foreign: '' }

beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  place = await aWorkspace(database.db, server.platform)
  const stranger = await aWorkspace(database.db, server.platform)
  channel = await aGenericChannel(await place.ownerContext(), {}, server.origin)
  other = await aGenericChannel(await stranger.ownerContext(), {}, server.origin)
  secrets.mine = await newSecret(place, channel, 'inbound')
  secrets.outbound = await newSecret(place, channel, 'outbound')
  secrets.foreign = await newSecret(stranger, other, 'inbound')
})
afterAll(async () => {
  await channel.program.close()
  await other.program.close()
  await server.stop()
  await database.close()
})

async function newSecret(of: TestWorkspace, { inboxId }: GenericChannel, purpose: 'inbound' | 'outbound') {
  const choice = { inboxId, purpose, oldSecretHours: 0 }
  const ctx = await of.ownerContext()
  return (await callRoute(inboxRoutes, inboxEndpoints.rotateSecret, { ctx }, choice)).secret
}

type Sending = Readonly<{ path?: string; headers: Readonly<Record<string, string | string[]>>; body: Buffer }>

function send({ path = channel.hookPath, headers, body }: Sending): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${server.origin}${path}`, { method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const message = JSON.stringify({
  type: 'message',
  id: 'm1',
  person: { id: 'p' },
  text: 'Příliš žluťoučký 🐎',
})

function signed(body = message, secret = secrets.mine, at = Date.now(), id = randomUUID()): Sending {
  const bytes = Buffer.from(body)
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, new Date(at), bytes),
    },
    body: bytes,
  }
}

const with_ = (sending: Sending, headers: Sending['headers']): Sending => ({
  ...sending,
  headers: { ...sending.headers, ...headers },
})
const without = (sending: Sending, name: string): Sending => {
  const { [name]: _, ...headers } = sending.headers
  return { ...sending, headers }
}

function forgeries(): readonly Sending[] {
  const good = signed()
  const signature = String(good.headers['webhook-signature'])
  const changed = Buffer.from(good.body)
  changed[changed.length - 3] = 0x21
  return [
    { headers: { 'content-type': 'application/json' }, body: good.body },
    without(good, 'webhook-signature'),
    without(good, 'webhook-timestamp'),
    without(good, 'webhook-id'),
    with_(good, { 'webhook-signature': '' }),
    with_(good, { 'webhook-signature': 'v1,' }),
    with_(good, { 'webhook-signature': [signature, signature] }),
    with_(good, { 'webhook-signature': `v1,${'A'.repeat(8_000)}` }),
    with_(good, { 'webhook-signature': `v1,${signature.slice(4)}` }),
    with_(good, { 'webhook-signature': signature.replace('v1,', 'v0,') }),
    with_(good, { 'webhook-id': randomUUID() }),
    with_(good, { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 60) }),
    { ...good, body: changed },
    { ...good, body: Buffer.from(JSON.stringify(JSON.parse(message), null, 2)) },
    { ...good, body: Buffer.from(JSON.stringify({ ...JSON.parse(message), text: 'Other words' })) },
    { ...good, body: Buffer.concat([good.body, Buffer.from('\n')]) },
    signed(message, secrets.outbound),
    signed(message, secrets.foreign),
    { ...signed(message, secrets.foreign), path: channel.hookPath },
    { ...signed(), path: other.hookPath },
    signed(message, secrets.mine, Date.now() - 301_000),
    signed(message, secrets.mine, Date.now() + 302_000),
    signed(message, `whsec_${Buffer.from('guessed-secret-guessed-secret').toString('base64')}`),
    { ...good, path: '/hooks/generic/0199c0de-7a00-7000-8000-0000000000b2' },
    with_(without(good, 'webhook-signature'), { authorization: `Bearer ${place.owner.token}` }),
    with_(without(good, 'webhook-signature'), { cookie: `rapport_login=${place.owner.token}` }),
  ]
}

async function rowsIn(table: 'deliveries' | 'jobs' | 'messages' | 'contacts'): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    /* all workspaces: nobody's may have grown */ select count(*)::int as count from ${sql.table(table)}`.execute(
    database.db,
  )
  return rows[0]?.count ?? Number.NaN
}

const stored = async () =>
  (await rowsIn('deliveries')) +
  (await rowsIn('jobs')) +
  (await rowsIn('messages')) +
  (await rowsIn('contacts'))

/** Sends a hundred megabytes, declared or not, and answers the status and how many bytes had left when it came. */
function sendMuch(isDeclared: boolean): Promise<Readonly<{ status: number; sentBytes: number }>> {
  const size = 100 * 1024 * 1024
  const chunk = Buffer.alloc(64 * 1024, 0x20)
  const headers = { ...signed().headers, ...(isDeclared ? { 'content-length': String(size) } : {}) }
  return new Promise((resolve, reject) => {
    let sentBytes = 0
    const outgoing = request(`${server.origin}${channel.hookPath}`, { method: 'POST', headers }, (answer) => {
      resolve({ status: answer.statusCode ?? 0, sentBytes })
      outgoing.destroy()
    })
    outgoing.on('error', (error) => (sentBytes >= size ? reject(error) : undefined))
    const more = () => {
      while (sentBytes < size && !outgoing.destroyed) {
        sentBytes += chunk.length
        if (!outgoing.write(chunk)) return void outgoing.once('drain', more)
      }
      outgoing.end()
    }
    more()
  })
}

/** Declares a megabyte and sends none of it: who waits for a body answers when its time is over, or not at all. */
function holdBack(path: string): Promise<number | 'waits'> {
  const headers = { ...signed().headers, 'content-length': String(1024 * 1024) }
  return new Promise((resolve, reject) => {
    const outgoing = request(`${server.origin}${path}`, { method: 'POST', headers })
    const settle = (answer: number | 'waits') => {
      resolve(answer)
      clearTimeout(timer)
      outgoing.destroy()
    }
    const timer = setTimeout(() => settle('waits'), 5_000)
    outgoing.on('response', ({ statusCode = 0 }) => settle(statusCode))
    outgoing.on('error', reject)
    outgoing.flushHeaders()
  })
}

test('whom no account is named to is refused before a byte of what they send is read', async () => {
  for (const account of ['0199c0de-7a00-7000-8000-0000000000b2', 'nobody', '%00', 'a'.repeat(90)])
    expect(await holdBack(`/hooks/generic/${account}`), account).toBe(401)
}, 30_000)

test('ATK-62: nothing but its own secret, over its own bytes, in time, opens the door for providers', async () => {
  const tally = createTally('ATK-62', 'inbound-webhooks')
  const before = await stored()
  for (const [n, forgery] of forgeries().entries()) {
    const status = await send(forgery)
    if (status === 401) tally.safe()
    else tally.unsafe(`forgery ${n} was answered with ${status}`)
  }
  for (const isDeclared of [true, false]) {
    const { status, sentBytes } = await sendMuch(isDeclared)
    if (status === 413 && sentBytes < 20 * 1024 * 1024) tally.safe()
    else tally.unsafe(`100 MB were answered with ${status} after ${sentBytes} bytes`)
  }
  const rowsStored = (await stored()) - before

  const replay = signed()
  const answers: number[] = []
  for (let time = 0; time < 5; time += 1) answers.push(await send(replay))
  await vi.waitFor(async () => expect(await rowsIn('messages')).toBe(1))
  const replayStored = await rowsIn('deliveries')
  tally.print({ rows_stored: rowsStored, replays: answers.length, replay_stored: replayStored })
  expect(tally.failures()).toEqual([])
  expect(rowsStored).toBe(0)
  expect(answers).toEqual([200, 200, 200, 200, 200])
  expect(replayStored).toBe(1)
})

test('what came under an id before is not exchanged for something else, and kept headers prove nothing', async () => {
  const id = randomUUID()
  expect(await send(signed(message, secrets.mine, Date.now(), id))).toBe(200)
  expect(await send(signed(`${message} `, secrets.mine, Date.now(), id))).toBe(409)
  const { rows } = await sql<{ kept: string }>`
    select headers::text as kept from deliveries
    where workspace_id = ${place.scope.workspaceId} and external_id = ${id}`.execute(database.db)
  expect(rows).toHaveLength(1)
  expect(Object.keys(JSON.parse(rows[0]?.kept ?? ''))).toEqual(
    expect.not.arrayContaining(['webhook-signature', 'authorization', 'cookie']),
  )
})

test('a secret that was taken away opens nothing from that moment on', async () => {
  const old = signed()
  expect(await send(old)).toBe(200)
  const late = signed()
  secrets.mine = await newSecret(place, channel, 'inbound')
  expect(await send(late)).toBe(401)
  expect(await send(signed())).toBe(200)
})

test('the door answers like every other: with its security headers, by POST alone, and for channels that come by it', async () => {
  const answer = await fetch(`${server.origin}${channel.hookPath}`, { method: 'POST', body: '{}' })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect((await fetch(`${server.origin}${channel.hookPath}`)).status).toBe(404)
  for (const kind of ['web', 'nothing', '__proto__'])
    expect((await fetch(`${server.origin}/hooks/${kind}/x`, { method: 'POST' })).status).toBe(404)
})
