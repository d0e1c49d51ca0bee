import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { contactEndpoints, type InputOf } from '@rapport/contract'
import { asId, type ContactId, type InboxId } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { contactRoutes } from './contact-routes.ts'
import { ensureContact } from './ensure-contact.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const create = (ctx: AgentContext, input: InputOf<typeof contactEndpoints.create>) =>
  callRoute(contactRoutes, contactEndpoints.create, { ctx }, input)
const list = (ctx: AgentContext, input: InputOf<typeof contactEndpoints.list> = {}) =>
  callRoute(contactRoutes, contactEndpoints.list, { ctx }, input)
const get = (ctx: AgentContext, contactId: string) =>
  callRoute(contactRoutes, contactEndpoints.get, { ctx }, { contactId })

/** Somebody whom the channel vouches for writes on an address. */
const arrive = ({ scope }: TestWorkspace, inboxId: InboxId, externalId: string) =>
  inTransaction(database.db, (tx) =>
    ensureContact(tx, scope, {
      contactId: asId<ContactId>(randomUUIDv7()),
      inboxId,
      person: { externalId, verified: true, name: null, email: null, locale: null },
    }),
  )

test('whoever proves an address that a contact was made with is that contact', async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const inboxId = workspace.inbox.id
  const made = await create(ctx, {
    name: 'Grace Hopper',
    email: 'Grace@Example.test',
    addresses: [{ inboxId, externalId: 'grace-7' }],
  })
  expect(made).toMatchObject({
    name: 'Grace Hopper',
    email: 'grace@example.test',
    phone: null,
    addresses: [{ inboxId, externalId: 'grace-7', verified: true }],
  })
  expect(await arrive(workspace, inboxId, 'grace-7')).toBe(made.id)
  expect(await get(ctx, made.id)).toEqual(made)
})

test("an address that is another contact's stays theirs, and nothing is made; of two at once one has it", async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const inboxId = workspace.inbox.id
  const known = await arrive(workspace, inboxId, 'taken')
  const both = [
    { inboxId, externalId: 'free' },
    { inboxId, externalId: 'taken' },
  ]
  expect(await codeOf(create(ctx, { addresses: both }))).toBe('address_taken')
  expect((await list(ctx)).items.map(({ id }) => id)).toEqual([known])

  const twice = { inboxId, externalId: 'again' }
  expect((await create(ctx, { addresses: [twice, twice] })).addresses.length).toBe(1)

  const addresses = [1, 2, 3].map((n) => ({ inboxId, externalId: `raced-${n}` }))
  const tries = [addresses, addresses.toReversed(), addresses, addresses.toReversed()]
  const codes = await Promise.all(tries.map((some) => codeOf(create(ctx, { addresses: some }))))
  expect(codes.sort()).toEqual(['address_taken', 'address_taken', 'address_taken', null])
})

test('contacts come in pages, newest first, each once; or by one e-mail address', async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const made: string[] = []
  for (let i = 0; i < 7; i += 1) {
    made.push((await create(ctx, { name: `Person ${i}`, email: `p${i % 2}@example.test` })).id)
    // Of two that were made in one millisecond, either may be the newer.
    await sleep(2)
  }
  const seen: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list(ctx, { limit: 3, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  expect(seen).toEqual(made.toReversed())
  const { items } = await list(ctx, { email: 'P1@example.test' })
  expect(items.map(({ name }) => name)).toEqual(['Person 5', 'Person 3', 'Person 1'])
  expect(await codeOf(list(ctx, { cursor: 'invented' }))).toBe('bad_request')
})

test('what is left out of a change becomes unknown', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const { id } = await create(ctx, { name: 'Grace', phone: '+420 123', locale: 'cs' })
  const input = { contactId: id, name: 'Grace Hopper' }
  const changed = await callRoute(contactRoutes, contactEndpoints.change, { ctx }, input)
  expect(changed).toMatchObject({ id, name: 'Grace Hopper', phone: null, locale: null, email: null })
})

test('who works some inboxes only reaches who has been, or may come, there, and makes nobody else', async () => {
  const workspace = await aWorkspace(database.db)
  const owner = await workspace.ownerContext()
  const agent = await workspace.agentContext('agent')
  const mine = workspace.inbox.id
  const { id: other } = await workspace.anInbox()
  const both = [mine, other].map((inboxId) => ({ inboxId, externalId: 'both' }))
  const near = await create(owner, { name: 'Near', addresses: both })
  const far = await create(owner, { name: 'Far', addresses: [{ inboxId: other, externalId: 'far' }] })
  const nowhere = await create(owner, { name: 'Nowhere' })

  expect((await list(agent)).items).toEqual([
    { ...near, addresses: near.addresses.filter(({ inboxId }) => inboxId === mine) },
  ])
  for (const { id } of [far, nowhere]) {
    expect(await codeOf(get(agent, id))).toBe('not_found')
    const change = callRoute(contactRoutes, contactEndpoints.change, { ctx: agent }, { contactId: id })
    expect(await codeOf(change)).toBe('not_found')
  }
  expect(await codeOf(create(agent, { name: 'Lost' }))).toBe('invalid_input')
  const away = create(agent, { addresses: [{ inboxId: other, externalId: 'new' }] })
  expect(await codeOf(away)).toBe('not_found')
  const here = await create(agent, { addresses: [{ inboxId: mine, externalId: 'new' }] })
  expect(await get(agent, here.id)).toEqual(here)
})

test('an inbox and a contact of another workspace are as if they were not', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const theirs = await aWorkspace(database.db)
  const contact = await create(await theirs.ownerContext(), { name: 'Theirs' })
  const addresses = [{ inboxId: theirs.inbox.id, externalId: 'x' }]
  expect(await codeOf(create(ctx, { addresses }))).toBe('not_found')
  expect(await codeOf(get(ctx, contact.id))).toBe('not_found')
  expect((await list(ctx)).items).toEqual([])
})
