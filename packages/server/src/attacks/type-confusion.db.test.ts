import { agentCommand, type Endpoint, visitorCommand, workspaceHeader } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createRoutes } from '../routes.ts'
import { aDesk, type Caller, type Desk } from '../testing/attacks/a-desk.ts'
import { buildInput, listPlaces } from '../testing/attacks/build-input.ts'
import { type Confusion, confuse, confusionsOf, jsonWith } from '../testing/attacks/confusions.ts'
import { callerOf } from '../testing/attacks/exercise.ts'
import { fillWith, nameOf } from '../testing/attacks/fill-input.ts'
import { countRows, untilIdle } from '../testing/attacks/hash-workspace.ts'
import { inTurns } from '../testing/attacks/in-turns.ts'
import { multipart, type RawRequest, requestFor, sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openSocket, visitorPath } from '../testing/attacks/raw-socket.ts'
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

const endpoints = createRoutes({} as never).map(({ endpoint }) => endpoint)
const figures = { places: 0, legal: 0, '2xx': 0, '5xx': 0 }
const tally = createTally('ATK-02', 'operator and type confusion')

/** Who may call it, so that what is wrong is met and not the caller's standing. */
const theCaller = (endpoint: Endpoint): Caller => desk.callers[callerOf(endpoint)]

async function attack(endpoint: Endpoint, { what, request, isLegal }: Confusion): Promise<void> {
  const headers = { ...request.headers }
  if (headers.authorization && endpoint.access !== 'visitor') headers[workspaceHeader] = desk.workspaceId
  const { status, body } = await sendHttp(server.origin, { ...request, headers })
  if (status >= 500 || status === 0) figures['5xx'] += 1
  if (isLegal) figures.legal += 1
  else if (status < 300) figures['2xx'] += 1
  const isSafe = status >= 400 && status < 500
  if (isSafe || (isLegal && status === 200)) tally.safe()
  else tally.unsafe(`${nameOf(endpoint)} ${what}: ${status} ${body.slice(0, 200)}`)
}

function listConfusions(endpoint: Endpoint): Confusion[] {
  const { own, token } = theCaller(endpoint)
  return readShapes(endpoint.input).flatMap((shape) => {
    const input = buildInput(shape, fillWith(own, endpoint.path)) as Record<string, unknown>
    const places = listPlaces(shape)
    figures.places += places.length
    return places.flatMap((place) => confuse(endpoint, input, { ...place, token }))
  })
}

/** What is wrong with a body as a whole: each of these to every operation that takes one. */
function listBodies(endpoint: Endpoint): Confusion[] {
  const { own, token } = theCaller(endpoint)
  const shape = readShapes(endpoint.input)[0]!
  const good = requestFor(endpoint, buildInput(shape, fillWith(own, endpoint.path)) as never, token)
  if (endpoint.upload || typeof good.body !== 'string') return []
  const open = good.body.slice(0, -1)
  const comma = open === '{' ? '' : ','
  const bodies: Readonly<Record<string, string | Buffer>> = {
    'a prototype': `${open}${comma}"__proto__":{"isAdmin":true}}`,
    'a constructor': `${open}${comma}"constructor":{"prototype":{"isAdmin":true}}}`,
    'an unknown field': `${open}${comma}"workspaceId":"${desk.workspaceId}"}`,
    'an operator': `${open}${comma}"$where":"sleep(1000)"}`,
    'half of it': good.body.slice(0, -2),
    'a list': `[${good.body}]`,
    null: 'null',
    'a text': JSON.stringify(good.body),
    'no UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    'a byte order mark': `\ufeff${good.body}{`,
    '10 MB': `${open}${comma}"text":"${'x'.repeat(10_000_000)}"}`,
  }
  return Object.entries(bodies).map(([what, body]) => ({ what, isLegal: false, request: { ...good, body } }))
}

const refusedUploads: Readonly<Record<string, Parameters<typeof multipart>[0]>> = {
  'a list of files': [{ head: 'name="file[]"; filename="a.txt"', body: 'a' }],
  'an operator for a name': [{ head: 'name="file[$ne]"; filename="a.txt"', body: 'a' }],
  'a prototype for a name': [{ head: 'name="__proto__"; filename="a.txt"', body: 'a' }],
  'a constructor for a name': [{ head: 'name="constructor.prototype"; filename="a.txt"', body: 'a' }],
  'a field for a file': [{ head: 'name="file"', body: '{"$gt":""}' }],
  'two files': [1, 2].map((n) => ({ head: `name="file"; filename="${n}.txt"`, body: 'a' })),
  'a field beside it': [
    { head: 'name="workspaceId"', body: 'x' },
    { head: 'name="file"; filename="a.txt"', body: 'a' },
  ],
  'a page that calls itself a picture': [
    { head: 'name="file"; filename="a.png"', body: '<script>alert(1)</script>', type: 'image/png' },
  ],
  nothing: [],
}

function listUploads(endpoint: Endpoint): Confusion[] {
  const { token } = theCaller(endpoint)
  const base = { method: endpoint.method, path: endpoint.path }
  const send = (parts: Readonly<{ headers: Record<string, string>; body: Buffer | string }>): RawRequest => ({
    ...base,
    headers: { ...parts.headers, authorization: `Bearer ${token}` },
    body: parts.body,
  })
  const json = { headers: { 'content-type': 'application/json' }, body: '{"file":{"$gt":""}}' }
  const requests = Object.entries(refusedUploads).map(([what, parts]) => ({
    what,
    request: send(multipart(parts)),
  }))
  return [...requests, { what: 'JSON', request: send(json) }].map((each) => ({ ...each, isLegal: false }))
}

/** Every confused value in every field of every frame closes its socket; nothing is said to anybody. */
async function attackSockets(): Promise<void> {
  const talks = [
    { path: agentPath, schema: agentCommand, caller: desk.callers.owner },
    { path: visitorPath, schema: visitorCommand, caller: desk.callers.visitor },
  ]
  for (const { path, schema, caller } of talks)
    for (const shape of readShapes(schema as never)) {
      const input = buildInput(shape, fillWith(caller.own, path))
      const places = listPlaces(shape)
      figures.places += places.length
      const frames = places.flatMap((place) =>
        confusionsOf(place.scalar)
          .filter(({ isLegal }) => !isLegal)
          .map(({ raw }) => jsonWith(input, place.path, raw)),
      )
      const more = [JSON.stringify({ ...(input as object), $where: 1 }), `[${JSON.stringify(input)}]`]
      const proto = `${JSON.stringify(input).slice(0, -1)},"__proto__":{"isAdmin":true}}`
      await inTurns([...frames, ...more, proto], 8, (frame) => attackSocket(path, caller, frame))
    }
}

async function attackSocket(path: string, { token }: Caller, frame: string): Promise<void> {
  const live = await openSocket(server.origin, { path })
  if (!frame.includes('"hello"')) live.say({ type: 'hello', protocol: 1, token })
  live.send(frame)
  await live.settled()
  const code = live.isClosed() ? await live.closed : null
  const said = live.frames.filter(({ type }) => type !== 'welcome')
  live.end()
  if (code === 1007 && said.length === 0) tally.safe()
  else tally.unsafe(`${path} ${frame.slice(0, 200)}: ${code} ${JSON.stringify(said).slice(0, 200)}`)
}

test('no value is taken for what it is not, in any field of any operation or frame', async () => {
  const jobs = endpoints.flatMap((endpoint) => {
    const all = [...listConfusions(endpoint), ...listBodies(endpoint)]
    return (endpoint.upload ? listUploads(endpoint) : all).map((confusion) => ({ endpoint, confusion }))
  })
  // First what must be refused, while nothing has moved; then what is odd and yet allowed, which may not break anything.
  const before = await countRows(database.db)
  const illegal = jobs.filter(({ confusion }) => !confusion.isLegal)
  await inTurns(illegal, 8, ({ endpoint, confusion }) => attack(endpoint, confusion))
  await attackSockets()
  await untilIdle(database.db)
  expect(tally.failures()).toEqual([])
  expect(await countRows(database.db)).toEqual(before)
  const legal = jobs.filter(({ confusion }) => confusion.isLegal)
  await inTurns(legal, 4, ({ endpoint, confusion }) => attack(endpoint, confusion))
  const { places: params, ...others } = figures
  tally.print({ routes: endpoints.length, params, ...others })
  expect(tally.failures()).toEqual([])
}, 60_000)
