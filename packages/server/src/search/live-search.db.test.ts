import { randomUUIDv7 } from 'node:crypto'
import { workspaceHeader } from '@rapport/contract'
import { asId, type ContactId, contact } from '@rapport/domain'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Server } from '../app.ts'
import type { Context } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { ingestMessage } from '../sessions/index.ts'
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

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(`${server.origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${workspace.owner.token}`,
      [workspaceHeader]: workspace.scope.workspaceId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

async function say(text: string): Promise<void> {
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
  await ingestMessage(ctx, arrival, said)
}

test('on a running server, what is said is found and flagged within moments', async () => {
  const added = await call('POST', '/api/v1/watch-words', { texts: ['lawyer'], side: 'contact' })
  expect(added.status).toBe(200)
  await say('I will speak with my lawyer about the 退款')
  await vi.waitFor(
    async () => {
      const found = await call('GET', `/api/v1/search/messages?${new URLSearchParams({ q: '退款' })}`)
      expect(found).toMatchObject({ status: 200, body: { count: 1, isCatchingUp: false } })
      const hits = await call('GET', '/api/v1/watch-hits')
      expect(hits).toMatchObject({
        status: 200,
        body: { items: [{ words: ['lawyer'], contactName: 'Grace' }] },
      })
    },
    { timeout: 8_000, interval: 50 },
  )
  const begun = performance.now()
  await say('a second thought')
  await vi.waitFor(
    async () =>
      expect(await call('GET', '/api/v1/search/messages?q=thought')).toMatchObject({ body: { count: 1 } }),
    { timeout: 3_000, interval: 20 },
  )
  expect(performance.now() - begun).toBeLessThan(1_500)
})

test('a search of nothing is refused with its place, a hostile one taken by its letters', async () => {
  const refused = await call('GET', '/api/v1/search/messages?q=%25')
  expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_input', fields: [{ path: ['q'] }] } })
  for (const q of ['\ud800', 'a\0b'])
    expect((await call('GET', `/api/v1/search/messages?${new URLSearchParams({ q })}`)).status).not.toBe(500)
  expect((await call('GET', '/api/v1/search?q=grace')).body).toMatchObject({
    sessions: [{ contact: { name: 'Grace' } }],
  })
})
