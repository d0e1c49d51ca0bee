import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createJobHandlers, listSchedules } from './jobs.ts'
import type { Scope } from './platform/context.ts'
import { openTestDatabase, type TestDatabase } from './platform/db/testing/open-test-database.ts'
import { createReactions } from './reactions.ts'
import { aWorkspace } from './testing/a-workspace.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const keepAnswer = ({ workspaceId }: Scope, clientId: string, days: number) =>
  sql`insert into idempotency (workspace_id, owner_id, client_id, body_hash, answer, created_at)
      values (${workspaceId}, ${randomUUIDv7()}, ${clientId}, '', '{}', now() - make_interval(days => ${days}))`.execute(
    database.db,
  )

test('the nightly pruning forgets answers past eight days in every workspace, and none before', async () => {
  const [one, two] = [await aWorkspace(database.db), await aWorkspace(database.db)]
  for (const { scope } of [one, two]) {
    await keepAnswer(scope, 'old', 9)
    await keepAnswer(scope, 'young', 7)
  }
  for (const schedule of listSchedules(one.platform)) await schedule.run()
  for (const { scope } of [one, two]) {
    const { rows } = await sql`
      select client_id from idempotency where workspace_id = ${scope.workspaceId}`.execute(database.db)
    expect(rows).toEqual([{ client_id: 'young' }])
  }
})

test('a reaction’s job whose payload is no event’s place fails, so that it is kept and looked at', async () => {
  const { platform, scope } = await aWorkspace(database.db)
  const handle = createJobHandlers(platform, createReactions({ botThinkMs: 0 }))['reaction:letBotAnswer']
  const job = { ...scope, jobId: '', kind: '', attempts: 1, leaseId: '', payload: { sessionId: 'x' } }
  await expect(handle?.(job)).rejects.toThrow()
})
