import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { type InputOf, sessionEndpoints } from '@rapport/contract'
import { asId, type ContactId, contact, type SessionId } from '@rapport/domain'
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

const epoch = randomUUID()
const viewed: string[] = []
const routes = sessionRoutes({
  people: { find: async () => [] },
  epochOf: async () => epoch,
  sendingOn: () => ({ replyUntil: null, cannotSend: null }),
  noteViewing: async (_, session, through) => {
    viewed.push(`${session.id} ${through}`)
  },
})

type Place = Omit<InputOf<typeof sessionEndpoints.transcript>, 'sessionId'>

/** A session in which so many messages were said, and a way to read a page of it. */
async function aTalk(messages: number) {
  const place = await aWorkspace(database.db)
  const ctx = await place.ownerContext()
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: null, email: null, locale: null }
  let sessionId = ''
  for (let n = 0; n < messages; n += 1) {
    const said = await ingestMessage(
      { ...ctx, actor: contact(contactId) },
      { inboxId: place.inbox.id, startsIn: { as: 'unassigned', teamId: null } },
      {
        key: randomUUID(),
        thread: contactId,
        contactId,
        person,
        text: `Message ${n}`,
        fileIds: [],
        clientId: null,
      },
    )
    sessionId = said.sessionId
  }
  const read = (at: Place) =>
    callRoute(routes, sessionEndpoints.transcript, { ctx }, { sessionId: asId(sessionId), ...at })
  return { place, ctx, sessionId, read }
}

const texts = ({ messages }: { messages: readonly { text: string | null }[] }) =>
  messages.map(({ text }) => Number(text?.replace('Message ', '')))

test('pages before and after a message come together without a gap or a double', async () => {
  const { read } = await aTalk(23)
  const newest = await read({ limit: 5 })
  expect([texts(newest), newest.earlier, newest.later]).toEqual([[18, 19, 20, 21, 22], true, false])

  const middle = await read({ around: newest.messages[0]?.id, limit: 6 })
  expect([texts(middle), middle.earlier, middle.later]).toEqual([[15, 16, 17, 18, 19, 20], true, true])

  const earlier = await read({ before: middle.messages[0]?.version, limit: 20 })
  expect([texts(earlier), earlier.earlier]).toEqual([Array.from({ length: 15 }, (_, n) => n), false])

  const later = await read({ after: middle.messages.at(-1)?.version, limit: 20 })
  expect([texts(later), later.later]).toEqual([[21, 22], false])
})

test('a moment leads to the first words since then, and what was never said to the newest page', async () => {
  const { read } = await aTalk(6)
  const all = await read({})
  const third = all.messages[2]
  expect(texts(await read({ since: third?.at, limit: 2 }))).toEqual([1, 2])
  expect(texts(await read({ around: asId(randomUUIDv7()), limit: 2 }))).toEqual([4, 5])
  expect(texts(await read({ since: (all.messages.at(-1)?.at ?? 0) + 1, limit: 2 }))).toEqual([4, 5])
})

test('what happened comes whole with every page, without the messages, and the reading is noted', async () => {
  const { read, sessionId } = await aTalk(4)
  viewed.length = 0
  const page = await read({ limit: 1 })
  expect(page.events.map(({ event }) => event.type)).toEqual(['session.started'])
  expect(page.row.session.counters.messages).toBe(4)
  expect(viewed).toEqual([`${sessionId} session`])
})

test('whoever reads a session is told that its contact is banned, as long as they are', async () => {
  const { ctx, sessionId, read } = await aTalk(1)
  const { workspaceId } = ctx.scope
  const isTold = async () => (await read({})).isContactBanned
  expect(await isTold()).toBe(false)
  await sql`insert into bans (workspace_id, ban_id, contact_id, reason, by_user_id, created_at)
    select workspace_id, ${randomUUIDv7()}, contact_id, 'Spam', ${ctx.agentId}, now() from sessions
     where workspace_id = ${workspaceId} and session_id = ${sessionId}`.execute(database.db)
  expect(await isTold()).toBe(true)
  await sql`update bans set lifted_at = now() where workspace_id = ${workspaceId}`.execute(database.db)
  expect(await isTold()).toBe(false)
})

test('a page has one place, and another workspace has no page', async () => {
  const { sessionId } = await aTalk(2)
  const twice = { sessionId: asId<SessionId>(sessionId), before: 3, after: 1 }
  expect(sessionEndpoints.transcript.input.safeParse(twice).success).toBe(false)
  const foreign = await aWorkspace(database.db)
  const ctx = await foreign.ownerContext()
  const strange = callRoute(routes, sessionEndpoints.transcript, { ctx }, { sessionId: asId(sessionId) })
  expect(await codeOf(strange)).toBe('not_found')
})
