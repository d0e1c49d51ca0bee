import { randomBytes, randomUUID } from 'node:crypto'
import { agentCommand, type Endpoint, visitorCommand, workspaceHeader } from '@rapport/contract'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { clientConfig } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { readWorkspaceTables } from '../platform/db/testing/read-schema.ts'
import { findUnscopedTables, meansAllWorkspaces } from '../platform/db/testing/statement-rules.ts'
import { createRoutes } from '../routes.ts'
import { aDesk, type Caller, callerNames, type Desk, type Things } from '../testing/attacks/a-desk.ts'
import { buildInput, listPlaces, type Path, withValue } from '../testing/attacks/build-input.ts'
import { isExercised } from '../testing/attacks/exercise.ts'
import { fillWith, kindAt, nameOf, randomLike } from '../testing/attacks/fill-input.ts'
import { hashWorkspace, untilIdle } from '../testing/attacks/hash-workspace.ts'
import { type RawAnswer, requestFor, sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openGreeted, openSocket, visitorPath } from '../testing/attacks/raw-socket.ts'
import { type IdKind, readShapes } from '../testing/attacks/read-shape.ts'
import { type AttackTally, createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let ours: Desk
let theirs: Desk
const statements = new Set<string>()
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection, {
    // Nobody listens there: that a mail is wanted is enough.
    config: { mail: { url: 'smtp://127.0.0.1:9', from: 'Desk <desk@example.test>' } },
    overrides: { onStatement: (text) => statements.add(text) },
  })
  ours = await aDesk(server, database.db)
  theirs = await aDesk(server, database.db)
  await untilIdle(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const endpoints = createRoutes({} as never).map(({ endpoint }) => endpoint)
const foreign = (kind: keyof Things) => String(theirs.callers.owner.own[kind])

/** One input with ids of theirs in it, and the same with ids of nothing in the same places. */
type Attack = Readonly<{ where: string; attack: unknown; control: unknown; header?: 'workspace' }>

function listAttacks(schema: Endpoint['input'], path: string, own: Things): Attack[] {
  return readShapes(schema).flatMap((shape) => {
    const input = buildInput(shape, fillWith(own, path))
    const places = listPlaces(shape).flatMap(({ path: at, scalar }) =>
      scalar.id === null ? [] : [{ at, kind: scalar.id, value: foreign(kindAt(scalar, path)) }],
    )
    const aside = (chosen: readonly { at: Path; kind: IdKind; value: string }[], where: string): Attack => ({
      where,
      attack: chosen.reduce((made, { at, value }) => withValue(made, at, value), input),
      control: chosen.reduce(
        (made, { at, kind, value }) => withValue(made, at, randomLike(kind, value)),
        input,
      ),
    })
    const single = places.map((place) => aside([place], place.at.join('.')))
    // All of them theirs at once, as long as that is not simply their own signed link.
    const all = places.length > 1 && !places.some(({ kind }) => kind === 'signature')
    return all ? [...single, aside(places, 'everything')] : single
  })
}

async function callBoth(
  endpoint: Endpoint,
  { token }: Caller,
  attack: Attack,
): Promise<[RawAnswer, RawAnswer]> {
  const isHeader = attack.header === 'workspace'
  const ask = async (input: unknown, wanted: string) => {
    const request = requestFor(endpoint, renamed(input) as Record<string, unknown>, token)
    if (token !== null && endpoint.access !== 'visitor') request.headers[workspaceHeader] = wanted
    const since = Date.now()
    const answer = await sendHttp(server.origin, request)
    return { ...answer, same: withoutOwnWords(answer.same, JSON.stringify(input), since) }
  }
  const askBoth = async (): Promise<[RawAnswer, RawAnswer]> => [
    await ask(attack.attack, isHeader ? theirs.workspaceId : ours.workspaceId),
    await ask(attack.control, isHeader ? randomUUID() : ours.workspaceId),
  ]
  const both = await askBoth()
  // Between two reads others may have changed what is ours; what comes of the id is told apart every time.
  const isMoved = endpoint.method === 'GET' && both[0].same !== both[1].same && !isForeign(both[0].body)
  return isMoved ? await askBoth() : both
}

const anId = /[0-9a-f]{8}-[0-9a-f-]{27}/g
const aName = /A name of [0-9a-f]{8}/g

/** The same input under names that nobody has taken: the second of two is not to be refused for the first's. */
const renamed = (input: unknown): unknown =>
  JSON.parse(JSON.stringify(input).replace(aName, () => `A name of ${randomBytes(4).toString('hex')}`))

/** An answer without what its caller sent themselves, and without the ids of what it made. */
function withoutOwnWords(answer: string, sent: string, since: number): string {
  const named = new Set(sent.match(anId))
  const isMade = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16) >= since
  return answer
    .replace(anId, (id) => (named.has(id) ? '<sent>' : isMade(id) ? '<made>' : id))
    .replace(aName, '<name>')
}

const isForeign = (text: string) => text.includes(theirs.canary)

/** What is tried on one endpoint by somebody: every place of its input, and the header that says which workspace. */
function listCalls(endpoint: Endpoint, { own, token }: Caller): Attack[] {
  const attacks = listAttacks(endpoint.input, endpoint.path, own)
  const [shape] = readShapes(endpoint.input)
  const isMember = token !== null && endpoint.access !== 'public' && endpoint.access !== 'visitor'
  // Signing out is about oneself, wherever one is.
  if (!isMember || isEnd(endpoint) || shape === undefined) return attacks
  const input = buildInput(shape, fillWith(own, endpoint.path), true)
  return [...attacks, { where: 'header', attack: input, control: input, header: 'workspace' }]
}

const isEnd = ({ path }: Endpoint) => path.endsWith('/current')

const figures = { requests: 0, leaks: 0 }

async function attackByCalls(tally: AttackTally, caller: Caller): Promise<void> {
  const calls = endpoints.flatMap((endpoint) =>
    listCalls(endpoint, caller).map((attack) => ({ endpoint, attack })),
  )
  for (const { endpoint, attack } of calls) {
    const [attacked, control] = await callBoth(endpoint, caller, attack)
    figures.requests += 2
    if (isForeign(attacked.body)) figures.leaks += 1
    const isAnswered = attacked.status >= 200 && attacked.status < 500
    if (isAnswered && attacked.same === control.same && !isForeign(attacked.body)) tally.safe()
    else
      tally.unsafe(`${caller.name} ${nameOf(endpoint)} ${attack.where}: ${attacked.same} / ${control.same}`)
  }
}

test('ids of another workspace are answered as ids of nothing, in every place of every operation, whoever asks', async () => {
  const tally = createTally('ATK-10', 'cross-workspace matrix')
  const watching = await watchTheirs()
  const before = await hashWorkspace(database.db, theirs.workspaceId)
  await Promise.all(callerNames.map((name) => attackByCalls(tally, ours.callers[name])))
  await attackByFrames(tally, { path: agentPath, schema: agentCommand })
  await attackByFrames(tally, { path: visitorPath, schema: visitorCommand })
  await untilIdle(database.db)
  expect(await hashWorkspace(database.db, theirs.workspaceId)).toEqual(before)
  expect(watching()).toEqual([])
  const commands = agentCommand.options.length + visitorCommand.options.length
  tally.print({ ops: endpoints.length + commands, ...figures })
  expect(tally.failures()).toEqual([])
}, 60_000)

test('every operation works for who may use it, so that what is refused to others is refused for whose it is', async () => {
  // What ends something comes after what needs it, and what ends the caller's own standing last.
  const order = (e: Endpoint) => (isEnd(e) ? 2 : e.method === 'DELETE' ? 1 : 0)
  const ordered = endpoints.toSorted((a, b) => order(a) - order(b))
  const idle: string[] = []
  for (const endpoint of ordered) {
    const isSetUp = endpoint.method === 'POST' && endpoint.path.endsWith('/setup')
    if (!(await (isSetUp ? isFreshSetUp(endpoint) : isExercised(server, ours, endpoint))))
      idle.push(nameOf(endpoint))
  }
  expect(idle).toEqual([])

  const { owner } = theirs.callers
  const path = `/api/v1/conversations/${owner.own.conversation}`
  const read = { method: 'GET', path, headers: { authorization: `Bearer ${owner.token}` } }
  expect((await sendHttp(server.origin, read)).body).toContain(theirs.canary)
}, 60_000)

test('a statement of these operations that forgets the workspace is noticed, whichever it is', async () => {
  const tables = await readTables(database)
  const all = [...statements].filter((text) => !meansAllWorkspaces(text))
  expect(
    all.flatMap((text) => findUnscopedTables(text, tables).map((complaint) => `${complaint}: ${text}`)),
  ).toEqual([])
  const tally = createTally('ATK-10', 'statements without their workspace')
  const held = /(\b\w+\.)?\bworkspace_id = \$\d+/g
  // What is nobody's table (the directory, the list of workspaces) is outside the rule.
  const isOurs = (text: string) => (text.match(/\w+/g) ?? []).some((word) => tables.has(word))
  for (const text of all.filter((one) => isOurs(one) && one.match(held))) {
    if (findUnscopedTables(text.replace(held, 'true'), tables).length > 0) tally.safe()
    else tally.unsafe(text)
  }
  tally.print({ mutants: tally.tried(), killed: tally.tried() - tally.failures().length })
  expect(tally.failures()).toEqual([])
})

/** The tables that belong to workspaces, as the schema has them. */
async function readTables({ connection }: TestDatabase): Promise<Set<string>> {
  const client = new Client(clientConfig(connection))
  await client.connect()
  try {
    return await readWorkspaceTables(client)
  } finally {
    await client.end()
  }
}

/** Setting up works once, on an installation of its own. */
async function isFreshSetUp(endpoint: Endpoint): Promise<boolean> {
  const empty = await openTestDatabase()
  const fresh = await startTestServer(empty.connection)
  try {
    return await isExercised(fresh, ours, endpoint)
  } finally {
    await fresh.stop()
    await empty.close()
  }
}

/** Sockets of theirs that follow their conversation meanwhile; answers what they heard since. */
async function watchTheirs() {
  const { owner, visitor } = theirs.callers
  const agent = await openGreeted(server.origin, agentPath, { token: owner.token ?? '' })
  const { conversation } = visitor.own
  agent.say({ type: 'follow', conversationId: conversation, epoch: agent.epoch, position: 0 })
  const contact = await openGreeted(server.origin, visitorPath, { token: visitor.token ?? '' })
  contact.say({ type: 'follow', epoch: contact.epoch, position: 0 })
  await agent.settled()
  await contact.settled()
  const heard = [agent.frames.length, contact.frames.length]
  return () => [...agent.frames.slice(heard[0]), ...contact.frames.slice(heard[1])]
}

/** Every frame of a socket, with their ids in each place, by everybody. */
async function attackByFrames(
  tally: AttackTally,
  { path, schema }: Readonly<{ path: string; schema: Endpoint['input'] }>,
): Promise<void> {
  const talks = callerNames.flatMap((name) => {
    const caller = ours.callers[name]
    return listAttacks(schema, path, caller.own).map((attack) => ({ caller, attack }))
  })
  for (const { caller, attack } of talks) {
    const [attacked, control] = await Promise.all([
      talk(path, caller, attack.attack),
      talk(path, caller, attack.control),
    ])
    figures.requests += 2
    if (isForeign(attacked)) figures.leaks += 1
    if (attacked === control && !isForeign(attacked)) tally.safe()
    else tally.unsafe(`${caller.name} ${path} ${attack.where}: ${attacked} / ${control}`)
  }
}

/** What one frame is answered with, the ids it named and the time aside; a hello stands for itself. */
async function talk(path: string, { token }: Caller, frame: unknown): Promise<string> {
  const said = { ...(frame as Record<string, unknown>) }
  const hello = { type: 'hello', protocol: 1, ...(token === null ? {} : { token }) }
  const live = await openSocket(server.origin, { path })
  if (said.type === 'hello') {
    const { token: _, ...rest } = said
    live.say({ ...rest, ...(token === null ? {} : { token }) })
  } else {
    live.say(hello)
    live.say(said)
  }
  await live.settled()
  const heard = JSON.stringify([live.frames, live.isClosed() ? await live.closed : 'open'])
  live.end()
  const named = JSON.stringify(said).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []
  return named.reduce((text, id) => text.replaceAll(id, '<id>'), heard)
}
