import { randomUUIDv7 } from 'node:crypto'
import { asId, type ContactId } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type VisitorPerson } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { findContact } from './contact-queries.ts'
import { ensureContact } from './ensure-contact.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const newId = () => asId<ContactId>(randomUUIDv7())

const aPersonOutside = (said: Partial<VisitorPerson> = {}): VisitorPerson => ({
  externalId: randomUUIDv7(),
  verified: false,
  name: null,
  email: null,
  locale: null,
  ...said,
})

const arrive = ({ scope, inbox }: TestWorkspace, person: VisitorPerson, contactId = newId()) =>
  inTransaction(database.db, (tx) => ensureContact(tx, scope, { contactId, inboxId: inbox.id, person }))

test('a contact is added once, however often and from however many places they arrive at once', async () => {
  const workspace = await aWorkspace(database.db)
  const stranger = aPersonOutside()
  const contactId = newId()
  const same = await Promise.all(Array.from({ length: 6 }, () => arrive(workspace, stranger, contactId)))
  expect(new Set(same)).toEqual(new Set([contactId]))

  const signed = aPersonOutside({ externalId: 'user-7', verified: true, name: 'Grace' })
  const wanted = Array.from({ length: 6 }, newId)
  const agreed = await Promise.all(wanted.map((id) => arrive(workspace, signed, id)))
  expect(new Set(agreed).size).toBe(1)
  const found = await Promise.all(wanted.map((id) => findContact(database.db, workspace.scope, id)))
  expect(found.filter((contact) => contact !== null).map(({ id }) => id)).toEqual([agreed[0]]) // nobody is left over
})

test('who is vouched for is the same contact on every device, as their page describes them now', async () => {
  const workspace = await aWorkspace(database.db)
  const signed = { externalId: 'user-7', verified: true }
  const first = await arrive(workspace, aPersonOutside({ ...signed, name: 'Grace', email: 'g@example.test' }))
  expect(await arrive(workspace, aPersonOutside({ ...signed, name: 'Grace H.' }))).toBe(first)
  expect(await findContact(database.db, workspace.scope, first)).toMatchObject({
    name: 'Grace H.',
    email: 'g@example.test',
    verified: true,
  })
})

test('who only claims to be somebody never becomes them, and changes nothing about them', async () => {
  const workspace = await aWorkspace(database.db)
  const real = await arrive(
    workspace,
    aPersonOutside({ externalId: 'user-7', verified: true, name: 'Grace' }),
  )
  const claimed = aPersonOutside({ externalId: 'user-7', name: 'Mallory' })
  expect(await arrive(workspace, claimed)).not.toBe(real)
  expect((await findContact(database.db, workspace.scope, real))?.name).toBe('Grace')
})

test('who is vouched for takes their address from whoever claimed it before, without the history', async () => {
  const workspace = await aWorkspace(database.db)
  const claimed = await arrive(workspace, aPersonOutside({ externalId: 'user-7', name: 'Mallory' }))
  const signed = aPersonOutside({ externalId: 'user-7', verified: true, name: 'Grace' })
  const real = await arrive(workspace, signed)
  expect(real).not.toBe(claimed)
  expect(await arrive(workspace, signed)).toBe(real)
})

test('a contact is found within the scope alone: in its workspace, and for an agent on their inboxes', async () => {
  const { db } = database
  const workspace = await aWorkspace(db)
  const foreign = await aWorkspace(db)
  const { scope, inbox, anInbox } = workspace
  const id = await arrive(workspace, aPersonOutside({ name: 'Grace' }))
  const other = await anInbox()
  expect((await findContact(db, scope, id))?.name).toBe('Grace')
  expect((await findContact(db, scopeOf(scope.workspaceId, [inbox.id]), id))?.name).toBe('Grace')
  expect(await findContact(db, scopeOf(scope.workspaceId, [other.id]), id)).toBeNull()
  expect(await findContact(db, scopeOf(scope.workspaceId, []), id)).toBeNull()
  expect(await findContact(db, foreign.scope, id)).toBeNull()
})
