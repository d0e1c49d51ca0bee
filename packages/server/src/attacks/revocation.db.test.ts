import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { workspaceHeader } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createLoginCookie } from '../platform/http/index.ts'
import { resetSignIn } from '../team/index.ts'
import { testPassword } from '../testing/a-workspace.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { inTurns } from '../testing/attacks/in-turns.ts'
import { sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openGreeted, type RawSocket, visitorPath } from '../testing/attacks/raw-socket.ts'
import { type AttackTally, createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
/** Two nodes on one database: rights are taken away at the first. */
let nodes: readonly [Server, Server]
let dataDir: string
beforeAll(async () => {
  database = await openTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'rapport-nodes-'))
  const config = { secretKey: randomBytes(32), dataDir }
  nodes = [
    await startTestServer(database.connection, { config }),
    await startTestServer(database.connection, { config }),
  ]
})
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
})

/** Somebody who reads a conversation by right, and how that right is taken away. */
type Subject = Readonly<{ token: string; isVisitor?: boolean; revoke(): Promise<unknown> }>
type Case = (desk: Desk) => Promise<Subject>

const tokenOf = (desk: Desk) => desk.callers.owner.token ?? ''

async function send(method: string, path: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await sendHttp(nodes[0].origin, { method, path: `/api/v1${path}`, headers })).status
}

async function remove(path: string, token: string): Promise<void> {
  expect(await send('DELETE', path, token)).toBe(200)
}

async function anAgent(desk: Desk) {
  const agent = await desk.workspace.aMember('agent')
  await desk.call(tokenOf(desk), `/inboxes/${desk.inboxId}/access`, { agentIds: [agent.id], teamIds: [] })
  return agent
}

async function aKey(desk: Desk, maker: string) {
  const scopes = ['sessions.read', 'sessions.read_all']
  const { key, view } = await desk.call(maker, '/api-keys', { name: 'Program', scopes })
  return { key: String(key), id: (view as { id: string }).id }
}

const cases: Readonly<Record<string, Case>> = {
  async 'the agent signs out'(desk) {
    const { token } = await anAgent(desk)
    return { token, revoke: () => remove('/logins/current', token) }
  },
  async 'the agent is shut out'(desk) {
    const { id, token } = await anAgent(desk)
    return { token, revoke: () => desk.call(tokenOf(desk), `/team/agents/${id}/deactivate`) }
  },
  async 'a supervisor becomes an agent'(desk) {
    const { id, token } = await desk.workspace.aMember('supervisor')
    return { token, revoke: () => desk.call(tokenOf(desk), `/team/agents/${id}/role`, { role: 'agent' }) }
  },
  async 'the inbox is given to others'(desk) {
    const { token } = await anAgent(desk)
    const access = { agentIds: [], teamIds: [] }
    return { token, revoke: () => desk.call(tokenOf(desk), `/inboxes/${desk.inboxId}/access`, access) }
  },
  async 'the password is made new, and every login ended'(desk) {
    const { token, email } = await anAgent(desk)
    const password = 'a new battery staple'
    return { token, revoke: () => resetSignIn(nodes[0].platform, { email, password, keepKeys: true }) }
  },
  async 'a key ends with the password of its maker'(desk) {
    const admin = await desk.workspace.aMember('admin')
    const { key } = await aKey(desk, admin.token)
    const reset = { email: admin.email, password: 'a new battery staple', keepKeys: false }
    return { token: key, revoke: () => resetSignIn(nodes[0].platform, reset) }
  },
  async 'a key is removed'(desk) {
    const { key, id } = await aKey(desk, tokenOf(desk))
    return { token: key, revoke: () => remove(`/api-keys/${id}`, tokenOf(desk)) }
  },
  async 'whoever made a key is shut out'(desk) {
    const admin = await desk.workspace.aMember('admin')
    const { key } = await aKey(desk, admin.token)
    return { token: key, revoke: () => desk.call(tokenOf(desk), `/team/agents/${admin.id}/deactivate`) }
  },
  async 'whoever made a key becomes an agent'(desk) {
    const admin = await desk.workspace.aMember('admin')
    const { key } = await aKey(desk, admin.token)
    const path = `/team/agents/${admin.id}/role`
    return { token: key, revoke: () => desk.call(tokenOf(desk), path, { role: 'agent' }) }
  },
  async 'the visitor signs out'(desk) {
    const token = desk.callers.visitor.token ?? ''
    return { token, isVisitor: true, revoke: () => remove('/widget/visitors/current', token) }
  },
}

type View = Readonly<{ messages: readonly Readonly<{ files: readonly Readonly<{ url: string }>[] }>[] }>

async function read(node: Server, path: string, token: string) {
  const headers = { authorization: `Bearer ${token}` }
  return await sendHttp(node.origin, { method: 'GET', path, headers })
}

/** The visitor sends a file; answers its id. Followers get a link to it as news. */
async function sendFile(desk: Desk): Promise<string> {
  const token = desk.callers.visitor.token ?? ''
  const { id } = await desk.upload(token, '/widget/files', { name: 'bill.txt', body: 'a bill' })
  const live = await openGreeted(nodes[0].origin, visitorPath, { token })
  live.say({ type: 'send', clientId: randomUUID(), text: '', fileIds: [id] })
  await live.next('sent')
  live.end()
  return id
}

/** One thing the subject could do, on one node, until it says that they no longer can. */
type Hold = Readonly<{ what: string; isDead(): Promise<boolean> }>

async function follow(
  node: Server,
  { token, isVisitor }: Subject,
  conversationId: string,
): Promise<RawSocket> {
  const live = await openGreeted(node.origin, isVisitor ? visitorPath : agentPath, { token })
  const place = { type: 'follow', epoch: live.epoch, position: 0 }
  live.say(isVisitor ? place : { ...place, conversationId })
  await live.next('following')
  return live
}

/** Everything the subject holds on both nodes: a call, an open socket, and links to a file got in each way there is. */
async function holdsOf(desk: Desk, subject: Subject): Promise<Readonly<{ holds: Hold[]; end(): void }>> {
  const { token, isVisitor } = subject
  const { conversation } = desk.callers.visitor.own
  const sockets = await Promise.all(nodes.map((node) => follow(node, subject, conversation)))
  const fileId = await sendFile(desk)
  const news = await Promise.all(
    sockets.map((live) => live.next('event', ({ message }) => message?.files[0]?.id === fileId)),
  )
  const path = isVisitor ? '/api/v1/widget/conversation' : `/api/v1/conversations/${conversation}`
  const snapshot = JSON.parse((await read(nodes[0], path, token)).body) as View
  const linkPath = isVisitor ? `/api/v1/widget/files/${fileId}/link` : `/api/v1/files/${fileId}/link`
  const fresh = JSON.parse((await read(nodes[1], linkPath, token)).body) as { url: string }
  const links = {
    'a link from a frame': news[0]?.message?.files[0]?.url,
    'a link from another node': news[1]?.message?.files[0]?.url,
    'a link from a snapshot': snapshot.messages.at(-1)?.files[0]?.url,
    'a fresh link': fresh.url,
  }
  const holds = nodes.flatMap((node, n): Hold[] => [
    { what: `a call at node ${n}`, isDead: async () => (await read(node, path, token)).status !== 200 },
    { what: `a socket at node ${n}`, isDead: async () => isOver(sockets[n]) },
    ...Object.entries(links).map(([what, url]) => ({
      what: `${what} at node ${n}`,
      isDead: async () => (await sendHttp(node.origin, { method: 'GET', path: url ?? '/' })).status === 404,
    })),
  ])
  const end = () => {
    for (const live of sockets) live.end()
  }
  return { holds, end }
}

/** A socket is over for a conversation when it closed, or was told to load again. */
const isOver = (live: RawSocket | undefined): boolean =>
  live === undefined || live.isClosed() || live.frames.some(({ type }) => type === 'reset')

const limitMs = 1_000

/** How long something outlives the right to it; looks for two limits before it gives up. */
async function outlives(hold: Hold, since: number): Promise<number> {
  while (performance.now() - since < 2 * limitMs) {
    if (await hold.isDead()) return performance.now() - since
    await sleep(20)
  }
  return Number.POSITIVE_INFINITY
}

/** Takes one right away; answers how long the latest of what it opened outlived it. */
async function takeAway(tally: AttackTally, name: string, make: Case): Promise<number> {
  const desk = await aDesk(nodes[0], database.db)
  const subject = await make(desk)
  // Until every node has heard of what gave the right.
  await sleep(limitMs)
  const { holds, end } = await holdsOf(desk, subject)
  for (const hold of holds) if (await hold.isDead()) tally.unsafe(`${name}: ${hold.what} never worked`)
  await subject.revoke()
  const since = performance.now()
  const late = await Promise.all(holds.map((hold) => outlives(hold, since)))
  for (const [i, ms] of late.entries()) {
    if (ms <= limitMs) tally.safe()
    else tally.unsafe(`${name}: ${holds[i]?.what} after ${ms} ms`)
  }
  end()
  return Math.max(...late)
}

test('whatever a right opened is shut within a second of its end, on every node', async () => {
  const tally = createTally('ATK-05', 'revocation')
  const latest: number[] = []
  await inTurns(Object.entries(cases), 3, async ([name, make]) => {
    latest.push(await takeAway(tally, name, make))
  })
  tally.print({
    cases: latest.length,
    nodes: nodes.length,
    revoked_after_ms_max: Math.round(Math.max(...latest)),
  })
  expect(tally.failures()).toEqual([])
}, 120_000)

test('a login that was planted before sign-in is not the login that sign-in makes', async () => {
  const tally = createTally('ATK-05', 'fixation')
  const desk = await aDesk(nodes[0], database.db)
  const { name } = createLoginCookie(nodes[0].config.publicOrigin)
  const { email } = desk.callers.owner.own
  const others = ['planted', randomBytes(32).toString('base64url'), desk.callers.agent.token ?? '']
  const made = new Set<string>()
  for (const planted of others) {
    const { cookies, status } = await sendHttp(nodes[0].origin, {
      method: 'POST',
      path: '/api/v1/logins',
      headers: { 'content-type': 'application/json', cookie: `${name}=${planted}`, origin: nodes[0].origin },
      body: JSON.stringify({ email, password: testPassword }),
    })
    const token = /^[^=]+=([^;]+)/.exec(cookies[0] ?? '')?.[1] ?? ''
    const isNew = status === 200 && token !== planted && !made.has(token) && token.length >= 40
    made.add(token)
    const me = await sendHttp(nodes[0].origin, {
      method: 'GET',
      path: '/api/v1/me',
      headers: { cookie: `${name}=${planted}`, [workspaceHeader]: desk.workspaceId },
    })
    // A login of somebody else's stays theirs; what was never one opens nothing.
    const isOwners = me.status === 200 && me.body.includes(String(email))
    if (isNew && !isOwners) tally.safe()
    else tally.unsafe(`${planted}: ${status}, ${me.status}`)
  }
  tally.print({ logins: made.size })
  expect(tally.failures()).toEqual([])
})
