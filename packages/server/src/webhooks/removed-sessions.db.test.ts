import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { removeSession } from '../sessions/index.ts'
import { aWebhook } from './testing/a-webhook.ts'
import { listActiveWebhooks } from './wake-queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a session that was deleted before it was told is told to nobody, and leaves nothing to look for', async () => {
  const { say, record, run, told, ctx, webhook, close } = await aWebhook(database.db)
  const { sessionId } = await say('Never told')
  await record(sessionId, { type: 'session.ended', endReason: 'api', by: { kind: 'system' } })
  await removeSession(ctx, sessionId)
  const isDue = async () => {
    const active = await listActiveWebhooks(database.db, ctx.now())
    return active.find(({ webhookId }) => webhookId === webhook.id)?.isDue
  }
  expect(await isDue()).toBe(true)
  await run()
  expect(told()).toEqual([])
  expect(await isDue()).toBe(false)

  await say('Told', 'another')
  await run()
  expect(told()).toEqual(['session.started 1', 'message.received 2'])
  await close()
})

test('a delivery whose session was deleted meanwhile is dropped, and those after it are made', async () => {
  const { say, record, run, told, ctx, consumer, close, clock } = await aWebhook(database.db)
  const { sessionId } = await say('Refused at first')
  consumer.behave(() => 503)
  await run()
  consumer.behave(() => 204)
  await record(sessionId, { type: 'session.ended', endReason: 'api', by: { kind: 'system' } })
  await removeSession(ctx, sessionId)
  await say('Told', 'another')
  clock.move(3_600_000)
  await run()
  expect(told().filter((one) => one.startsWith('session.ended'))).toEqual([])
  expect(told().slice(-2)).toEqual(['session.started 1', 'message.received 2'])
  const { rows } = await sql`select 1 from webhook_deliveries
    where workspace_id = ${ctx.scope.workspaceId} and session_id = ${sessionId} and state = 'waiting'`.execute(
    database.db,
  )
  expect(rows).toEqual([])
  await close()
})
