import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Server } from '../../app.ts'
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing/open-test-database.ts'
import { aGenericChannel } from '../../testing/a-generic-channel.ts'
import { aWorkspace, type TestWorkspace } from '../../testing/a-workspace.ts'
import type { GenericProgram } from '../../testing/simulators/generic-program.ts'
import { startTestServer } from '../../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let place: TestWorkspace
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  place = await aWorkspace(database.db, server.platform)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const programs: GenericProgram[] = []
afterEach(async () => {
  for (const program of programs.splice(0)) await program.close()
})

async function aChannel(settings: Parameters<typeof aGenericChannel>[1] = {}) {
  const channel = await aGenericChannel(await place.ownerContext(), settings, server.origin)
  programs.push(channel.program)
  return channel
}

const say = (id: string, text: string, person = 'p1') => ({
  type: 'message',
  id,
  person: { id: person, name: 'Greta', email: 'greta@example.test', phone: '+420123' },
  text,
})

type Row = Readonly<{ text: string | null; session_id: string; version: number; delivery: unknown }>
async function messagesOf(inboxId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.text, m.session_id, m.version, m.delivery from messages m
    join conversations c on c.workspace_id = m.workspace_id and c.conversation_id = m.conversation_id
    where m.workspace_id = ${place.scope.workspaceId} and c.inbox_id = ${inboxId}
    order by m.session_id, m.version`.execute(database.db)
  return rows
}
const textsOf = async (inboxId: string) => (await messagesOf(inboxId)).map(({ text }) => text)

test('what a program says becomes a session with its contact, and a repeated request is stored once', async () => {
  const { program, inboxId } = await aChannel()
  const answer = await program.tell(say('m1', 'Hello there'), { id: 'req-1', times: 3 })
  expect(answer).toMatchObject({ status: 200, body: '{"received":1,"notUnderstood":[]}' })
  await program.tell([say('m1', 'Hello there'), say('m2', 'Second')])
  await vi.waitFor(async () => expect(await textsOf(inboxId)).toEqual(['Hello there', 'Second']))

  const { rows } = await sql`
    select external_id, times from deliveries
    where workspace_id = ${place.scope.workspaceId} and inbox_id = ${inboxId} and external_id = 'req-1'`.execute(
    database.db,
  )
  expect(rows).toEqual([{ external_id: 'req-1', times: 3 }])
  const contacts = await sql`
    select c.name, c.email, c.phone, i.verified from identities i
    join contacts c on c.workspace_id = i.workspace_id and c.contact_id = i.contact_id
    where i.workspace_id = ${place.scope.workspaceId} and i.inbox_id = ${inboxId}`.execute(database.db)
  expect(contacts.rows).toEqual([
    { name: 'Greta', email: 'greta@example.test', phone: '+420123', verified: true },
  ])
})

async function call(path: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server.origin}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${place.owner.token}`,
      'content-type': 'application/json',
      'x-rapport-workspace': place.scope.workspaceId,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return (await answer.json()) as Record<string, unknown>
}

test('a reply reaches the program signed, under the message’s id, and is marked as accepted', async () => {
  const { program, inboxId } = await aChannel()
  await program.tell(say('r1', 'Is it open?'))
  await vi.waitFor(async () => expect(await messagesOf(inboxId)).toHaveLength(1))
  const [first] = await messagesOf(inboxId)
  const sent = await call(`/sessions/${first?.session_id}/messages`, {
    clientId: crypto.randomUUID(),
    text: 'Until six.',
    fileIds: [],
  })
  expect(sent).toMatchObject({ messageId: expect.any(String) })
  await vi.waitFor(() => expect(program.heard).toHaveLength(1))
  await sleep(50)
  expect((await messagesOf(inboxId)).map(({ delivery }) => delivery)).toEqual([
    null,
    { state: 'accepted', reason: null },
  ])
  expect(program.heard[0]).toMatchObject({
    id: sent.messageId,
    body: {
      type: 'message.sent',
      thread: 'p1',
      person: { id: 'p1' },
      message: { id: sent.messageId, text: 'Until six.', files: [] },
      author: { kind: 'agent' },
    },
  })
  expect(program.unproven()).toBe(0)
})

async function answer(inboxId: string, thread: string, ...texts: readonly string[]): Promise<void> {
  const { rows } = await sql<{ session_id: string }>`
    select session_id from conversations
    where workspace_id = ${place.scope.workspaceId} and inbox_id = ${inboxId} and thread = ${thread}`.execute(
    database.db,
  )
  for (const text of texts)
    await call(`/sessions/${rows[0]?.session_id}/messages`, {
      clientId: crypto.randomUUID(),
      text,
      fileIds: [],
    })
}

test('a conversation that the program fails at holds up no other, and each keeps its order', async () => {
  const { program, inboxId } = await aChannel()
  await program.tell([say('a', 'Hi', 'poisoned'), say('b', 'Hi', 'well')])
  await vi.waitFor(async () => expect(await messagesOf(inboxId)).toHaveLength(2))
  program.failAt('poisoned')
  await answer(inboxId, 'poisoned', 'one', 'two')
  await answer(inboxId, 'well', '1', '2', '3', '4')
  await vi.waitFor(() => expect(program.heard).toHaveLength(4), 5_000)
  expect(program.heard.map(({ body }) => (body.message as { text: string }).text)).toEqual([
    '1',
    '2',
    '3',
    '4',
  ])
  const { rows } = await sql`
    select state, attempts from outbox
    where workspace_id = ${place.scope.workspaceId} and inbox_id = ${inboxId} and state <> 'sent'`.execute(
    database.db,
  )
  // The first was tried and waits for its next try; the second waits for the first.
  expect(rows).toEqual([{ state: 'queued', attempts: 1 }])
})

test('two nodes that are given the same request at once keep it once, and make one message of it', async () => {
  const { program, inboxId } = await aChannel()
  const node = await startTestServer(database.connection, { config: { secretKey: server.config.secretKey } })
  try {
    const here = `${server.origin}/hooks/generic/${inboxId}`
    const there = `${node.origin}/hooks/generic/${inboxId}`
    for (let n = 0; n < 10; n += 1) {
      const copies = [here, there, here, there].map((hookUrl) => {
        return program.tell(say(`m${n}`, `Message ${n}`), {
          id: `same-${n}`,
          hookUrl,
          at: new Date(1_000 * Math.floor(Date.now() / 1_000)),
        })
      })
      expect((await Promise.all(copies)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    }
    const texts = Array.from({ length: 10 }, (_, n) => `Message ${n}`)
    await vi.waitFor(async () => expect((await textsOf(inboxId)).toSorted()).toEqual(texts), 5_000)
    const { rows } = await sql`
      select count(*)::int as kept, sum(times)::int as times from deliveries
      where workspace_id = ${place.scope.workspaceId} and inbox_id = ${inboxId}`.execute(database.db)
    expect(rows).toEqual([{ kept: 10, times: 40 }])
  } finally {
    await node.stop()
  }
})

test('a request whose answer is lost is known when it comes again', async () => {
  const { program, inboxId } = await aChannel()
  await program.tell(say('m1', 'Once'), { id: 'lost', dropsAnswer: true })
  const again = await program.tell(say('m1', 'Once'), { id: 'lost' })
  expect(again.status).toBe(200)
  await vi.waitFor(async () => expect(await textsOf(inboxId)).toEqual(['Once']))
})

test('a session says where its contact was, as the program told with the message that began it', async () => {
  const { program, inboxId } = await aChannel()
  const origin = { language: 'de', country: 'at', pageUrl: 'https://shop.example/a?b=c', device: 'tablet' }
  await program.tell({ ...say('o1', 'From here'), origin })
  await vi.waitFor(async () => expect(await textsOf(inboxId)).toEqual(['From here']))
  await program.tell({ ...say('o2', 'From there'), origin: { ...origin, language: 'fr' } })
  await vi.waitFor(async () => expect(await textsOf(inboxId)).toEqual(['From here', 'From there']))
  const { rows } = await sql`
    select language, country, page_url, referrer, device from sessions
    where workspace_id = ${place.scope.workspaceId} and inbox_id = ${inboxId}`.execute(database.db)
  expect(rows).toEqual([
    { language: 'de', country: 'AT', page_url: 'https://shop.example/a', referrer: null, device: 'tablet' },
  ])
  const answer = await program.tell({ ...say('o3', 'Wrong'), origin: { country: 'Austria' } })
  expect(answer.body).toContain('origin.country: must be two letters')
})

test('what an agent writes first, in a conversation that had ended, is delivered like any reply', async () => {
  const { program, inboxId } = await aChannel()
  await program.tell(say('c1', 'Thanks, bye'))
  await vi.waitFor(async () => expect(await messagesOf(inboxId)).toHaveLength(1))
  const [first] = await messagesOf(inboxId)
  const { session } = (await call(`/sessions/${first?.session_id}/end`, {})) as {
    session: { conversationId: string; number: number }
  }
  const begun = await call(`/conversations/${session.conversationId}/contact`, {
    clientId: crypto.randomUUID(),
    text: 'Your parcel has come.',
  })
  await vi.waitFor(() => expect(program.heard).toHaveLength(1))
  expect(program.heard[0]).toMatchObject({
    id: begun.messageId,
    body: {
      message: { text: 'Your parcel has come.' },
      thread: 'p1',
      session: { number: session.number + 1 },
      author: { kind: 'agent' },
    },
  })
})
