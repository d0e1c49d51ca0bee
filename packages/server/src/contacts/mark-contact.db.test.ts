import { contactEndpoints, fieldEndpoints, type InputOf, tagEndpoints } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldRoutes } from '../fields/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { tagRoutes } from '../tags/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { contactRoutes } from './contact-routes.ts'
import { untagContacts } from './mark-contact.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function aDesk() {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const aContact = (inboxId: string = workspace.inbox.id) =>
    callRoute(
      contactRoutes,
      contactEndpoints.create,
      { ctx },
      { name: 'Grace', addresses: [{ inboxId, externalId: crypto.randomUUID() }] },
    )
  const aTag = (name: string, scope: 'session' | 'contact' = 'contact') =>
    callRoute(tagRoutes, tagEndpoints.create, { ctx }, { scope, name, colour: 'teal' })
  const aField = (key: string, kind: InputOf<typeof fieldEndpoints.create>['kind'], choices: string[] = []) =>
    callRoute(
      fieldRoutes,
      fieldEndpoints.create,
      { ctx },
      { scope: 'contact', key, name: key, kind, choices },
    )
  return { workspace, ctx, aContact, aTag, aField, contact: await aContact() }
}

const tag = (ctx: AgentContext, input: InputOf<typeof contactEndpoints.changeTags>) =>
  callRoute(contactRoutes, contactEndpoints.changeTags, { ctx }, input)
const set = (ctx: AgentContext, input: InputOf<typeof contactEndpoints.setFields>) =>
  callRoute(contactRoutes, contactEndpoints.setFields, { ctx }, input)

test('of agents who mark one contact at once, with tags and fields, all have their way', async () => {
  const { workspace, ctx, contact, aTag, aField } = await aDesk()
  const colleague = await workspace.agentContext('agent')
  const ids = (await Promise.all(['a', 'b', 'c', 'd'].map((name) => aTag(name)))).map(({ id }) => id)
  for (const key of ['k0', 'k1', 'k2', 'k3']) await aField(key, 'text')
  const by = (i: number) => (i % 2 ? colleague : ctx)
  await Promise.all([
    ...ids.map((id, i) => tag(by(i), { contactId: contact.id, add: [id] })),
    ...ids.map((_, i) => set(by(i), { contactId: contact.id, fields: { [`k${i}`]: `v${i}` } })),
  ])
  const [one = '', two = ''] = ids
  const marked = await tag(ctx, { contactId: contact.id, add: [two], remove: [one, two] })
  expect(marked.tagIds.toSorted()).toEqual(ids.slice(1).toSorted())
  expect(marked.fields).toEqual({ k0: 'v0', k1: 'v1', k2: 'v2', k3: 'v3' })
})

test('fields are kept all or none, with where they came from; a deleted one is out of sight', async () => {
  const { workspace, ctx, contact, aField } = await aDesk()
  const plan = await aField('plan', 'choice', ['Free', 'Pro'])
  await aField('page', 'url')
  const wrong = set(ctx, { contactId: contact.id, fields: { plan: 'Pro', page: 'javascript:alert(1)' } })
  const error = await wrong.catch((it: unknown) => it)
  expect(error instanceof AppError && error.fields.map(({ path }) => path)).toEqual([['fields', 'page']])
  const { fields } = await set(ctx, { contactId: contact.id, fields: { plan: 'Pro' } })
  expect(fields).toEqual({ plan: 'Pro' })
  const stored = () =>
    sql`select fields, field_sources from contacts
      where workspace_id = ${workspace.scope.workspaceId} and contact_id = ${contact.id}`.execute(database.db)
  expect((await stored()).rows).toEqual([{ fields: { plan: 'Pro' }, field_sources: { plan: 'agent' } }])

  const fewer = { fieldId: plan.id, name: 'Plan', choices: ['Free'] }
  await callRoute(fieldRoutes, fieldEndpoints.change, { ctx }, fewer)
  const unchanged = await set(ctx, { contactId: contact.id, fields: { plan: 'Pro' } })
  expect(unchanged.fields).toEqual({ plan: 'Pro' })
  await callRoute(fieldRoutes, fieldEndpoints.remove, { ctx }, { fieldId: plan.id })
  const shown = await callRoute(contactRoutes, contactEndpoints.get, { ctx }, { contactId: contact.id })
  expect(shown.fields).toEqual({})
  expect((await stored()).rows).toMatchObject([{ fields: { plan: 'Pro' } }])
})

test('a deleted tag leaves every contact, step by step, and no other tag with it', async () => {
  const { workspace, ctx, contact, aTag } = await aDesk()
  const { workspaceId } = workspace.scope
  const [gone, stays] = [await aTag('gone'), await aTag('stays')]
  await tag(ctx, { contactId: contact.id, add: [gone.id, stays.id] })
  await sql`insert into contacts (workspace_id, contact_id, tag_ids)
    select ${workspaceId}, gen_random_uuid(), array[${gone.id}::uuid, ${stays.id}::uuid]
    from generate_series(1, 1100)`.execute(database.db)
  const usage = () => callRoute(tagRoutes, tagEndpoints.usage, { ctx }, { tagId: stays.id })
  expect(await usage()).toMatchObject({ count: 1_101 })
  await callRoute(tagRoutes, tagEndpoints.remove, { ctx }, { tagId: gone.id })
  await Promise.all([1, 2].map(() => untagContacts(workspace.platform, { workspaceId, tagId: gone.id })))
  const { rows } =
    await sql`select distinct tag_ids from contacts where workspace_id = ${workspaceId}`.execute(database.db)
  expect(rows).toEqual([{ tag_ids: [stays.id] }])
  expect(await codeOf(tag(ctx, { contactId: contact.id, add: [gone.id] }))).toBe('not_found')
})

test('a contact out of reach, and a tag of sessions or of another workspace, is as if it were not', async () => {
  const { workspace, ctx, aContact, contact, aTag, aField } = await aDesk()
  const { id: elsewhere } = await workspace.anInbox()
  const far = await aContact(elsewhere)
  const agent = await workspace.agentContext('agent')
  const mine = await aTag('Mine')
  await aField('k', 'text')
  expect(await codeOf(tag(agent, { contactId: far.id, add: [mine.id] }))).toBe('not_found')
  expect(await codeOf(set(agent, { contactId: far.id, fields: { k: 'v' } }))).toBe('not_found')
  const foreign = await aDesk()
  const wrong = [await aTag('Mine', 'session'), await foreign.aTag('Theirs')]
  for (const { id } of wrong)
    expect(await codeOf(tag(ctx, { contactId: contact.id, add: [mine.id, id] }))).toBe('not_found')
  expect(await codeOf(tag(ctx, { contactId: foreign.contact.id, add: [mine.id] }))).toBe('not_found')
  const untouched = await callRoute(contactRoutes, contactEndpoints.get, { ctx }, { contactId: contact.id })
  expect(untouched.tagIds).toEqual([])
})
