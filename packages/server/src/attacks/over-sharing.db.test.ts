import { randomUUID } from 'node:crypto'
import { type Endpoint, serverFrame, workspaceHeader } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createRoutes } from '../routes.ts'
import { aDesk, type Caller, callerNames, type Desk } from '../testing/attacks/a-desk.ts'
import { buildInput } from '../testing/attacks/build-input.ts'
import { fillWith, nameOf } from '../testing/attacks/fill-input.ts'
import { untilIdle } from '../testing/attacks/hash-workspace.ts'
import { type Planted, plantSecrets } from '../testing/attacks/plant-secrets.ts'
import { requestFor, sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openGreeted, type RawSocket, visitorPath } from '../testing/attacks/raw-socket.ts'
import { readShapes } from '../testing/attacks/read-shape.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let planted: readonly Planted[]
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
  planted = await plantSecrets(server, database.db, desk)
  await untilIdle(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

// Signing out would leave nobody to ask.
const endpoints = createRoutes({} as never)
  .map(({ endpoint }) => endpoint)
  .filter(({ path }) => !path.endsWith('/current'))

const tally = createTally('ATK-13', 'over-sharing')
const figures = { answers: 0, frames: 0, extra_fields: 0, secrets: 0 }

/** Whether a text holds what its reader may not know. */
function searchFor(caller: Caller, where: string, text: string): void {
  const found = planted.filter((one) => !one.mayKnow.includes(caller.name) && text.includes(one.text))
  figures.secrets += found.length
  if (found.length === 0) tally.safe()
  else tally.unsafe(`${caller.name}, ${where}: ${[...new Set(found.map(({ what }) => what))]}`)
}

/** Asks for one operation in every form it has, whether one may or not, and reads all that comes back. */
async function ask(endpoint: Endpoint, caller: Caller): Promise<void> {
  for (const shape of readShapes(endpoint.input))
    for (const isLean of [true, false]) {
      const input = buildInput(shape, fillWith(caller.own, endpoint.path), isLean) as Record<string, unknown>
      const request = requestFor(endpoint, input, caller.token)
      const isMember = caller.token !== null && endpoint.access !== 'visitor'
      if (isMember) request.headers[workspaceHeader] = desk.workspaceId
      const answer = await sendHttp(server.origin, request)
      figures.answers += 1
      searchFor(caller, nameOf(endpoint), answer.same)
      checkFields(caller, endpoint, answer)
    }
}

/** The declaration is strict: a field that it does not list fails it. */
function checkFields(
  caller: Caller,
  { output, ...endpoint }: Endpoint,
  answer: { status: number; body: string },
) {
  if (answer.status !== 200 || !answer.body.startsWith('{')) return
  const read = output.safeParse(JSON.parse(answer.body))
  if (read.success) return tally.safe()
  figures.extra_fields += 1
  tally.unsafe(`${caller.name}, ${nameOf(endpoint as Endpoint)}: ${read.error.message}`)
}

async function listen(caller: Caller): Promise<RawSocket> {
  const path = caller.name === 'visitor' ? visitorPath : agentPath
  const live = await openGreeted(server.origin, path, { token: caller.token ?? '' })
  const { conversation: conversationId } = caller.own
  const follow = { type: 'follow', epoch: live.epoch, position: 0 }
  live.say(path === agentPath ? { ...follow, conversationId } : follow)
  if (path === agentPath) {
    live.say({ type: 'follow_lists' })
    // And the visitor's, where a note was written.
    live.say({ ...follow, conversationId: desk.callers.visitor.own.conversation })
  }
  await live.settled()
  return live
}

function readFrames(caller: Caller, live: RawSocket): void {
  for (const frame of live.frames) {
    figures.frames += 1
    searchFor(caller, `frame ${frame.type}`, JSON.stringify(frame))
    if (serverFrame.safeParse(frame).success) tally.safe()
    else {
      figures.extra_fields += 1
      tally.unsafe(`${caller.name}, frame ${frame.type}: ${JSON.stringify(Object.keys(frame))}`)
    }
  }
  live.end()
}

test('nobody is shown a field that is not declared, nor a text that is not for them, by any answer or frame', async () => {
  const connected = callerNames.filter((name) => name !== 'anonymous').map((name) => desk.callers[name])
  const sockets = await Promise.all(connected.map(async (caller) => [caller, await listen(caller)] as const))
  for (const name of callerNames) for (const endpoint of endpoints) await ask(endpoint, desk.callers[name])
  const token = desk.callers.owner.token ?? ''
  const { session } = desk.callers.visitor.own
  const text = 'What all of them hear'
  await desk.call(token, `/sessions/${session}/messages`, { clientId: randomUUID(), text })
  await untilIdle(database.db)
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  for (const [caller, live] of sockets) readFrames(caller, live)
  tally.print({ ...figures, canaries: planted.length, routes: endpoints.length, roles: callerNames.length })
  expect(tally.failures()).toEqual([])
}, 60_000)

test('what is planted is where it should be: whoever may know it finds it', async () => {
  const shown = new Set<string>()
  for (const endpoint of endpoints.filter(({ method }) => method === 'GET')) {
    const { owner } = desk.callers
    const [shape] = readShapes(endpoint.input)
    if (!shape || endpoint.access === 'visitor') continue
    const own = { ...owner.own, conversation: desk.callers.visitor.own.conversation }
    const input = buildInput(shape, fillWith(own, endpoint.path), true) as Record<string, unknown>
    const { body } = await sendHttp(server.origin, requestFor(endpoint, input, owner.token))
    for (const { what, text } of planted) if (body.includes(text)) shown.add(what)
  }
  const known = planted.filter(({ mayKnow }) => mayKnow.includes('owner')).map(({ what }) => what)
  expect([...shown].sort()).toEqual([...new Set(known)].sort())
})
