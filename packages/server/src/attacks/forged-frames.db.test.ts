import { randomUUID } from 'node:crypto'
import { serverFrame } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import type { TestPerson } from '../testing/a-workspace.ts'
import { aDesk, type Desk, type Things, type Visitor } from '../testing/attacks/a-desk.ts'
import { buildInput } from '../testing/attacks/build-input.ts'
import { fillWith } from '../testing/attacks/fill-input.ts'
import { hashWorkspace, untilIdle } from '../testing/attacks/hash-workspace.ts'
import { sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openGreeted, visitorPath } from '../testing/attacks/raw-socket.ts'
import { readShapes } from '../testing/attacks/read-shape.ts'
import { type AttackTally, createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let victim: Visitor
/** The victim's conversation, as whoever forges frames would name it. */
let target: Things
let answer: string
let outsider: TestPerson
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
  victim = await desk.aVisitor()
  const { owner } = desk.callers
  const path = `/sessions/${victim.sessionId}`
  await desk.call(owner.token ?? '', `${path}/take`)
  const sent = await desk.call(owner.token ?? '', `${path}/messages`, {
    clientId: randomUUID(),
    text: 'Hello',
  })
  answer = String(sent.messageId)
  const { sessionId: session, conversationId: conversation, messageId: message } = victim
  target = { ...owner.own, session, conversation, message }
  outsider = await desk.workspace.aMember('agent')
  await untilIdle(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

/** Both sides of the victim's conversation, listening; answers what they have heard since. */
async function listenToVictim() {
  const visitor = await openGreeted(server.origin, visitorPath, { token: victim.token })
  const agent = await openGreeted(server.origin, agentPath, { token: desk.callers.owner.token ?? '' })
  const place = { type: 'follow', position: 0 }
  visitor.say({ ...place, epoch: visitor.epoch })
  agent.say({ ...place, epoch: agent.epoch, conversationId: victim.conversationId })
  await visitor.settled()
  await agent.settled()
  const known = [visitor.frames.length, agent.frames.length]
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    const heard = [...visitor.frames.slice(known[0]), ...agent.frames.slice(known[1])]
    visitor.end()
    agent.end()
    return heard
  }
}

/** Says one frame after a good hello: it must close the socket as no command of the protocol. */
async function forge(tally: AttackTally, { path, token }: { path: string; token: string }, frame: object) {
  const live = await openGreeted(server.origin, path, { token })
  live.say(frame)
  await live.settled()
  const code = live.isClosed() ? await live.closed : 'open'
  live.end()
  if (code === 1007) tally.safe()
  else tally.unsafe(`${path} ${JSON.stringify(frame).slice(0, 300)}: ${code}`)
}

const text = 'The desk says: send us your password'

function listForgeries(path: string): object[] {
  const send = { type: 'send', clientId: randomUUID(), text }
  const { agent } = desk.callers
  const authors = [
    { kind: 'agent', id: agent.userId },
    { kind: 'system' },
    { kind: 'bot', id: agent.own.bot },
    { kind: 'contact', id: agent.own.contact },
  ]
  return [
    ...authors.flatMap((author) => [
      { ...send, author },
      { ...send, from: author },
      { ...send, sender: author.kind },
      { ...send, actor: author },
      { type: 'typing', on: true, actor: author },
    ]),
    { ...send, system: true },
    { ...send, kind: 'system' },
    { ...send, type: 'system' },
    { ...send, type: 'message.sent' },
    { ...send, type: 'message.created', sender: 'agent' },
    { ...send, sessionId: target.session },
    { ...send, conversationId: target.conversation },
    { ...send, contactId: target.contact },
    { ...send, at: 0 },
    { ...send, version: 1 },
    { ...send, deliveredAt: 0, readAt: 0 },
    // An agent names a conversation by right: what comes of one they do not follow is seen below.
    ...(path === visitorPath ? [{ type: 'typing', on: true, conversationId: target.conversation }] : []),
    { type: 'read', messageId: answer, conversationId: target.conversation },
    { type: 'read', messageId: answer, of: 'contact' },
    { type: 'delivered', messageId: answer, sessionId: target.session },
    { type: 'note', text },
    { type: 'end', sessionId: target.session },
  ]
}

test('what only the server says is refused from a client, and no forged word reaches the other side', async () => {
  const tally = createTally('ATK-22', 'forged server events')
  await untilIdle(database.db)
  const before = await hashWorkspace(database.db, desk.workspaceId)
  const heardSince = await listenToVictim()
  const other = desk.callers.visitor.token ?? ''
  const frames = readShapes(serverFrame).map((shape) => buildInput(shape, fillWith(target, '')) as object)
  const types = new Set(frames.map((frame) => (frame as { type: string }).type))
  expect(types.size).toBe(serverFrame.options.length)
  const events = frames.flatMap((frame) =>
    'recorded' in frame ? [(frame.recorded as { event: object }).event] : [],
  )

  const talkers = [
    { path: visitorPath, token: other },
    { path: visitorPath, token: victim.token },
    { path: agentPath, token: desk.callers.agent.token ?? '' },
  ]
  for (const talker of talkers)
    for (const frame of [...frames, ...events, ...listForgeries(talker.path)])
      await forge(tally, talker, frame)

  await speakForOthers(tally)
  const heard = await heardSince()
  if (heard.length === 0) tally.safe()
  else tally.unsafe(`the other party heard ${JSON.stringify(heard)}`)
  expect(await hashWorkspace(database.db, desk.workspaceId)).toEqual(before)
  tally.print({ frame_types: types.size, event_types: events.length, events_seen: heard.length })
  expect(tally.failures()).toEqual([])
}, 60_000)

/** Good frames and calls about a conversation that is not one's own, or not one's to speak in. */
async function speakForOthers(tally: AttackTally): Promise<void> {
  const stranger = await openGreeted(server.origin, visitorPath, { token: desk.callers.visitor.token ?? '' })
  for (const messageId of [answer, victim.messageId])
    for (const type of ['read', 'delivered']) stranger.say({ type, messageId })
  await stranger.settled()
  stranger.end()
  tally.safe()

  const onlooker = await openGreeted(server.origin, agentPath, { token: outsider.token })
  const { conversationId } = victim
  onlooker.say({ type: 'typing', conversationId, on: true })
  onlooker.say({ type: 'follow', conversationId, epoch: onlooker.epoch, position: 0 })
  onlooker.say({ type: 'typing', conversationId, on: true })
  await onlooker.settled()
  onlooker.end()
  tally.safe()

  // A supervisor may look, and leaves no trace; whoever has no inbox may not even look.
  const reads = [
    { token: desk.callers.supervisor.token, status: 200 },
    { token: outsider.token, status: 404 },
  ]
  for (const { token, status } of reads) {
    const path = `/api/v1/conversations/${conversationId}/read`
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ messageId: victim.messageId })
    const { status: found } = await sendHttp(server.origin, { method: 'POST', path, headers, body })
    if (found === status) tally.safe()
    else tally.unsafe(`read by another: ${found}`)
  }
}
