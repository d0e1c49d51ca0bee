import { randomUUID, randomUUIDv7 } from 'node:crypto'
import {
  agent,
  asId,
  type ContactId,
  changeTags,
  contact,
  noTags,
  type SessionId,
  type TagId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { changeSession } from './change-session.ts'
import { ingestMessage } from './ingest-message.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('what lists look up by tag is what the session carries, after every change and under contention', async () => {
  const { ownerContext, inbox } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: 'Žofie', email: null, locale: null }
  const { sessionId } = await ingestMessage(
    { ...ctx, actor: contact(contactId) },
    { inboxId: inbox.id, startsIn: { as: 'unassigned', teamId: null } },
    { key: randomUUID(), thread: contactId, contactId, person, text: 'Hello', fileIds: [], clientId: null },
  )
  const [a, b, c, d] = Array.from({ length: 4 }, () => asId<TagId>(randomUUIDv7())) as [
    TagId,
    TagId,
    TagId,
    TagId,
  ]
  const change = (add: TagId[], remove: TagId[]) =>
    changeSession(ctx, sessionId, (session) =>
      changeTags(session, { add, remove, tree: noTags }, agent(ctx.agentId)),
    )

  for (const [add, remove] of [
    [[a, b], []],
    [[c], [a]],
    [[b], []],
    [[], [b, c]],
    [[a], []],
  ] as const) {
    await change([...add], [...remove])
    expect(await lookedUp(sessionId)).toEqual(await carried(sessionId))
  }
  await Promise.all([change([b], []), change([c], [a]), change([d], []), change([a], []), change([], [d])])
  expect(await lookedUp(sessionId)).toEqual(await carried(sessionId))
})

async function carried(id: SessionId) {
  const { rows } = await sql<{ tag_id: string; started_at: number }>`/* all workspaces: by the key of one */
    select tag_id, started_at from sessions, unnest(tag_ids) as t (tag_id) where session_id = ${id} order by 1`.execute(
    database.db,
  )
  return rows
}

async function lookedUp(id: SessionId) {
  const { rows } = await sql<{ tag_id: string; started_at: number }>`/* all workspaces: by the key of one */
    select tag_id, started_at from session_tags where session_id = ${id} order by 1`.execute(database.db)
  return rows
}
