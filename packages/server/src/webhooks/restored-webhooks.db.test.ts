import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  anEmptyDatabase,
  backUpFrom,
  openScratch,
  restoreInto,
  type Scratch,
  testVault,
} from '../backup/testing/backup-scene.ts'
import { openDatabase } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { deliverWebhook, usualPace } from './deliver-webhook.ts'
import { aWebhook } from './testing/a-webhook.ts'

let scratch: Scratch
let database: TestDatabase
beforeAll(async () => {
  scratch = await openScratch()
  database = await openTestDatabase()
})
afterAll(async () => {
  await database.close()
  await scratch.close()
})

test('after a restore, what was on its way when the backup was taken is sent again, and what was told is not', async () => {
  const scene = await aWebhook(database.db, {
    events: ['message.received'],
    platform: { vault: testVault },
  })
  const { consumer, say, run, clock, platform, workspace, webhook, close } = scene
  await say('told')
  await run()
  consumer.behave(() => 500)
  await say('tried')
  await run()
  await say('not yet spread')
  const path = scratch.path('backup.tgz')
  const files = await scratch.store('files')
  await backUpFrom(database.connection, { path, files })

  consumer.behave(() => 204)
  clock.move(10 * 60_000)
  await run()
  await say('after the backup')
  await run()
  const before = consumer.received.length

  const connection = await anEmptyDatabase()
  await restoreInto(connection, { path, files })
  const db = openDatabase(connection, { poolSize: 2 })
  const ref = { workspaceId: workspace.scope.workspaceId, webhookId: webhook.id }
  await deliverWebhook({ ...platform, db }, ref, usualPace)
  const again = consumer.received.slice(before)
  expect(again.map(({ body }) => body.event?.message?.text)).toEqual(['tried', 'not yet spread'])
  expect(again[0]?.id).toBe(consumer.received[1]?.id)
  expect(consumer.refused).toEqual([])
  await db.destroy()
  await close()
}, 60_000)
