import { randomUUIDv7 } from 'node:crypto'
import { type InputOf, tagEndpoints } from '@rapport/contract'
import { asId, type TagId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { tagRoutes } from './tag-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const create = (ctx: AgentContext, input: Partial<InputOf<typeof tagEndpoints.create>> = {}) =>
  callRoute(
    tagRoutes,
    tagEndpoints.create,
    { ctx },
    { scope: 'session', name: 'VIP', colour: 'red', ...input },
  )
const list = async (ctx: AgentContext) => (await callRoute(tagRoutes, tagEndpoints.list, { ctx }, {})).items
const order = (ctx: AgentContext, tagIds: readonly string[]) =>
  callRoute(tagRoutes, tagEndpoints.order, { ctx }, { scope: 'session', tagIds: [...tagIds] })
const remove = (ctx: AgentContext, tagId: string) =>
  callRoute(tagRoutes, tagEndpoints.remove, { ctx }, { tagId })

test('a name is there once in its set, in whatever case; of several who make it at once one does', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const other = await (await aWorkspace(database.db)).ownerContext()
  const codes = await Promise.all(['VIP', 'vip', 'Vip', ' VIP '].map((name) => codeOf(create(ctx, { name }))))
  expect(codes.sort()).toEqual(['name_taken', 'name_taken', 'name_taken', null])
  await create(ctx, { scope: 'contact' })
  await create(other)
  expect((await list(ctx)).map(({ scope, position }) => [scope, position])).toEqual([
    ['session', 0],
    ['contact', 0],
  ])
  const second = await create(ctx, { name: 'Refund' })
  const rename = callRoute(
    tagRoutes,
    tagEndpoints.change,
    { ctx },
    { tagId: second.id, name: 'vIp', colour: 'blue' },
  )
  expect(await codeOf(rename)).toBe('name_taken')
})

test('tags made at once stand one after the other, and are put in order only all together', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const made = await Promise.all(['a', 'b', 'c', 'd'].map((name) => create(ctx, { name })))
  expect(made.map(({ position }) => position).sort()).toEqual([0, 1, 2, 3])
  const ids = (await list(ctx)).map(({ id }) => id)
  const turned = ids.toReversed()
  const [one = '', ...others] = turned
  const foreign = await create(await (await aWorkspace(database.db)).ownerContext())
  for (const wrong of [others, [...others, others[0] ?? ''], [...turned, one], [...others, foreign.id]])
    expect(await codeOf(order(ctx, wrong))).toBe('invalid_input')
  expect((await list(ctx)).map(({ id }) => id)).toEqual(ids)
  expect((await order(ctx, turned)).items.map(({ id }) => id)).toEqual(turned)
  const fifth = await create(ctx, { name: 'e' })
  expect(fifth.position).toBe(4)
})

test('a deleted tag is gone at once, and leaves a job for what carries it', async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const tag = await create(ctx)
  const ofContacts = await create(ctx, { scope: 'contact' })
  for (const { id } of [tag, ofContacts]) {
    const { count } = await callRoute(tagRoutes, tagEndpoints.usage, { ctx }, { tagId: id })
    expect(count).toBe(0)
    await remove(ctx, id)
    expect(await codeOf(remove(ctx, id))).toBe('not_found')
  }
  expect(await list(ctx)).toEqual([])
  const { rows } = await sql`
    select kind, payload from jobs where workspace_id = ${workspace.scope.workspaceId} order by kind desc`.execute(
    database.db,
  )
  expect(rows).toEqual([
    { kind: 'untagSessions', payload: { tagId: tag.id } },
    { kind: 'untagContacts', payload: { tagId: ofContacts.id } },
  ])
})

test("another workspace's tag is as if it were not", async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const theirs = await aWorkspace(database.db)
  const { id } = await create(await theirs.ownerContext())
  for (const tagId of [id, asId<TagId>(randomUUIDv7())]) {
    expect(await codeOf(remove(ctx, tagId))).toBe('not_found')
    const change = { tagId, name: 'Mine', colour: 'pink' } as const
    expect(await codeOf(callRoute(tagRoutes, tagEndpoints.change, { ctx }, change))).toBe('not_found')
    expect(await codeOf(callRoute(tagRoutes, tagEndpoints.usage, { ctx }, { tagId }))).toBe('not_found')
  }
  expect(await list(ctx)).toEqual([])
})
