import { randomUUIDv7 } from 'node:crypto'
import { asId, type WebhookId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '../platform/context.ts'
import { explainStatements } from '../platform/db/testing/explain-statements.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { deleteOld, listDue } from './delivery-queries.ts'
import { listDeliveries } from './list-deliveries-queries.ts'
import { aWebhook, type TestWebhook } from './testing/a-webhook.ts'
import { listActiveWebhooks } from './wake-queries.ts'
import { findWebhook } from './webhook-queries.ts'

const pagesMax = 200
let database: TestDatabase
let scene: TestWebhook
beforeAll(async () => {
  database = await openTestDatabase()
  scene = await aWebhook(database.db)
  // A week of deliveries: nearly all have arrived, a few wait, a few were given up.
  await sql`
    insert into webhook_deliveries (workspace_id, webhook_id, delivery_id, session_id, version, event_type, state,
      next_attempt_at, created_at, delivered_at)
    select ${scene.workspace.scope.workspaceId}, ${scene.webhook.id}, gen_random_uuid(), gen_random_uuid(), 1,
      'message.received', state, case when state = 'waiting' then at end, at, case when state = 'delivered' then at end
    from (select case when n % 1000 = 1 then 'waiting' when n % 1000 = 2 then 'dead' else 'delivered' end as state,
            now() - make_interval(secs => n * 20) as at from generate_series(1, 30000) n) made`.execute(
    database.db,
  )
  await sql`analyze webhook_deliveries, webhooks, webhook_places`.execute(database.db)
}, 60_000)
afterAll(async () => {
  await scene.close()
  await database.close()
})

test('no list, claim or look reads more than it shows, in a week of thirty thousand deliveries', async () => {
  const { workspaceId } = scene.workspace.scope
  const scope = scopeOf(workspaceId)
  const webhookId = scene.webhook.id
  const { db, costs } = explainStatements(database.db)
  const before = { at: Date.now() - 86_400_000, id: randomUUIDv7() }
  const states = [null, 'waiting', 'delivered', 'dead'] as const
  for (const state of states)
    for (const from of [null, before])
      expect(await listDeliveries(db, scope, { webhookId, state, before: from, limit: 20 })).toHaveLength(20)
  expect(await listDue(db, scope, { webhookId, now: Date.now(), limit: 20 })).toHaveLength(20)
  expect(await listActiveWebhooks(db, Date.now())).toHaveLength(1)
  expect(await findWebhook(db, scope, webhookId)).toMatchObject({ waiting: 30, dead: 30 })
  expect(await findWebhook(db, scope, asId<WebhookId>(randomUUIDv7()))).toBeNull()
  const old = Date.now() - 6.9 * 86_400_000
  await deleteOld(db, scope, { deliveredBefore: old, deadBefore: old, limit: 50 })
  for (const { text, buffers } of costs.slice(0, -1))
    expect({ text, cheap: buffers < pagesMax }).toEqual({ text, cheap: true })
})
