import { randomUUID } from 'node:crypto'
import { feedEndpoints, type InputOf, sessionEndpoints } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { callRoute } from '../testing/call-route.ts'
import { sessionRoutes } from './session-routes.ts'
import { aSessionToMark } from './testing/marked-session.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const sendingOn = () => ({ replyUntil: null, cannotSend: null })
const routes = sessionRoutes({
  people: { find: async () => [] },
  epochOf: async () => randomUUID(),
  sendingOn,
  noteViewing: async () => undefined,
})

async function aDesk() {
  const desk = await aSessionToMark(database.db)
  const write = (asked: Omit<InputOf<typeof sessionEndpoints.addNote>, 'sessionId' | 'clientId'>) =>
    callRoute(
      routes,
      sessionEndpoints.addNote,
      { ctx: desk.ctx },
      { sessionId: desk.sessionId, clientId: randomUUID(), ...asked },
    )
  return { ...desk, write }
}

test('a note speaks to agents, who stand on the session; the feed tells its words once', async () => {
  const { place, ctx, sessionId, write } = await aDesk()
  const { agentId } = await place.agentContext('agent')
  const before = await callRoute(routes, feedEndpoints.list, { ctx }, {})
  const written = await write({ text: 'Look, please', mentions: [agentId, agentId] })
  expect(written).toMatchObject({ version: 3, session: { version: 4, mentionedIds: [agentId] } })
  const snapshot = await callRoute(routes, sessionEndpoints.get, { ctx }, { sessionId })
  expect(snapshot.notes).toMatchObject([{ id: written.noteId, version: 3, mentions: [agentId] }])
  expect(snapshot.events.slice(2).map(({ event }) => event.type)).toEqual(['note.added', 'note.mentioned'])
  const { items } = await callRoute(routes, feedEndpoints.list, { ctx }, { cursor: before.next })
  const notes = items.flatMap(({ recorded, note }) => (note ? [[recorded.version, note.version]] : []))
  expect(notes).toEqual([[3, 3]])
})

test('a note speaks to nobody who cannot see the session, and is not kept then', async () => {
  const { place, write, sessionId } = await aDesk()
  const { agentId: near } = await place.agentContext('agent')
  const { agentId: far } = await place.agentContext('agent', { inboxes: [] })
  const { agentId: foreign } = await (await aDesk()).place.ownerContext()
  for (const stranger of [far, foreign]) {
    const error = await write({ text: 'Hi', mentions: [near, stranger] }).catch((it: unknown) => it)
    expect(error instanceof AppError && [error.code, error.fields[0]?.path]).toEqual([
      'invalid_input',
      ['mentions', 1],
    ])
  }
  const { rows } = await sql`select 1 from notes
    where workspace_id = ${place.scope.workspaceId} and session_id = ${sessionId}`.execute(database.db)
  expect(rows).toEqual([])
})
