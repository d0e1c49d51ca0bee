import { type Endpoint, endpoints as nouns } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { isExercised } from '../testing/attacks/exercise.ts'
import { nameOf } from '../testing/attacks/fill-input.ts'
import { untilIdle } from '../testing/attacks/hash-workspace.ts'
import { plantSecrets } from '../testing/attacks/plant-secrets.ts'
import { sendHttp } from '../testing/attacks/raw-http.ts'
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

const endpoints: readonly Endpoint[] = Object.values(nouns).flatMap((verbs) => Object.values<Endpoint>(verbs))

const governing = /^\w+\.manage$|^contacts\.ban$|^sessions\.(delete|batch)$|^roles\./
// What is only tried out is sent in a body, and changes nothing.
const governed = endpoints.filter(
  ({ access, method, path }) => governing.test(access) && method !== 'GET' && !path.endsWith('/preview'),
)

async function entriesOf(action: string) {
  const { rows } = await sql<{ user_id: string; subject_id: string | null; address: string | null }>`
    select user_id, subject_id, address from audit_log
     where workspace_id = ${desk.workspaceId} and action = ${action}`.execute(database.db)
  return rows
}

test('every operation that changes how a workspace works says what the audit log calls it', () => {
  expect(governed.filter(({ audit }) => audit === undefined).map(nameOf)).toEqual([])
  expect(governed.length).toBeGreaterThan(30)
})

test('each of them writes an entry when it is done: who did it, from where, and to what', async () => {
  const tally = createTally('PRIV-5', 'audit log')
  let audited = 0
  const inOrder = governed.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))
  for (const endpoint of inOrder) {
    const { audit: action = '' } = endpoint
    const before = (await entriesOf(action)).length
    const isDone = await isExercised(server, desk, endpoint)
    const entries = await entriesOf(action)
    const last = entries.at(-1)
    const isKnown = last?.user_id === desk.callers.owner.userId && last.address !== null
    if (isDone && entries.length > before && isKnown) audited += 1
    else tally.unsafe(`${nameOf(endpoint)}: ${isDone}, ${entries.length - before} of ${action}`)
  }
  tally.print({ routes: governed.length, audited })
  expect(tally.failures()).toEqual([])
}, 60_000)

test('of a session that is deleted the log keeps the number people knew it by', async () => {
  const owner = desk.callers.owner.token ?? ''
  const { sessionId } = await desk.aVisitor()
  await desk.call(owner, `/sessions/${sessionId}/take`)
  await desk.call(owner, `/sessions/${sessionId}/end`)
  const headers = { authorization: `Bearer ${owner}` }
  const path = `/api/v1/sessions/${sessionId}`
  expect((await sendHttp(server.origin, { method: 'DELETE', path, headers })).status).toBe(200)
  const { rows } = await sql<{ number: number }>`
    select (details ->> 'number')::int as number from audit_log
     where workspace_id = ${desk.workspaceId} and subject_id = ${sessionId} and action = 'session.deleted'`.execute(
    database.db,
  )
  expect(rows).toEqual([{ number: expect.any(Number) }])
})

test('no secret is in the log, whatever was changed', async () => {
  const planted = await plantSecrets(server, database.db, desk)
  const { rows } = await sql<{ text: string }>`
    select l::text as text from audit_log l where l.workspace_id = ${desk.workspaceId}`.execute(database.db)
  const secrets = planted.filter(
    ({ mayKnow }) => mayKnow.length === 0 || mayKnow.every((name) => name === 'admin' || name === 'owner'),
  )
  const found = secrets.filter(({ text }) => rows.some((row) => row.text.includes(text)))
  expect(found.map(({ what }) => what)).toEqual([])
  expect(secrets.length).toBeGreaterThan(10)
})

test('over HTTP the log can be read, and nothing else', async () => {
  const reads = endpoints.filter(({ path }) => path.startsWith('/api/v1/audit'))
  expect(reads.map(({ method }) => method)).toEqual(['GET'])
})
