import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aPlatform } from '../testing/a-platform.ts'
import { startLiveVisitors } from './live-visitors.ts'
import { demoScope, ensureDemo } from './make-demo.ts'
import { startDemo } from './start-demo.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
  await ensureDemo(aPlatform(database.db), { sessions: 40, days: 20, liveOfEach: 1 })
})
afterAll(() => database.close())

const { workspaceId } = demoScope

test('pretend visitors write like anybody else, leave when nobody comes, and stop at once when told', async () => {
  const platform = aPlatform(database.db)
  const { rows: inboxes } = await sql<{ inbox_id: string }>`
    select inbox_id from inboxes where workspace_id = ${workspaceId} and name = 'Help centre'`.execute(
    database.db,
  )
  const inboxId = inboxes[0]?.inbox_id as never
  const stop = startLiveVisitors(platform, {
    inboxId,
    startsIn: { as: 'unassigned', teamId: null },
    paceMs: 2,
  })
  const left = () =>
    sql<{ count: number }>`
    select count(*) as count from sessions
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId} and number > 40 and end_reason = 'contact_left'`
      .execute(database.db)
      .then(({ rows }) => rows[0]?.count ?? 0)
  for (let tries = 0; tries < 200 && (await left()) < 3; tries += 1) await pause(20)
  await stop()
  expect(await left()).toBeGreaterThanOrEqual(3)
  const { rows } = await sql`
    select session_id from sessions where workspace_id = ${workspaceId} and number > 40 and state <> 'ended'`.execute(
    database.db,
  )
  expect(rows.length).toBeLessThanOrEqual(2)
})

test('a start of the demo says what to open and as whom, with the shop on a port of its own', async () => {
  const demo = await startDemo(aPlatform(database.db), { shopPort: 0, live: false })
  try {
    const [console, shop] = demo.openings
    expect(console?.hint).toContain('owner@demo.test')
    expect(console?.hint).toContain('welcome-to-linden')
    expect((await fetch(shop?.url ?? '')).status).toBe(200)
  } finally {
    await demo.stop()
  }
})
