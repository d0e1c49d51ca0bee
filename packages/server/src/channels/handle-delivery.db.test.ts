import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deliveryEndpoints, type Endpoint, type InputOf } from '@rapport/contract'
import { asId, type DeliveryId, instant } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openChannelOf } from '../inboxes/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { RetryLater } from '../platform/jobs/index.ts'
import { aGenericChannel } from '../testing/a-generic-channel.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { storeDelivery } from './deliveries-queries.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { genericAdapter } from './generic/generic-adapter.ts'
import { handleDelivery } from './handle-delivery.ts'
import { createKnownChannels } from './known-channels.ts'
import { pruneChannels } from './prune-channels.ts'
import { handleDeliveryKind } from './receive-hook.ts'
import { replayDeliveries } from './replay-deliveries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A generic inbox, and its requests as the door has kept them. */
async function aDoor() {
  const { platform, ownerContext } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const { inboxId, program } = await aGenericChannel(ctx)
  closing.push(program.close)

  async function keep(body: unknown): Promise<DeliveryId> {
    const id = asId<DeliveryId>(randomUUID())
    const said = Array.isArray(body) ? { events: body } : body
    const bytes = Buffer.from(typeof said === 'string' ? said : JSON.stringify(said))
    const headers = { 'webhook-id': id, 'webhook-timestamp': '1763600000' }
    const request = { method: 'POST', url: '/hooks/generic/x', headers, body: bytes }
    const delivery = { id, inboxId, externalId: id, adapterVersion: 1, request, receivedAt: ctx.now() }
    const job = {
      workspaceId: ctx.scope.workspaceId,
      kind: handleDeliveryKind,
      payload: {},
      runAt: ctx.now(),
    }
    expect(await storeDelivery(ctx.db, ctx.scope, delivery, job)).toBe('new')
    return id
  }

  const handle = (deliveryId: DeliveryId, attempt = 1) =>
    handleDelivery(platform, { workspaceId: ctx.scope.workspaceId, deliveryId, attempt })

  return {
    ctx,
    platform,
    inboxId,
    keep,
    handle,
    take: async (body: unknown) => {
      const id = await keep(body)
      await handle(id)
      return id
    },
    messages: () => messagesOf(ctx, inboxId),
    stateOf: async (id: DeliveryId) => await call(deliveryEndpoints.get, ctx, { deliveryId: id }),
  }
}

const call = <E extends Endpoint>(endpoint: E, ctx: AgentContext, input: InputOf<E>) =>
  callRoute(deliveryRoutes, endpoint, { ctx }, input)

type Row = Readonly<{ id: string; text: string | null; reaction: string | null; files: string[] }>
async function messagesOf({ scope }: AgentContext, inboxId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.text, m.reaction, m.edited_at, m.deleted_at,
      array(select f.name || ' ' || f.media_type from files f
        where f.workspace_id = m.workspace_id and f.message_id = m.message_id order by f.position) as files
    from messages m
    join conversations c on c.workspace_id = m.workspace_id and c.conversation_id = m.conversation_id
    where m.workspace_id = ${scope.workspaceId} and c.inbox_id = ${inboxId} order by c.created_at, m.version`.execute(
    database.db,
  )
  return rows
}

const say = (id: string, text: string, more: object = {}) => ({
  type: 'message',
  id,
  person: { id: 'p1' },
  text,
  ...more,
})

test('that somebody types is shown to the agents of their conversation as theirs, and of no other', async () => {
  const { ctx, platform, take } = await aDoor()
  await take(say('m1', 'Hello'))
  const { rows } = await sql<{ conversation_id: string; contact_id: string }>`
    select conversation_id, contact_id from sessions where workspace_id = ${ctx.scope.workspaceId}`.execute(
    database.db,
  )
  const [talk] = rows
  const heard: unknown[] = []
  closing.push(async () => forget())
  const forget = platform.bus.subscribe((signal) => signal.type === 'frame' && heard.push(signal))
  await take([
    { type: 'typing', thread: 'p1', on: true },
    { type: 'typing', thread: 'nobody', on: true },
  ])
  const actor = { kind: 'contact', id: talk?.contact_id }
  const conversationId = talk?.conversation_id
  const frame = { type: 'typing', conversationId, actor, on: true }
  expect(heard).toMatchObject([{ conversationId, to: 'agents', frame }])
})

test('an edit, a reaction and a deletion that come before their message wait for it', async () => {
  const { take, messages } = await aDoor()
  await take(
    [
      { type: 'edit', id: 'm1', text: 'Second thought', at: 2_000 },
      { type: 'edit', id: 'm1', text: 'First thought', at: 1_000 },
      { type: 'reaction', id: 'm1', emoji: '👍', at: 1_500 },
      { type: 'delete', id: 'm2', at: 3_000 },
    ].map((event) => ({ ...event })),
  )
  expect(await messages()).toEqual([])
  await take([say('m1', 'Draft'), say('m2', 'Oops')])
  expect(await messages()).toMatchObject([
    { text: 'Second thought', reaction: '👍', edited_at: 2_000, deleted_at: null },
    { text: null, reaction: null, edited_at: null, deleted_at: 3_000 },
  ])
  await take({ type: 'edit', id: 'm2', text: 'Back again', at: 4_000 })
  await take({ type: 'reaction', id: 'm1', emoji: null, at: 5_000 })
  expect(await messages()).toMatchObject([{ reaction: null }, { text: null, deleted_at: 3_000 }])
})

test('what was read once changes nothing when it is replayed, also after its idempotency has run out', async () => {
  const { ctx, take, handle, messages, stateOf } = await aDoor()
  const id = await take([say('m1', 'Hello'), { type: 'edit', id: 'm1', text: 'Hello!', at: 1_000 }])
  const before = await messages()
  await sql`delete from idempotency where workspace_id = ${ctx.scope.workspaceId}`.execute(database.db)
  const reopened = await call(deliveryEndpoints.replay, ctx, { deliveryId: id })
  expect(reopened).toMatchObject({ state: 'received', attempts: 1 })
  const { rows } = await sql<{ payload: unknown }>`
    select payload from jobs where workspace_id = ${ctx.scope.workspaceId} and unique_key is not null`.execute(
    database.db,
  )
  expect(rows).toEqual([{ payload: { deliveryId: id } }])
  await handle(id)
  expect(await messages()).toEqual(before)
  expect((await stateOf(id)).delivery).toMatchObject({ state: 'handled', attempts: 2, error: null })
})

test('what is replayed together goes in the order given, those of one thread one after the other', async () => {
  const { ctx, platform, keep } = await aDoor()
  const first = await keep(say('m1', 'Hello'))
  const other = await keep(say('m2', 'Somebody else', { person: { id: 'p2' } }))
  const second = await keep(say('m3', 'Are you there?'))
  expect(await replayDeliveries(platform, ctx.scope, [first, other, second])).toBe(3)
  const { rows } = await sql<{ id: string; line: string }>`
    select payload ->> 'deliveryId' as id, serial_key as line from jobs
    where workspace_id = ${ctx.scope.workspaceId} and unique_key is not null order by position`.execute(
    database.db,
  )
  expect(rows.map(({ id }) => id)).toEqual([first, other, second])
  expect(rows[2]?.line).toBe(rows[0]?.line)
  expect(rows[1]?.line).not.toBe(rows[0]?.line)
})

test('two nodes that handle the same words at once store them once', async () => {
  const { keep, handle, messages } = await aDoor()
  for (let round = 0; round < 10; round += 1) {
    const body = [
      say(`m${round}`, `Message ${round}`),
      { type: 'edit', id: `m${round}`, text: 'Edited', at: 9 },
    ]
    const ids = [await keep({ events: body }), await keep({ events: body })]
    await Promise.all([...ids, ...ids].map((id) => handle(id)))
  }
  const texts = (await messages()).map(({ text }) => text)
  expect(texts).toEqual(Array.from({ length: 10 }, () => 'Edited'))
})

test('one event that cannot be read keeps none of its neighbours from being handled, and says why', async () => {
  const { take, messages, stateOf } = await aDoor()
  const id = await take([
    say('m1', 'Before'),
    { type: 'mesage', id: 'x' },
    say('m2', 'After'),
    { ...say('m3', ''), person: {} },
  ])
  expect((await messages()).map(({ text }) => text)).toEqual(['Before', 'After'])
  const { delivery } = await stateOf(id)
  expect(delivery.state).toBe('failed')
  expect(delivery.error).toContain('events[1].type')
  expect(delivery.error).toContain('events[3].person.id')
  const torn = await take('{"events":[')
  expect((await stateOf(torn)).delivery).toMatchObject({
    state: 'failed',
    error: 'the body: is not JSON in UTF-8',
  })
})

test('the same id with other words is the first message, and names people by what is said of them later', async () => {
  const { ctx, take, messages } = await aDoor()
  await take(say('m1', 'First'))
  await take(say('m1', 'Other words', { person: { id: 'p1', name: 'Greta', phone: '+420' } }))
  await take(say('m2', 'Next', { person: { id: 'p1', name: 'Greta', phone: '+420' } }))
  expect((await messages()).map(({ text }) => text)).toEqual(['First', 'Next'])
  const { rows } = await sql`
    select name, phone from contacts where workspace_id = ${ctx.scope.workspaceId}`.execute(database.db)
  expect(rows).toEqual([{ name: 'Greta', phone: '+420' }])
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A place with files, which fails as often as it is told to. */
async function aStore(failures = 0) {
  let left = failures
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/flaky') && left-- > 0) return void response.writeHead(503).end()
    if (request.url?.startsWith('/picture') || request.url?.startsWith('/flaky'))
      return void response.end(png)
    if (request.url === '/huge')
      return void response.writeHead(200, { 'content-length': '99999999' }).end('x')
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('files are fetched into our own store by their content, and one that is not to be had leaves a line', async () => {
  const { take, messages } = await aDoor()
  const store = await aStore()
  const files = [
    { url: `${store}/picture?token=secret`, name: 'receipt.png', mediaType: 'text/html' },
    { url: `${store}/gone.pdf` },
    { url: `${store}/huge`, name: 'film.mp4' },
    { url: 'http://10.0.0.1/admin.txt' },
  ]
  await take(say('m1', 'See these', { files: files.slice(0, 3) }))
  const [message] = await messages()
  expect(message?.files).toEqual(['receipt.png image/png'])
  expect(message?.text).toBe('See these\n[File not received: gone.pdf]\n[File not received: film.mp4]')
})

test('a file that cannot be fetched yet is tried again, and after the last try leaves a line; nothing is lost', async () => {
  const { keep, handle, messages } = await aDoor()
  const store = await aStore(1)
  const later = await keep(say('m1', '', { files: [{ url: `${store}/flaky.png` }] }))
  await expect(handle(later)).rejects.toThrow(RetryLater)
  expect(await messages()).toEqual([])
  await handle(later, 2)
  expect(await messages()).toMatchObject([{ text: '', files: ['flaky.png image/png'] }])

  const never = await keep(say('m2', 'And this', { files: [{ url: 'http://10.0.0.1/admin.txt?key=1' }] }))
  await expect(handle(never)).rejects.toThrow(RetryLater)
  await handle(never, 3)
  expect((await messages())[1]).toMatchObject({ text: 'And this\n[File not received: admin.txt]', files: [] })
})

test('a message with files that is redelivered while its files are fetched is still one message', async () => {
  const { keep, handle, messages } = await aDoor()
  const store = await aStore()
  const body = say('m1', 'Once', { files: [{ url: `${store}/picture.png` }] })
  const ids = [await keep(body), await keep(body)]
  await Promise.all(ids.map((id) => handle(id)))
  expect(await messages()).toMatchObject([{ text: 'Once', files: ['picture.png image/png'] }])
})

test('deliveries are listed newest first, page by page, for whoever may, and within their workspace alone', async () => {
  const { ctx, take, inboxId } = await aDoor()
  const ids = [await take(say('m1', 'one')), await take({ type: 'no' }), await take(say('m3', 'three'))]
  const first = await call(deliveryEndpoints.list, ctx, { limit: '2' })
  expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]])
  const rest = await call(deliveryEndpoints.list, ctx, { limit: '2', cursor: first.next ?? '' })
  expect(rest).toMatchObject({ items: [{ id: ids[0] }], next: null })
  const failed = await call(deliveryEndpoints.list, ctx, { state: 'failed', inboxId })
  expect(failed.items.map(({ id }) => id)).toEqual([ids[1]])
  expect(await call(deliveryEndpoints.get, ctx, { deliveryId: ids[0] ?? '' })).toMatchObject({
    body: JSON.stringify(say('m1', 'one')),
    headers: { 'webhook-timestamp': '1763600000' },
  })
  const foreign = await (await aWorkspace(database.db)).ownerContext()
  expect((await call(deliveryEndpoints.list, foreign, {})).items).toEqual([])
  for (const endpoint of [deliveryEndpoints.get, deliveryEndpoints.replay])
    expect(await codeOf(call(endpoint, foreign, { deliveryId: ids[0] ?? '' }))).toBe('not_found')
})

test('after thirty days what was handled is forgotten, what failed stays, and nothing younger goes', async () => {
  const { ctx, take, platform } = await aDoor()
  const [handled, failed] = [await take(say('m1', 'one')), await take({ type: 'no' })]
  const list = async () => (await call(deliveryEndpoints.list, ctx, {})).items.map(({ id }) => id)
  const after = (days: number) =>
    pruneChannels({ ...platform, now: () => instant(Date.now() + days * 24 * 3_600_000) }, ctx.scope)
  await after(29)
  expect(await list()).toEqual([failed, handled])
  await after(31)
  expect(await list()).toEqual([failed])
})

test('a node remembers a channel for seconds, and forgets it at once when anything of an inbox changes', async () => {
  let clock = 1_000_000
  const { ctx, platform, inboxId } = await aDoor()
  const known = createKnownChannels({ ...platform, now: () => instant(clock) })
  closing.push(known.stop)
  const asked = async () => {
    const before = database.statements.length
    await known.find('generic', inboxId)
    await new Promise((resolve) => setTimeout(resolve, 30))
    return database.statements.length - before > 0
  }
  expect(await asked()).toBe(true)
  expect(await asked()).toBe(false)
  clock += 2_500
  expect(await asked()).toBe(true)
  expect(await asked()).toBe(false)
  ctx.bus.publish({ type: 'access_changed', workspaceId: ctx.scope.workspaceId, agentId: null })
  expect(await asked()).toBe(true)
  expect(await openChannelOf(platform, { kind: 'generic', account: randomUUID() })).toBeNull()
  expect(genericAdapter.kind).toBe('generic')
})
