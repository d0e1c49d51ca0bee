import { randomUUID, randomUUIDv7 } from 'node:crypto'
import type { ServerFrame } from '@rapport/contract'
import { asId, type ContactId, contact } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { ingestMessage } from './ingest-message.ts'
import { createListNews } from './list-news.ts'

let database: TestDatabase
let away: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  away = await openTestDatabase()
  for (const table of ['sessions', 'workspaces'])
    await sql`alter table ${sql.table(table)} rename to ${sql.ref(`${table}_elsewhere`)}`.execute(away.db)
})
afterAll(async () => {
  await away.close()
  await database.close()
})

test('rows and counts that cannot be read come as soon as they can', async () => {
  const { platform, scope, inbox } = await aWorkspace(database.db)
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: null, email: null, locale: null }
  const { sessionId } = await ingestMessage(
    { ...platform, scope, actor: contact(contactId) },
    { inboxId: inbox.id, startsIn: { as: 'unassigned', teamId: null } },
    { key: randomUUID(), thread: contactId, contactId, person, text: 'Hi', fileIds: [], clientId: null },
  )
  let isAway = true
  let asked = 0
  const flaky = {
    ...platform,
    get db() {
      asked += 1
      return isAway ? away.db : database.db
    },
  }
  const heard: ServerFrame[] = []
  const send = (frame: string) => heard.push(JSON.parse(frame) as ServerFrame)
  const news = createListNews(flaky, scope.workspaceId)
  news.add({ id: randomUUID(), agentId: null, audience: 'supervisor' as const, scope: () => scope, send })
  news.mark([sessionId])
  await expect.poll(() => asked).toBeGreaterThan(2)
  expect(heard).toEqual([])
  isAway = false
  const ofType = (type: ServerFrame['type']) => heard.filter((frame) => frame.type === type)
  await expect.poll(() => ofType('rows')).toMatchObject([{ rows: [{ session: { id: sessionId } }] }])
  await expect.poll(() => ofType('counts'), { timeout: 3_000 }).toMatchObject([{ counts: { unassigned: 1 } }])
  news.stop()
})
