import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { type InputOf, sessionEndpoints } from '@rapport/contract'
import { asId, type ContactId, contact } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { ingestMessage } from './ingest-message.ts'
import { sessionRoutes } from './session-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const sendingOn = () => ({ replyUntil: null, cannotSend: null })
const routes = sessionRoutes({
  people: { find: async () => [] },
  epochOf: async () => '',
  sendingOn,
  noteViewing: async () => undefined,
})

type Asked = InputOf<typeof sessionEndpoints.transfer>

/** A session that nobody has, and a way to give it to somebody. */
async function aSession() {
  const place = await aWorkspace(database.db)
  const ctx = await place.ownerContext()
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: null, email: null, locale: null }
  const words = { contactId, person, text: 'Hello', fileIds: [], clientId: null }
  const { sessionId } = await ingestMessage(
    { ...ctx, actor: contact(contactId) },
    { inboxId: place.inbox.id, startsIn: { as: 'unassigned', teamId: null } },
    { key: randomUUID(), thread: contactId, ...words },
  )
  const give = (to: Asked['to'], more: Omit<Asked, 'sessionId' | 'to'> = {}) =>
    callRoute(routes, sessionEndpoints.transfer, { ctx }, { sessionId, to, ...more })
  return { place, sessionId, give }
}

test('a transfer that is asked again is answered as at first, though nobody could be given the session by now', async () => {
  const { place, sessionId, give } = await aSession()
  const { agentId } = await place.agentContext('agent')
  const asked = { clientId: randomUUID(), note: 'Over to you' }
  const first = await give({ agentId }, asked)
  expect(first.session).toMatchObject({ agentId, state: 'assigned' })
  await sql`update memberships set deactivated_at = now()
    where workspace_id = ${place.scope.workspaceId} and user_id = ${agentId}`.execute(database.db)
  expect(await give({ agentId }, asked)).toEqual(first)
  expect(await codeOf(give({ agentId }, { clientId: randomUUID() }))).toBe('not_found')
  const { rows } = await sql`
    select text from notes where workspace_id = ${place.scope.workspaceId} and session_id = ${sessionId}`.execute(
    database.db,
  )
  expect(rows).toEqual([{ text: 'Over to you' }])
})

test('a session goes to nobody who would not see it, and stays as it is', async () => {
  const { place, sessionId, give } = await aSession()
  const elsewhere = await place.agentContext('agent', { inboxes: [] })
  const foreign = await aWorkspace(database.db)
  const strangers = [
    { agentId: elsewhere.agentId },
    { agentId: (await foreign.ownerContext()).agentId },
    { teamId: await foreign.aTeam('Theirs') },
  ]
  for (const to of strangers) expect(await codeOf(give(to, { note: 'Hi' }))).toBe('not_found')
  const { rows } = await sql`
    select s.state, s.version, count(n.note_id)::int as notes from sessions s
    left join notes n on n.workspace_id = s.workspace_id and n.session_id = s.session_id
    where s.workspace_id = ${place.scope.workspaceId} and s.session_id = ${sessionId}
    group by s.state, s.version`.execute(database.db)
  expect(rows).toEqual([{ state: 'unassigned', version: 2, notes: 0 }])
  const teamId = await place.aTeam('Ours')
  expect((await give({ teamId })).session).toMatchObject({ teamId })
})
