import type { Endpoint } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createRoutes } from '../routes.ts'
import { aDesk, type Caller, type Desk } from '../testing/attacks/a-desk.ts'
import { buildInput, listPlaces, withValue } from '../testing/attacks/build-input.ts'
import { fillWith, nameOf, randomLike } from '../testing/attacks/fill-input.ts'
import { untilIdle } from '../testing/attacks/hash-workspace.ts'
import { requestFor, sendHttp } from '../testing/attacks/raw-http.ts'
import { readShapes } from '../testing/attacks/read-shape.ts'
import { createTally } from '../testing/attacks/tally.ts'
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

// What stands in an inbox: whoever does not work it has none of these.
const kinds = new Set(['session', 'conversation'])
const endpoints = createRoutes({} as never).map(({ endpoint }) => endpoint)

type Attempt = Readonly<{
  endpoint: Endpoint
  attack: Readonly<Record<string, unknown>>
  control: Attempt['attack']
}>

/** Every operation that names a session or a conversation: with theirs, and with nothing in the same places. */
function listAttempts({ own }: Caller): Attempt[] {
  const guarded = endpoints.filter(({ access }) => access !== 'visitor' && access !== 'public')
  return guarded.flatMap((endpoint) =>
    readShapes(endpoint.input).flatMap((shape) => {
      const places = listPlaces(shape).flatMap(({ path, scalar: { id } }) =>
        id !== null && kinds.has(id) ? [{ path, nothing: randomLike(id, String(own[id])) }] : [],
      )
      if (places.length === 0) return []
      const attack = buildInput(shape, fillWith(own, endpoint.path))
      const control = places.reduce((made, { path, nothing }) => withValue(made, path, nothing), attack)
      return [{ endpoint, attack: attack as Attempt['attack'], control: control as Attempt['attack'] }]
    }),
  )
}

test('an agent who works an inbox no longer finds its sessions and conversations as if they were not there, in every operation', async () => {
  const tally = createTally('ATK-11', 'scope inside a workspace')
  const { agent, owner } = desk.callers
  const access = endpoints.find(({ path }) => path === '/api/v1/inboxes/:inboxId/access')
  if (access === undefined) throw new Error('There is no way to change who works an inbox')
  const away = { inboxId: owner.own.inbox, agentIds: [], teamIds: [] }
  expect((await sendHttp(server.origin, requestFor(access, away, owner.token))).status).toBe(200)

  const attempts = listAttempts(agent)
  for (const { endpoint, attack, control } of attempts) {
    const attacked = await sendHttp(server.origin, requestFor(endpoint, attack, agent.token))
    const nothing = await sendHttp(server.origin, requestFor(endpoint, control, agent.token))
    if (attacked.same === nothing.same && !attacked.body.includes(desk.canary)) tally.safe()
    else tally.unsafe(`${nameOf(endpoint)}: ${attacked.same} / ${nothing.same}`)
  }
  expect(attempts.length).toBeGreaterThan(20)
  tally.print({ operations: new Set(attempts.map(({ endpoint }) => endpoint)).size })
  expect(tally.failures()).toEqual([])
}, 60_000)
