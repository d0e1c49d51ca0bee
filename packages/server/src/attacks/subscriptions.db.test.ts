import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { sendHttp } from '../testing/attacks/raw-http.ts'
import {
  agentPath,
  openGreeted,
  openSocket,
  type RawSocket,
  visitorPath,
} from '../testing/attacks/raw-socket.ts'
import { type AttackTally, createTally } from '../testing/attacks/tally.ts'
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
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const contentTypes: readonly string[] = ['event', 'typing', 'ticks', 'following', 'rows', 'sent']
const contents = (live: RawSocket, from = 0) =>
  live.frames.slice(from).filter(({ type }) => contentTypes.includes(type))

/** Says a frame after a good hello, and answers the code it was closed with, or `open`, and what it was told. */
async function subscribe(path: string, token: string, frame: object) {
  const live = await openGreeted(server.origin, path, { token })
  live.say({ epoch: live.epoch, position: 0, ...frame })
  await live.settled()
  const outcome = live.isClosed() ? await live.closed : 'open'
  live.end()
  return { outcome, heard: contents(live), resets: live.frames.filter(({ type }) => type === 'reset') }
}

const oddPlaces = ['*', '', 1, null, ['*'], { $ne: null }]

/** What a visitor might say to hear what is not theirs; `bare` frames carry no place. */
function listVisitorFrames(others: readonly string[]): object[] {
  const places = [...others, ...oddPlaces]
  const bare = { epoch: undefined, position: undefined }
  return [
    ...places.map((conversationId) => ({ type: 'follow', conversationId })),
    ...places.map((sessionId) => ({ type: 'follow', sessionId })),
    ...places.map((workspaceId) => ({ type: 'follow', workspaceId })),
    { type: 'follow', position: '*' },
    { type: 'follow', position: -1 },
    { type: 'follow', epoch: '*' },
    { type: 'follow', stream: 3 },
    { type: 'follow_lists', ...bare },
    { type: 'unfollow_lists', ...bare },
    { type: 'unfollow', conversationId: others[0], ...bare },
    { type: 'typing', conversationId: others[0], on: true, ...bare },
  ]
}

/** A subscription must be refused: by this code, or (`open`) by a reset that says no more than for a random id. */
async function refuse(
  tally: AttackTally,
  asked: Readonly<{ path: string; token: string; frame: object }>,
  how: unknown,
) {
  const { outcome, heard, resets } = await subscribe(asked.path, asked.token, asked.frame)
  const { conversationId } = asked.frame as { conversationId?: string }
  const told = how === 'open' ? [{ type: 'reset', conversationId, reason: 'not_found' }] : []
  const isDenied = outcome === how && heard.length === 0 && JSON.stringify(resets) === JSON.stringify(told)
  if (isDenied) tally.safe()
  else tally.unsafe(`${JSON.stringify(asked)}: ${outcome} ${JSON.stringify([heard, resets])}`)
}

async function refuseHello(tally: AttackTally, path: string, hello: object, code: number): Promise<void> {
  const live = await openSocket(server.origin, { path })
  live.say({ type: 'hello', protocol: 1, ...hello })
  const found = await live.closed
  if (found === code && live.frames.length === 0) tally.safe()
  else tally.unsafe(`${path} ${JSON.stringify(hello)}: ${found}`)
}

test('nobody subscribes to what is not theirs: by another id, a star, a number, or the frames of others', async () => {
  const tally = createTally('ATK-21', 'foreign subscriptions')
  const visitor = desk.callers.visitor.token ?? ''
  const owner = desk.callers.owner.token ?? ''
  const { conversationId: another } = await desk.aVisitor()
  const foreign = theirs.callers.visitor.own.conversation
  const others = [another, desk.callers.owner.own.conversation, foreign, randomUUID()]
  for (const frame of listVisitorFrames(others))
    await refuse(tally, { path: visitorPath, token: visitor, frame }, 1007)

  const { token } = await desk.workspace.aMember('agent')
  const follow = (conversationId: unknown) => ({ type: 'follow', conversationId })
  for (const id of others) await refuse(tally, { path: agentPath, token, frame: follow(id) }, 'open')
  await refuse(tally, { path: agentPath, token: owner, frame: follow(foreign) }, 'open')
  for (const id of oddPlaces) await refuse(tally, { path: agentPath, token: owner, frame: follow(id) }, 1007)

  await refuseHello(tally, agentPath, { token: visitor }, 4001)
  await refuseHello(tally, agentPath, { token: owner, workspaceId: theirs.workspaceId }, 4001)
  await refuseHello(tally, agentPath, { token: owner, workspaceId: randomUUID() }, 4001)
  await refuseHello(tally, agentPath, { token: owner, workspaceId: '*' }, 1007)
  await refuseHello(tally, agentPath, {}, 4001)
  await refuseHello(tally, visitorPath, { token: owner }, 4001)
  await refuseHello(tally, visitorPath, { token: visitor, workspaceId: desk.workspaceId }, 1007)
  await refuseHello(tally, visitorPath, { token: visitor, conversationId: another }, 1007)
  tally.print({ denied_percent: (100 * (tally.tried() - tally.failures().length)) / tally.tried() })
  expect(tally.failures()).toEqual([])
})

test('an agent without the inbox hears nothing of it in the lists', async () => {
  const outsider = await desk.workspace.aMember('agent')
  const live = await openGreeted(server.origin, agentPath, { token: outsider.token })
  live.say({ type: 'follow_lists' })
  await live.next('counts', ({ counts }) => counts.all === 0)
  await desk.aVisitor()
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(contents(live)).toEqual([])
  expect(live.frames.every((frame) => frame.type !== 'counts' || frame.counts.all === 0)).toBe(true)
  live.end()
})

/** Somebody who follows by right, and how that right is taken away. */
type Kept = Readonly<{ token: string; path: string; end(): Promise<unknown> }>
type KeptCase = (scene: Desk) => Promise<Kept>

const access = (scene: Desk, agentIds: readonly string[], teamIds: readonly string[] = []) =>
  scene.call(scene.callers.owner.token ?? '', `/inboxes/${scene.inboxId}/access`, { agentIds, teamIds })

async function signOut(token: string, path: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const { status } = await sendHttp(server.origin, { method: 'DELETE', path, headers })
  expect(status).toBe(200)
}

const keptCases: Readonly<Record<string, KeptCase>> = {
  async 'the inbox is given to others'(scene) {
    const { id, token } = await scene.workspace.aMember('agent')
    await access(scene, [id])
    return { token, path: agentPath, end: () => access(scene, []) }
  },
  async 'the team leaves the inbox'(scene) {
    const { id, token } = await scene.workspace.aMember('agent')
    const team = await scene.workspace.aTeam('Night', [id])
    await access(scene, [], [team])
    return { token, path: agentPath, end: () => access(scene, []) }
  },
  async 'the agent leaves the team'(scene) {
    const { id, token } = await scene.workspace.aMember('agent')
    const team = await scene.workspace.aTeam('Night', [id])
    await access(scene, [], [team])
    const owner = scene.callers.owner.token ?? ''
    return {
      token,
      path: agentPath,
      end: () => scene.call(owner, `/teams/${team}`, { name: 'Night', agentIds: [] }),
    }
  },
  async 'the agent is shut out'(scene) {
    const { id, token } = await scene.workspace.aMember('agent')
    await access(scene, [id])
    const owner = scene.callers.owner.token ?? ''
    return { token, path: agentPath, end: () => scene.call(owner, `/team/agents/${id}/deactivate`) }
  },
  async 'a supervisor becomes an agent'(scene) {
    const { id, token } = await scene.workspace.aMember('supervisor')
    const owner = scene.callers.owner.token ?? ''
    return {
      token,
      path: agentPath,
      end: () => scene.call(owner, `/team/agents/${id}/role`, { role: 'agent' }),
    }
  },
  async 'the agent signs out'(scene) {
    const { id, token } = await scene.workspace.aMember('agent')
    await access(scene, [id])
    return { token, path: agentPath, end: () => signOut(token, '/api/v1/logins/current') }
  },
  async 'the visitor signs out'(scene) {
    const token = scene.callers.visitor.token ?? ''
    return { token, path: visitorPath, end: () => signOut(token, '/api/v1/widget/visitors/current') }
  },
}

/** Follows, loses the right, and listens on while others talk; answers how long the follow outlived the right. */
async function outlive(name: string, make: KeptCase, tally: AttackTally): Promise<number> {
  const scene = await aDesk(server, database.db)
  const { token, path, end } = await make(scene)
  const { conversation: conversationId, session } = scene.callers.visitor.own
  const owner = scene.callers.owner.token ?? ''
  await scene.call(owner, `/sessions/${session}/take`)
  const live = await openGreeted(server.origin, path, { token })
  const follow = { type: 'follow', epoch: live.epoch, position: 0 }
  live.say(path === agentPath ? { ...follow, conversationId } : follow)
  await live.next('following')
  if (path === agentPath) live.say({ type: 'follow_lists' })
  await live.settled()

  await end()
  const endedAt = performance.now()
  await Promise.race([live.next('reset'), live.closed])
  const lateMs = performance.now() - endedAt
  const heard = live.frames.length
  if (!live.isClosed()) live.say(path === agentPath ? { ...follow, conversationId } : follow)

  const writer = path === agentPath ? scene.callers.visitor.token : null
  if (writer) await talkAsVisitor(writer)
  await scene.call(owner, `/sessions/${session}/messages`, {
    clientId: randomUUID(),
    text: 'Nobody else hears',
  })
  await new Promise((resolve) => setTimeout(resolve, 400))
  const after = contents(live, heard)
  live.end()
  if (lateMs <= 1_000 && after.length === 0) tally.safe()
  else tally.unsafe(`${name}: after ${lateMs} ms, heard ${JSON.stringify(after)}`)
  return lateMs
}

async function talkAsVisitor(token: string): Promise<void> {
  const live = await openGreeted(server.origin, visitorPath, { token })
  live.say({ type: 'send', clientId: randomUUID(), text: 'Still there?' })
  await live.next('sent')
  live.say({ type: 'typing', on: true })
  await live.settled()
  live.end()
}

test('a subscription ends within a second of the right to it, and nothing comes after', async () => {
  const tally = createTally('ATK-21', 'subscriptions that outlive their right')
  const late: number[] = []
  for (const [name, make] of Object.entries(keptCases)) late.push(await outlive(name, make, tally))
  tally.print({ ended_after_ms_max: Math.round(Math.max(...late)) })
  expect(tally.failures()).toEqual([])
}, 60_000)
