import { randomUUID } from 'node:crypto'
import type { ServerFrame } from '@rapport/contract'
import type { Session } from '@rapport/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Server } from '../app.ts'
import { openTestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
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

type Frame<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

/** A raw socket: what the wire says, without a client's help. */
async function connect(path: string, hello: object, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`, { headers })
  const frames: ServerFrame[] = []
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('message', (data) => frames.push(JSON.parse(String(data))))
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  const say = (command: object) => socket.send(JSON.stringify(command))
  async function next<Type extends ServerFrame['type']>(
    type: Type,
    fits: (frame: Frame<Type>) => boolean = () => true,
  ): Promise<Frame<Type>> {
    for (let waited = 0; waited < 5_000; waited += 5) {
      const found = frames.find((f) => f.type === type && fits(f as Frame<Type>))
      if (found !== undefined) return found as Frame<Type>
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`No ${type} came; got ${JSON.stringify(frames.map((f) => f.type))}`)
  }
  say({ type: 'hello', protocol: 1, ...hello })
  return { socket, frames, closed, say, next }
}

async function aVisitor() {
  const answer = await fetch(`${server.origin}/api/v1/widget/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: workspace.inbox.widget?.key }),
  })
  const { token } = (await answer.json()) as { token: string }
  const live = await connect('/api/v1/widget/socket', { token })
  await live.next('welcome')
  return { token, ...live }
}

async function call(token: string, path: string, body: object) {
  const answer = await fetch(`${server.origin}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const anAgentSocket = async (token: string) => {
  const live = await connect('/api/v1/socket', { token, workspaceId: workspace.scope.workspaceId })
  return { ...live, epoch: (await live.next('welcome')).epoch }
}

describe('from a visitor to an agent and back', () => {
  test('a message reaches the agent who follows, the reply reaches the visitor, and each knows what the other did', async () => {
    const visitor = await aVisitor()
    visitor.say({ type: 'send', clientId: randomUUID(), text: 'Hello?' })
    const stored = await visitor.next('sent')

    const agent = await anAgentSocket(workspace.owner.token)
    const { conversationId, sessionId } = stored
    agent.say({ type: 'follow', conversationId, epoch: agent.epoch, position: 0 })
    const received = await agent.next('event', (f) => f.recorded.event.type === 'message.received')
    expect(received.message?.text).toBe('Hello?')

    visitor.say({ type: 'follow', epoch: agent.epoch, position: 0 })
    await visitor.next('following')
    const reply = await call(workspace.owner.token, `/sessions/${sessionId}/messages`, {
      clientId: randomUUID(),
      text: 'Hi!',
    })
    expect(reply.status).toBe(200)
    const answer = await visitor.next('event', (f) => f.recorded.event.type === 'message.sent')
    expect(answer.message?.text).toBe('Hi!')
    expect(answer.people[0]).toMatchObject({ kind: 'agent', name: 'Olive Owner' })

    visitor.say({ type: 'read', messageId: answer.message?.id })
    const tick = await agent.next('ticks', (f) => f.of === 'us')
    expect(tick.readAt).not.toBeNull()
    visitor.say({ type: 'typing', on: true })
    await agent.next('typing')
  })

  test('frames chain without a hole, also over events the visitor may not see', async () => {
    const visitor = await aVisitor()
    visitor.say({ type: 'send', clientId: randomUUID(), text: 'One' })
    const { sessionId, conversationId } = await visitor.next('sent')
    const { epoch } = await visitor.next('welcome')
    visitor.say({ type: 'follow', epoch, position: 0 })
    await visitor.next('following')
    const { token } = workspace.owner
    await call(token, `/sessions/${sessionId}/take`, {})
    await call(token, `/sessions/${sessionId}/notes`, { clientId: randomUUID(), text: 'Not for the visitor' })
    await call(token, `/sessions/${sessionId}/hold`, {})
    await call(token, `/sessions/${sessionId}/messages`, { clientId: randomUUID(), text: 'Two' })
    await call(token, `/sessions/${sessionId}/end`, {})
    await visitor.next('event', (f) => f.recorded.event.type === 'session.ended')
    const events = visitor.frames.filter((f) => f.type === 'event')
    expect(events.map((f) => f.recorded.event.type)).toEqual([
      'session.started',
      'message.received',
      'session.assigned',
      'message.sent',
      'session.ended',
    ])
    events.reduce((position, frame) => {
      expect(frame.after).toBe(position)
      return frame.position
    }, 0)
    expect(JSON.stringify(visitor.frames)).not.toContain('Not for the visitor')

    const agent = await anAgentSocket(token)
    agent.say({ type: 'follow', conversationId, epoch: agent.epoch, position: events[1]?.position })
    await agent.next('following')
    const resumed = agent.frames.filter((f) => f.type === 'event').map((f) => f.recorded.event.type)
    // What has ended is summarised by itself, sooner or later.
    expect(resumed.filter((type) => type !== 'session.summarised')).toEqual([
      'session.assigned',
      'note.added',
      'session.held',
      'session.resumed',
      'message.sent',
      'session.ended',
    ])
  })

  test('a place in another epoch, beyond the feed, or in a conversation one may not see is answered with a reset', async () => {
    const visitor = await aVisitor()
    visitor.say({ type: 'send', clientId: randomUUID(), text: 'One' })
    const { conversationId } = await visitor.next('sent')
    const agent = await anAgentSocket(workspace.owner.token)
    agent.say({ type: 'follow', conversationId, epoch: randomUUID(), position: 0 })
    expect((await agent.next('reset')).reason).toBe('epoch')
    const elsewhere = randomUUID()
    agent.say({ type: 'follow', conversationId: elsewhere, epoch: agent.epoch, position: 0 })
    expect((await agent.next('reset', (f) => f.conversationId === elsewhere)).reason).toBe('not_found')
  })

  test('lists hear of a new session within a moment, with counts', async () => {
    const agent = await anAgentSocket(workspace.owner.token)
    agent.say({ type: 'follow_lists' })
    const counts = await agent.next('counts')
    const visitor = await aVisitor()
    visitor.say({ type: 'send', clientId: randomUUID(), text: 'Look here' })
    const { sessionId } = await visitor.next('sent')
    const rows = await agent.next('rows', (f) => f.rows.some((row) => row.session.id === sessionId))
    expect(rows.rows[0]?.preview).toBe('Look here')
    await agent.next('counts', (f) => f.counts.unassigned === counts.counts.unassigned + 1)
  })
})

test('a command repeated under its client id has its effect once, and gets an answer as good as the first', async () => {
  const visitor = await aVisitor()
  visitor.say({ type: 'send', clientId: randomUUID(), text: 'Bye' })
  const { sessionId } = await visitor.next('sent')
  const { token } = workspace.owner
  const clientId = randomUUID()
  const first = await call(token, `/sessions/${sessionId}/end`, { clientId })
  const again = await call(token, `/sessions/${sessionId}/end`, { clientId })
  // A summary may have come in between: that is no effect of the command.
  const { version: _version, summarisedBy: _by, sentiment: _mood, ...still } = first.body.session as Session
  expect(again).toMatchObject({ status: first.status, body: { session: still } })
  expect(first.body.session).toMatchObject({ state: 'ended', version: 3 })
  const other = await call(token, `/sessions/${sessionId}/end`, { clientId, endReason: 'blocked' })
  expect(other).toMatchObject({ status: 409, body: { code: 'client_id_reused' } })
  const anew = await call(token, `/sessions/${sessionId}/end`, { clientId: randomUUID() })
  expect(anew).toMatchObject({ status: 409, body: { code: 'session_ended' } })
})

describe('what begins and ends without the visitor', () => {
  /** A visitor whose one session an agent has ended, and who follows their conversation. */
  async function anEndedTalk() {
    const visitor = await aVisitor()
    visitor.say({ type: 'send', clientId: randomUUID(), text: 'Hello?' })
    const { conversationId, sessionId } = await visitor.next('sent')
    await call(workspace.owner.token, `/sessions/${sessionId}/end`, {})
    const { epoch } = await visitor.next('welcome')
    visitor.say({ type: 'follow', epoch, position: 0 })
    await visitor.next('following')
    return { visitor, conversationId, sessionId }
  }

  test('a session that an agent begins is on the visitor’s screen without a reload, with its message', async () => {
    const { visitor, conversationId, sessionId } = await anEndedTalk()
    const begun = await call(workspace.owner.token, `/conversations/${conversationId}/contact`, {
      clientId: randomUUID(),
      text: 'Are you still there?',
    })
    expect(begun.status).toBe(200)
    const told = await visitor.next('event', (f) => f.recorded.event.type === 'message.sent')
    expect(told.message?.text).toBe('Are you still there?')
    expect(told.sessionId).not.toBe(sessionId)
    const types = visitor.frames.flatMap((f) =>
      f.type === 'event' && f.sessionId === told.sessionId ? f.recorded.event.type : [],
    )
    expect(types).toEqual(['session.started', 'session.assigned', 'message.sent'])
    visitor.say({ type: 'send', clientId: randomUUID(), text: 'Yes' })
    const answered = await visitor.next('sent', (f) => f.sessionId === told.sessionId)
    expect(answered.version).toBe(4)
  })

  test('a session that is deleted leaves every list, and whoever has its conversation open loads again', async () => {
    const { visitor, conversationId, sessionId } = await anEndedTalk()
    const agent = await anAgentSocket(workspace.owner.token)
    agent.say({ type: 'follow_lists' })
    agent.say({ type: 'follow', conversationId, epoch: agent.epoch, position: 0 })
    await agent.next('following')
    const answer = await fetch(`${server.origin}/api/v1/sessions/${sessionId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${workspace.owner.token}` },
    })
    expect(answer.status).toBe(200)
    expect((await agent.next('gone')).sessionIds).toEqual([sessionId])
    expect(await agent.next('reset')).toMatchObject({ conversationId, reason: 'not_found' })
    await visitor.next('reset')
    visitor.say({ type: 'send', clientId: randomUUID(), text: 'Anew' })
    const anew = await visitor.next('sent', (f) => f.conversationId !== conversationId)
    expect(anew.version).toBe(2)
  })
})

describe('who may speak', () => {
  test('a right that ends, ends the socket or its follows within a second', async () => {
    const member = await workspace.agentContext('supervisor')
    const { token } = await workspace.aMember('agent')
    const agent = await anAgentSocket(token)
    await call(
      workspace.owner.token,
      `/team/agents/${(await workspace.contextOf(token)).agentId}/deactivate`,
      {},
    )
    const before = Date.now()
    expect(await agent.closed).toBe(4001)
    expect(Date.now() - before).toBeLessThan(1_000)
    expect(member.role).toBe('supervisor')
  })

  test('nonsense, floods and strangers are closed with their code, and others go on', async () => {
    const visitor = await aVisitor()
    const bad = await aVisitor()
    bad.socket.send('{"type":"send","clientId":7}')
    expect(await bad.closed).toBe(1007)
    const binary = await aVisitor()
    binary.socket.send(Buffer.from([1, 2, 3]))
    expect(await binary.closed).toBe(1007)
    const big = await aVisitor()
    big.socket.send(JSON.stringify({ type: 'send', clientId: randomUUID(), text: 'x'.repeat(200_000) }))
    expect(await big.closed).toBe(1009)
    const flood = await aVisitor()
    for (let i = 0; i < 400; i += 1) flood.say({ type: 'ping' })
    expect(await flood.closed).toBe(1008)
    const stranger = await connect('/api/v1/widget/socket', { token: 'nobody' })
    expect(await stranger.closed).toBe(4001)
    visitor.say({ type: 'ping' })
    await visitor.next('pong')
  })

  test('a slow reader is closed with 4008 and resumes from its place without missing anything', async () => {
    const visitor = await aVisitor()
    visitor.say({ type: 'send', clientId: randomUUID(), text: 'start' })
    const { conversationId } = await visitor.next('sent')
    const slow = await anAgentSocket(workspace.owner.token)
    slow.say({ type: 'follow', conversationId, epoch: slow.epoch, position: 0 })
    const { position } = await slow.next('following')
    slow.socket.pause()
    const { token } = workspace.owner
    const sessionId = (await visitor.next('sent')).sessionId
    const long = 'y'.repeat(19_000)
    for (let i = 0; i < 400; i += 1)
      await call(token, `/sessions/${sessionId}/messages`, { clientId: randomUUID(), text: `${i} ${long}` })
    slow.socket.resume()
    expect(await slow.closed).toBe(4008)
    const again = await anAgentSocket(token)
    again.say({ type: 'follow', conversationId, epoch: again.epoch, position })
    await again.next('following')
    const texts = again.frames.filter((f) => f.type === 'event' && f.recorded.event.type === 'message.sent')
    expect(texts).toHaveLength(400)
  }, 60_000)
})
