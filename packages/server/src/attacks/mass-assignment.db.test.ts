import { randomUUID } from 'node:crypto'
import { type Endpoint, workspaceHeader } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createRoutes } from '../routes.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { buildInput, type Path, withValue } from '../testing/attacks/build-input.ts'
import { callerOf } from '../testing/attacks/exercise.ts'
import { fillWith, nameOf } from '../testing/attacks/fill-input.ts'
import { untilIdle } from '../testing/attacks/hash-workspace.ts'
import { type RawAnswer, requestFor, sendHttp } from '../testing/attacks/raw-http.ts'
import { readShapes, type Shape } from '../testing/attacks/read-shape.ts'
import { changedColumns, readRows } from '../testing/attacks/row-changes.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let names: readonly string[]
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
  names = await listNames()
  await untilIdle(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const endpoints = createRoutes({} as never).map(({ endpoint }) => endpoint)

const inCamelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Every column of every table, as the database and as our code would spell it, and what other desks have called theirs. */
async function listNames(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct column_name as name from information_schema.columns
    where table_schema = 'public' order by 1`.execute(database.db)
  const elsewhere = [
    'is_admin',
    'admin',
    'permissions',
    'account_id',
    'tenant_id',
    'owner_id',
    'hash',
    'closed_at',
  ]
  return [
    ...new Set([...rows.map(({ name }) => name), ...elsewhere].flatMap((name) => [name, inCamelCase(name)])),
  ]
}

/** A value that could do harm if it were taken. */
function valueFor(name: string): unknown {
  if (/_at$|At$|until$/i.test(name)) return 0
  if (/role/i.test(name)) return 'owner'
  if (/workspace/i.test(name)) return randomUUID()
  if (/^(is|has)|kept|admin/i.test(name)) return true
  if (/id$/i.test(name)) return desk.callers.owner.userId
  return 'mine'
}

/** Every object in an input, with the names it declares: a name of its own is no attack. */
function listObjects(shape: Shape, path: Path = []): { path: Path; declared: ReadonlySet<string> }[] {
  if (shape.type === 'scalar') return []
  if (shape.type === 'list') return listObjects(shape.item, [...path, 0])
  const inner = Object.entries(shape.fields).flatMap(([name, field]) =>
    listObjects(field.shape, [...path, name]),
  )
  return [{ path, declared: new Set(Object.keys(shape.fields)) }, ...inner]
}

type Attempt = Readonly<{ endpoint: Endpoint; path: Path; added: readonly string[] }>

/** All column names at once in each object of the operation's input. */
function listAttempts(endpoint: Endpoint): Attempt[] {
  const [shape] = readShapes(endpoint.input)
  const objects = shape ? listObjects(shape) : []
  return objects.map(({ path, declared }) => ({
    endpoint,
    path,
    added: names.filter((name) => !declared.has(name)),
  }))
}

async function send({ endpoint, path, added }: Attempt): Promise<RawAnswer> {
  const { own, token } = desk.callers[callerOf(endpoint)]
  const [shape] = readShapes(endpoint.input)
  const good = shape && buildInput(shape, fillWith(own, endpoint.path))
  const input = added.reduce<unknown>((made, name) => withValue(made, [...path, name], valueFor(name)), good)
  const request = requestFor(endpoint, input as Record<string, unknown>, token)
  const isMember = token !== null && endpoint.access !== 'visitor'
  if (isMember) request.headers[workspaceHeader] = desk.workspaceId
  return await sendHttp(server.origin, request)
}

test('no operation takes a column that it does not declare, wherever it is written', async () => {
  const tally = createTally('ATK-12', 'mass assignment')
  const before = await readRows(database.db)
  const writes = endpoints.filter(({ method, upload }) => method !== 'GET' && !upload)
  for (const attempt of writes.flatMap(listAttempts)) {
    const { status, body } = await send(attempt)
    const refused = status === 422 ? body : ''
    for (const name of attempt.added) {
      // The answer lists what it does not know. Whatever it leaves out is tried by itself.
      const isNamed = refused.includes(`\\"${name}\\"`)
      const alone = isNamed ? 422 : (await send({ ...attempt, added: [name] })).status
      if (alone === 422) tally.safe()
      else tally.unsafe(`${nameOf(attempt.endpoint)} ${[...attempt.path, name].join('.')}: ${alone}`)
    }
  }
  await untilIdle(database.db)
  const changed = changedColumns(before, await readRows(database.db)).filter((column) => !noted.has(column))
  tally.print({ writes: writes.length, names: names.length, unexpected_changes: changed.length })
  expect(changed).toEqual([])
  expect(tally.failures()).toEqual([])
}, 120_000)

// What asking alone may note.
const noted = new Set(['throttles', 'api_keys.last_used_at'])

/** A change that is allowed, as its page would make it, and all that it may change. */
const changes: Readonly<Record<string, readonly string[]>> = {
  'POST /api/v1/teams/:teamId': ['teams.name', 'team_members', 'rights_changes'],
  'POST /api/v1/inboxes/:inboxId': [
    ...['inboxes.name', 'inboxes.starts_in', 'inboxes.bot_id', 'inboxes.team_id', 'inboxes.settings'],
  ],
  'POST /api/v1/inboxes/:inboxId/access': ['inbox_agents', 'inbox_teams', 'rights_changes'],
  'POST /api/v1/team/profile': ['memberships.display_name', 'memberships.avatar_file_id', 'files.kept'],
  'POST /api/v1/workspace': ['workspaces.name', 'workspaces.settings', 'rights_changes'],
  'POST /api/v1/contacts/:contactId': [
    ...['contacts.name', 'contacts.folded_name', 'contacts.email', 'contacts.phone', 'contacts.locale'],
    'contacts.updated_at',
  ],
  'POST /api/v1/webhooks/:webhookId': [
    ...['webhooks.name', 'webhooks.url', 'webhooks.event_types', 'webhooks.with_text'],
  ],
  'PUT /api/v1/conversations/:conversationId/draft': ['drafts.text', 'drafts.file_ids', 'drafts.updated_at'],
  'POST /api/v1/team/agents/:agentId/role': ['memberships.role', 'rights_changes'],
}

test('a change changes what it names, and nothing beside it', async () => {
  const tally = createTally('ATK-12', 'changes beside what was asked')
  const unexpected: string[] = []
  const known = endpoints.filter((endpoint) => Object.hasOwn(changes, nameOf(endpoint)))
  for (const endpoint of known) {
    const { own, token } = desk.callers[callerOf(endpoint)]
    const [shape] = readShapes(endpoint.input)
    if (!shape) continue
    const input = buildInput(shape, fillWith(own, endpoint.path)) as Record<string, unknown>
    const { headers, ...request } = requestFor(endpoint, input, token)
    const before = await readRows(database.db)
    const answer = await sendHttp(server.origin, {
      ...request,
      headers: { ...headers, [workspaceHeader]: desk.workspaceId },
    })
    await untilIdle(database.db)
    const changed = changedColumns(before, await readRows(database.db))
    const allowed = [...(changes[nameOf(endpoint)] ?? []), ...(endpoint.audit ? ['audit_log'] : [])]
    const beside = changed.filter(
      (column) => !allowed.includes(column) && !allowed.includes(column.split('.')[0] ?? ''),
    )
    unexpected.push(...beside.map((column) => `${nameOf(endpoint)}: ${column}`))
    if (answer.status === 200 && beside.length === 0) tally.safe()
    else tally.unsafe(`${nameOf(endpoint)}: ${answer.status} ${answer.body.slice(0, 200)} ${beside}`)
  }
  tally.print({ unexpected_changes: unexpected.length })
  expect(tally.failures()).toEqual([])
  expect(known.length).toBe(Object.keys(changes).length)
}, 60_000)
