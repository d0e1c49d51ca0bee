import { randomUUIDv7 } from 'node:crypto'
import { exportEndpoints } from '@rapport/contract'
import { agent, closeSession } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { changeSession, removeSession } from '../sessions/index.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { exportSetup } from './export-setup.ts'
import { anExportDesk, rowsOf } from './testing/an-export-desk.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Desk = Awaited<ReturnType<typeof anExportDesk>>

const repeat = ({ routes, ctx }: Desk, exportId: string, clientId: string = randomUUIDv7()) =>
  callRoute(routes, exportEndpoints.repeat, { ctx }, { exportId, clientId })
const slow = { ...exportSetup, sessionsAtOnce: 0 }

test('an export that was cancelled is begun anew as it was asked for, of what matches by now, and once for a client id', async () => {
  const desk = await anExportDesk(database.db, { setup: slow })
  await desk.aSession(['one'], 'Ann')
  const options = { columns: ['state', 'contact'], transcripts: false, timeZone: 'Asia/Tokyo' }
  const first = await desk.create({ options, format: 'xlsx', name: 'Of today' })
  await desk.cancel(first)
  await desk.aSession(['two'], 'Bob')
  const clientId = randomUUIDv7()
  const [again, same] = await Promise.all([
    repeat(desk, first.id, clientId),
    repeat(desk, first.id, clientId),
  ])
  expect(again.id).toBe(same.id)
  expect(again).toMatchObject({ state: 'running', name: 'Of today', format: 'xlsx', total: 2 })
  expect(again.options).toEqual(first.options)
  expect(await desk.get(first)).toMatchObject({ state: 'cancelled' })
  expect(await codeOf(repeat(desk, first.id))).toBe('export_running')
})

test('of sessions chosen one by one, those that are left are begun anew; when none is, it is said', async () => {
  const desk = await anExportDesk(database.db)
  const [one, two] = [await desk.aSession(['a'], 'Ann'), await desk.aSession(['b'], 'Bob')]
  const first = await desk.create({ target: { sessionIds: [two, one] } })
  await changeSession(desk.ctx, two, (session) =>
    closeSession(session, agent(desk.ctx.agentId), 'agent_ended'),
  )
  await removeSession(desk.ctx, two)
  const again = await repeat(desk, first.id)
  expect(again).toMatchObject({ state: 'done', total: 1 })
  expect(rowsOf(await desk.read(again)).map(([name]) => name)).toEqual(['Contact', 'Ann'])
  await changeSession(desk.ctx, one, (session) =>
    closeSession(session, agent(desk.ctx.agentId), 'agent_ended'),
  )
  await removeSession(desk.ctx, one)
  expect(await codeOf(repeat(desk, first.id))).toBe('nothing_to_export')
})

test("nobody begins another's export anew", async () => {
  const desk = await anExportDesk(database.db)
  await desk.aSession()
  const { id } = await desk.create()
  for (const ctx of [await desk.agentContext('supervisor'), (await anExportDesk(database.db)).ctx])
    expect(await codeOf(repeat({ ...desk, ctx }, id))).toBe('not_found')
})

/** Statements that wait for a lock. */
async function countWaiting(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db)
  return rows[0]?.n ?? 0
}

test("while one person's sessions are being found, another begins an export, and the first begins no second", async () => {
  const desk = await anExportDesk(database.db, { setup: slow })
  const id = await desk.aSession(['one'], 'Ann')
  const other = await desk.agentContext('supervisor')
  const named = { target: { sessionIds: [id] } }
  const filtered = { list: 'all', filter: 'email:contains("@")', sort: 'started', direction: 'asc' } as const
  const { promise: letGo, resolve: release } = Promise.withResolvers<void>()
  const { promise: held, resolve: tellHeld } = Promise.withResolvers<void>()
  const holding = inTransaction(database.db, async (tx) => {
    await sql`lock table contacts in access exclusive mode`.execute(tx)
    tellHeld()
    await letGo
  })
  await held
  const waiting = desk.create({ target: filtered })
  await expect.poll(countWaiting).toBe(1)
  expect(await desk.create(named, other)).toMatchObject({ state: 'running', total: 1 })
  expect(await codeOf(desk.create(named))).toBe('export_running')
  release()
  await holding
  expect(await codeOf(waiting)).toBe('nothing_to_export')
})
