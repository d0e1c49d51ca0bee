import { randomUUID } from 'node:crypto'
import { type Endpoint, workspaceHeader } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createRoutes } from '../routes.ts'
import { aDesk, type Caller, type Desk } from '../testing/attacks/a-desk.ts'
import { buildInput } from '../testing/attacks/build-input.ts'
import { fillWith, nameOf } from '../testing/attacks/fill-input.ts'
import { untilIdle } from '../testing/attacks/hash-workspace.ts'
import { requestFor, sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openGreeted } from '../testing/attacks/raw-socket.ts'
import { readShapes } from '../testing/attacks/read-shape.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
  await untilIdle(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

/** A score that nothing else looks like. */
const score = 43.7
const tells = (text: string) => text.includes('43.7') || text.includes('session.reviewed')
const endpoints = createRoutes({} as never)
  .map(({ endpoint }) => endpoint)
  .filter(({ path }) => !path.endsWith('/current'))
const reads = endpoints.filter(
  ({ method, access }) => method === 'GET' && access !== 'visitor' && access !== 'public',
)

async function ask(endpoint: Endpoint, { own, token }: Caller, input: Record<string, unknown> = {}) {
  const answers: string[] = []
  for (const shape of readShapes(endpoint.input))
    for (const isLean of [true, false]) {
      const built = buildInput(shape, fillWith(own, endpoint.path), isLean) as Record<string, unknown>
      const request = requestFor(endpoint, { ...built, ...input }, token)
      request.headers[workspaceHeader] = desk.workspaceId
      answers.push((await sendHttp(server.origin, request)).body)
    }
  return answers
}

async function listen({ token }: Caller, conversationId: string) {
  const live = await openGreeted(server.origin, agentPath, { token: token ?? '' })
  live.say({ type: 'follow', epoch: live.epoch, position: 0, conversationId })
  live.say({ type: 'follow_lists' })
  await live.settled()
  return live
}

/** A session that an owner had, of which a supervisor thinks something: its colleague works the same inbox. */
async function reviewed(): Promise<Readonly<{ session: string; conversation: string; message: string }>> {
  const { owner, supervisor } = desk.callers
  const [theirs, reviewers] = [owner.token ?? '', supervisor.token ?? '']
  const { sessionId, conversationId, messageId } = await desk.aVisitor()
  await desk.call(theirs, `/sessions/${sessionId}/take`)
  await desk.call(theirs, `/sessions/${sessionId}/end`, { endReason: 'agent_ended' })
  const { id } = await desk.call(reviewers, `/sessions/${sessionId}/reviews`)
  await desk.call(reviewers, `/reviews/${String(id)}/submit`, { seenVersion: 1, answers: {}, score })
  await untilIdle(database.db)
  return { session: sessionId, conversation: conversationId, message: messageId }
}

test('no answer and no frame tells an agent what a supervisor thinks of a colleague’s work', async () => {
  const { agent, supervisor } = desk.callers
  const things = await reviewed()
  const as = (caller: Caller): Caller => ({ ...caller, own: { ...caller.own, ...things } })
  const told = { agent: [] as string[], supervisor: [] as string[] }
  for (const endpoint of reads)
    for (const [name, caller] of [
      ['agent', as(agent)],
      ['supervisor', as(supervisor)],
    ] as const)
      if ((await ask(endpoint, caller)).some(tells)) told[name].push(nameOf(endpoint))
  expect(told.agent).toEqual([])
  // The same questions tell whoever may know: sessions, their events, conversations, the feed, reviews.
  expect(told.supervisor.length).toBeGreaterThan(5)

  const [theirs, others] = [
    await listen(agent, things.conversation),
    await listen(supervisor, things.conversation),
  ]
  const again = { endReason: 'agent_ended', priority: 'high', clientId: randomUUID() }
  await desk.call(agent.token ?? '', `/sessions/${things.session}/priority`, { priority: again.priority })
  await untilIdle(database.db)
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(others.frames.some((frame) => tells(JSON.stringify(frame)))).toBe(true)
  expect(theirs.frames.length).toBeGreaterThan(1)
  expect(theirs.frames.filter((frame) => tells(JSON.stringify(frame)))).toEqual([])
  for (const live of [theirs, others]) live.end()
}, 60_000)

test('a write is answered without the score too, and a list by it is by no field there is', async () => {
  const { agent, supervisor } = desk.callers
  const { session } = await reviewed()
  const rated = (caller: Caller) =>
    desk.call(caller.token ?? '', `/sessions/${session}/priority`, {
      priority: 'urgent',
      clientId: randomUUID(),
    })
  expect(await rated(agent)).toMatchObject({ session: { qaScore: null } })
  expect(await rated(supervisor)).toMatchObject({ session: { qaScore: score } })
  const list = async ({ token }: Caller, query: string) => {
    const headers = { authorization: `Bearer ${token}`, [workspaceHeader]: desk.workspaceId }
    const path = `/api/v1/sessions?list=all&${query}`
    const { status, body } = await sendHttp(server.origin, { method: 'GET', path, headers })
    const { requestId: _, ...said } = JSON.parse(body) as Record<string, unknown>
    return { status, said: JSON.stringify(said).replaceAll('qaScore', '?').replaceAll('nothing', '?') }
  }
  for (const query of ['filter=qaScore:at_least(1)', 'sort=qaScore', 'filter=qaScore:set']) {
    expect((await list(supervisor, query)).status).toBe(200)
    const unknown = await list(agent, query.replace('qaScore', 'nothing'))
    expect(unknown.status).toBe(422)
    expect(await list(agent, query)).toEqual(unknown)
  }
  const view = {
    name: 'Low',
    scope: 'me',
    definition: { list: 'all', filter: 'qaScore:at_most(50)', form: 'table', columns: ['number'] },
  }
  await expect(desk.call(agent.token ?? '', '/views', view)).rejects.toThrow('422')
  expect(await desk.call(supervisor.token ?? '', '/views', view)).toMatchObject({ name: 'Low' })
}, 60_000)
