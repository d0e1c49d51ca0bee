import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { setInboxAccess } from './change-inbox.ts'
import { listInboxes } from './list-inboxes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('an agent sees the inboxes they work themselves or with a team, a supervisor all', async () => {
  const { agentContext, anInbox, aTeam, inbox, ownerContext } = await aWorkspace(database.db)
  const own = await anInbox({ name: 'Own' })
  const byTeam = await anInbox({ name: 'By team' })
  const agent = await agentContext('agent', { inboxes: [own.id] })
  const teamId = await aTeam('First line', [agent.agentId])
  await setInboxAccess(await ownerContext(), { inboxId: byTeam.id, agentIds: [], teamIds: [teamId] })
  const supervisor = await agentContext('supervisor')
  expect(supervisor.scope.inboxes).toBe('all')
  expect((await listInboxes(database.db, supervisor.scope)).map(({ id }) => id)).toContain(inbox.id)
  expect((await listInboxes(database.db, agent.scope)).map(({ name }) => name)).toEqual(['Own'])
})
