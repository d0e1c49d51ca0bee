import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { countRows, untilIdle } from '../testing/attacks/hash-workspace.ts'
import { openGreeted, visitorPath } from '../testing/attacks/raw-socket.ts'
import { startStorm } from '../testing/attacks/start-storm.ts'
import { failureOf, listBadInput, type StormTargets } from '../testing/attacks/storm.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let targets: StormTargets
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
  const theirs = await aDesk(server, database.db)
  const expired = await desk.workspace.aMember('agent')
  const { owner, visitor } = desk.callers
  targets = {
    origin: server.origin,
    session: owner.own.session,
    owner: owner.token ?? '',
    visitor: visitor.token ?? '',
    expiredVisitor: (await desk.aVisitor()).token,
    expiredLogin: expired.token,
    foreignLogin: theirs.callers.owner.token ?? '',
  }
  await expire([targets.expiredVisitor, targets.expiredLogin])
  await untilIdle(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

async function expire(tokens: readonly string[]): Promise<void> {
  for (const token of tokens) {
    const hash = createHash('sha256').update(token).digest()
    const { numAffectedRows } = await sql`
      update directory set expires_at = now() - interval '1 second' where key_hash = ${hash}`.execute(
      database.db,
    )
    expect(numAffectedRows).toBe(1n)
  }
}

test('bad input is answered for what it is, and nothing of it is stored', async () => {
  const tally = createTally('BAD-INPUT', 'one by one')
  const before = await countRows(database.db)
  for (const attack of listBadInput(targets)) {
    const failure = await failureOf(attack)
    if (failure === null) tally.safe()
    else tally.unsafe(failure)
  }
  await untilIdle(database.db)
  const after = await countRows(database.db)
  tally.print({ rows_stored: Object.keys(after).filter((table) => after[table] !== before[table]).length })
  expect(after).toEqual(before)
  expect(tally.failures()).toEqual([])
}, 30_000)

/** A visitor who writes and waits for the answer, at an even pace; answers how long each answer took. */
async function write(count: number): Promise<number[]> {
  const live = await openGreeted(server.origin, visitorPath, { token: desk.callers.visitor.token ?? '' })
  const took: number[] = []
  for (let i = 0; i < count; i += 1) {
    const clientId = randomUUID()
    const begunAt = performance.now()
    live.say({ type: 'send', clientId, text: `Message ${i}` })
    await live.next('sent', (frame) => frame.clientId === clientId)
    took.push(performance.now() - begunAt)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  live.end()
  return took
}

const p99 = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0

test('a storm of bad input leaves the server unharmed and others served as before', async () => {
  const tally = createTally('BAD-INPUT', 'as a storm')
  await write(20)
  const calm = p99(await write(100))
  const before = await countRows(database.db)
  const storm = await startStorm(targets)
  const stormy = p99(await write(100))
  const { safe, failures } = await storm.stop()
  for (let i = 0; i < safe; i += 1) tally.safe()
  for (const failure of failures) tally.unsafe(failure)
  await untilIdle(database.db)
  const after = await countRows(database.db)
  const limit = 3 * calm + 20
  tally.print({
    p99_calm_ms: Math.round(calm),
    p99_storm_ms: Math.round(stormy),
    limit_ms: Math.round(limit),
    messages_stored: (after.messages ?? 0) - (before.messages ?? 0),
  })
  expect(tally.failures()).toEqual([])
  expect(after.messages).toBe((before.messages ?? 0) + 100)
  expect(after.files).toBe(before.files)
  expect(after.sessions).toBe(before.sessions)
  // The attackers, the server and the database share this machine's cores, so the limit is held loosely here.
  expect(stormy).toBeLessThan(Math.max(10 * calm, 1_000))
}, 40_000)
