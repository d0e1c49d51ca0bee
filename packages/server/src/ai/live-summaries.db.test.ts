import { randomUUIDv7 } from 'node:crypto'
import { type SessionRow, type SummaryView, workspaceHeader } from '@rapport/contract'
import { asId, type ContactId, contact, instant, type SessionId } from '@rapport/domain'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Server } from '../app.ts'
import type { Context } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { amendMessage, ingestMessage } from '../sessions/index.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let workspace: TestWorkspace
let server: Server
beforeAll(async () => {
  database = await openTestDatabase()
  workspace = await aWorkspace(database.db)
  server = await startTestServer(database.connection)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${server.origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${workspace.owner.token}`,
      [workspaceHeader]: workspace.scope.workspaceId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as Answer
}

async function say(text: string) {
  const contactId = asId<ContactId>(randomUUIDv7())
  const ctx: Context = { ...server.platform, scope: workspace.scope, actor: contact(contactId) }
  const person = { externalId: 'visitor', verified: false, name: 'Grace', email: null, locale: null }
  const arrival = { inboxId: workspace.inbox.id, startsIn: { as: 'unassigned', teamId: null } as const }
  const said = {
    key: randomUUIDv7(),
    thread: 'visitor',
    contactId,
    person,
    text,
    fileIds: [],
    clientId: null,
  }
  return { ctx, contactId, ...(await ingestMessage(ctx, arrival, said)) }
}

const summaryOf = async (id: SessionId): Promise<SummaryView | null> =>
  (await call<{ summary: SummaryView | null }>('GET', `/sessions/${id}/summary`)).summary

test('on a running server, a session that ends is told within moments, and told anew when its words change', async () => {
  const { ctx, contactId, sessionId, messageId } = await say('My red kettle arrived broken.')
  await call('POST', `/sessions/${sessionId}/end`, {})
  await vi.waitFor(
    async () => expect((await summaryOf(sessionId))?.text).toBe('My red kettle arrived broken.'),
    { timeout: 10_000, interval: 50 },
  )
  const found = await call<{ items: SessionRow[] }>(
    'GET',
    '/sessions?list=ended&filter=summary:contains(KETTLE)',
  )
  expect(found.items.map(({ summary, session }) => [summary, session.sentiment !== null])).toEqual([
    ['My red kettle arrived broken.', true],
  ])
  const by = contact(contactId)
  const at = instant(Date.now())
  await amendMessage(ctx, { sessionId, messageId }, { kind: 'edited', text: 'My blue lamp is late.', by, at })
  await vi.waitFor(async () => expect((await summaryOf(sessionId))?.text).toBe('My blue lamp is late.'), {
    timeout: 10_000,
    interval: 50,
  })
})
