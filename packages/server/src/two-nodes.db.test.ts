import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from './app.ts'
import { isNamed, linkDatabase } from './platform/db/testing/link-database.ts'
import { openTestDatabase, type TestDatabase } from './platform/db/testing/open-test-database.ts'
import { withClient } from './platform/db/testing/start-test-server.ts'
import { aWorkspace, type TestWorkspace } from './testing/a-workspace.ts'
import { agentPath, openGreeted, visitorPath } from './testing/attacks/raw-socket.ts'
import { startTestServer } from './testing/start-test-server.ts'

let database: TestDatabase
let workspace: TestWorkspace
let a: Server
let b: Server
beforeAll(async () => {
  database = await openTestDatabase()
  a = await startTestServer(database.connection)
  b = await startTestServer(database.connection)
  workspace = await aWorkspace(database.db)
})
afterAll(async () => {
  await Promise.all([a.stop(), b.stop()])
  await database.close()
})

async function call(node: Server, token: string, path: string, body: object) {
  const answer = await fetch(`${node.origin}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

async function aVisitor(node: Server) {
  const answer = await fetch(`${node.origin}/api/v1/widget/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: workspace.inbox.widget?.key }),
  })
  const { token } = (await answer.json()) as { token: string }
  const live = await openGreeted(node.origin, visitorPath, { token })
  const write = async (text: string) => {
    const clientId = randomUUID()
    live.say({ type: 'send', clientId, text })
    return await live.next('sent', (frame) => frame.clientId === clientId)
  }
  return { ...live, token, write }
}

const anAgent = (node: Server, token = workspace.owner.token) =>
  openGreeted(node.origin, agentPath, { token, workspaceId: workspace.scope.workspaceId })

describe('a visitor at one node and an agent at another', () => {
  test('have a talk as at one: message, typing, reply, ticks, rows and counts', async () => {
    const visitor = await aVisitor(a)
    const agent = await anAgent(b)
    agent.say({ type: 'follow_lists' })
    const { counts } = await agent.next('counts')

    const { conversationId, sessionId, messageId } = await visitor.write('Hello?')
    visitor.say({ type: 'follow', epoch: visitor.epoch, position: 0 })
    agent.say({ type: 'follow', conversationId, epoch: agent.epoch, position: 0 })
    await Promise.all([visitor.next('following'), agent.next('following')])
    await agent.next('rows', ({ rows }) => rows.some(({ session }) => session.id === sessionId))
    await agent.next('counts', (frame) => frame.counts.unassigned === counts.unassigned + 1)

    visitor.say({ type: 'typing', on: true })
    await agent.next('typing', ({ actor }) => actor.kind === 'contact')
    const { token } = workspace.owner
    expect((await call(b, token, `/sessions/${sessionId}/take`, { clientId: randomUUID() })).status).toBe(200)
    agent.say({ type: 'typing', conversationId, on: true })
    await visitor.next('typing', ({ actor }) => actor.kind === 'agent')
    await call(b, token, `/sessions/${sessionId}/messages`, { clientId: randomUUID(), text: 'Hello!' })
    const { message } = await visitor.next('event', ({ recorded }) => recorded.event.type === 'message.sent')
    expect(message?.text).toBe('Hello!')

    visitor.say({ type: 'read', messageId: message?.id })
    await agent.next('ticks', ({ of, readAt }) => of === 'us' && readAt !== null)
    await call(b, token, `/conversations/${conversationId}/read`, { messageId })
    await visitor.next('ticks', ({ of, readAt }) => of === 'contact' && readAt !== null)

    const types = [...agent.frames.filter((frame) => frame.type === 'event')].map(
      (f) => f.recorded.event.type,
    )
    expect(types).toEqual(['session.started', 'message.received', 'session.assigned', 'message.sent'])
    for (const live of [visitor, agent]) live.end()
  })

  test('a talk that two agents take at once on two nodes has one of them', async () => {
    const visitor = await aVisitor(a)
    const { sessionId } = await visitor.write('Who takes me?')
    const tokens = [workspace.owner.token, (await workspace.aMember('supervisor')).token]
    const takes = await Promise.all(
      [a, b].map((node, i) =>
        call(node, tokens[i] ?? '', `/sessions/${sessionId}/take`, { clientId: randomUUID() }),
      ),
    )
    expect(takes.map(({ status }) => status).sort()).toEqual([200, 409])
    visitor.end()
  })

  test('sessions begun on both nodes at once have numbers of their own', async () => {
    const visitors = await Promise.all([a, b, a, b, a, b].map(aVisitor))
    await Promise.all(visitors.map(({ write }) => write('A number, please')))
    const { rows } = await withClient(database.connection, (client) =>
      client.query<{ number: number }>('select number from sessions where workspace_id = $1', [
        workspace.scope.workspaceId,
      ]),
    )
    const numbers = rows.map(({ number }) => number)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const visitor of visitors) visitor.end()
  })
})

const closedWithin = async (live: Readonly<{ closed: Promise<number> }>, work: () => Promise<unknown>) => {
  const from = performance.now()
  const closed = live.closed.then((code) => ({ code, ms: performance.now() - from }))
  await work()
  return await Promise.race([closed, sleep(5_000, { code: 0, ms: 5_000 })])
}

describe('a right that ends on one node', () => {
  test('ends on the other within a second', async () => {
    const { token } = await workspace.aMember('supervisor')
    const live = await anAgent(b, token)
    const { code, ms } = await closedWithin(live, () =>
      fetch(`${a.origin}/api/v1/logins/current`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${token}` },
      }),
    )
    expect(code).toBe(4001)
    expect(ms).toBeLessThan(1_000)
  })

  test.each(['the node where it ends', 'the node where it was used'])(
    'ends within a second also while the bus does not reach %s',
    async (which) => {
      const link = await linkDatabase(database.connection, isNamed('rapport bus'))
      const cut = await startTestServer(link.connection)
      const [here, there] = which === 'the node where it ends' ? [cut, a] : [a, cut]
      const { token } = await workspace.aMember('agent')
      const { agentId } = await workspace.contextOf(token)
      const live = await anAgent(there, token)
      link.hold()
      const { code, ms } = await closedWithin(live, () =>
        call(here, workspace.owner.token, `/team/agents/${agentId}/deactivate`, {}),
      )
      expect(code).toBe(4001)
      expect(ms).toBeLessThan(1_000)
      link.release()
      await cut.stop()
      await link.close()
    },
  )
})

test('while the bus is away news of another node still comes, by looking', async () => {
  const link = await linkDatabase(database.connection, isNamed('rapport bus'))
  const cut = await startTestServer(link.connection)
  const visitor = await aVisitor(a)
  const { conversationId } = await visitor.write('one')
  const agent = await anAgent(cut)
  agent.say({ type: 'follow', conversationId, epoch: agent.epoch, position: 0 })
  await agent.next('following')
  link.hold()
  const from = performance.now()
  await visitor.write('two')
  await agent.next('event', ({ message }) => message?.text === 'two')
  expect(performance.now() - from).toBeLessThan(1_000)
  link.release()
  await cut.stop()
  await link.close()
  visitor.end()
})
