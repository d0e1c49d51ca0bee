import { fieldEndpoints, type InputOf } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { fieldRoutes } from './field-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const create = (ctx: AgentContext, input: Partial<InputOf<typeof fieldEndpoints.create>> = {}) =>
  callRoute(
    fieldRoutes,
    fieldEndpoints.create,
    { ctx },
    { scope: 'session', key: 'order_number', name: 'Order number', kind: 'text', ...input },
  )
const change = (ctx: AgentContext, input: InputOf<typeof fieldEndpoints.change>) =>
  callRoute(fieldRoutes, fieldEndpoints.change, { ctx }, input)
const list = async (ctx: AgentContext) =>
  (await callRoute(fieldRoutes, fieldEndpoints.list, { ctx }, {})).items

test('a key is there once in its scope; of several who make it at once one does', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const codes = await Promise.all([1, 2, 3].map((n) => codeOf(create(ctx, { name: `Field ${n}` }))))
  expect(codes.sort()).toEqual(['name_taken', 'name_taken', null])
  await create(ctx, { scope: 'contact' })
  expect((await list(ctx)).map(({ scope, key, position }) => [scope, key, position])).toEqual([
    ['session', 'order_number', 0],
    ['contact', 'order_number', 0],
  ])
})

test('only choices have words, and only fields of sessions are required at an end', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const wrong: Partial<InputOf<typeof fieldEndpoints.create>>[] = [
    { choices: ['a'] },
    { kind: 'choice' },
    { kind: 'multi_choice', choices: ['a', 'A'] },
    { scope: 'contact', requiredOnEnd: true },
  ]
  for (const input of wrong) expect(await codeOf(create(ctx, input))).toBe('invalid_input')
  const plan = await create(ctx, {
    key: 'plan',
    kind: 'choice',
    choices: ['Free', 'Pro'],
    requiredOnEnd: true,
  })
  const fewer = await change(ctx, { fieldId: plan.id, name: 'Tariff', choices: ['Pro'] })
  expect(fewer).toEqual({ ...plan, name: 'Tariff', choices: ['Pro'], requiredOnEnd: false })
  expect(await codeOf(change(ctx, { fieldId: plan.id, name: 'Tariff' }))).toBe('invalid_input')
  expect(await list(ctx)).toEqual([fewer])
})

test('fields are put in order only all together, and a deleted one is gone', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  for (const key of ['a', 'b', 'c']) await create(ctx, { key })
  const ids = (await list(ctx)).map(({ id }) => id)
  const order = (fieldIds: readonly string[]) =>
    callRoute(fieldRoutes, fieldEndpoints.order, { ctx }, { scope: 'session', fieldIds: [...fieldIds] })
  expect(await codeOf(order(ids.slice(1)))).toBe('invalid_input')
  const { items } = await order(ids.toReversed())
  expect(items.map(({ key, position }) => [key, position])).toEqual([
    ['c', 0],
    ['b', 1],
    ['a', 2],
  ])
  const [fieldId = ''] = ids
  await callRoute(fieldRoutes, fieldEndpoints.remove, { ctx }, { fieldId })
  expect((await list(ctx)).map(({ key }) => key)).toEqual(['c', 'b'])
  const again = callRoute(fieldRoutes, fieldEndpoints.remove, { ctx }, { fieldId })
  expect(await codeOf(again)).toBe('not_found')
})

test("another workspace's field is as if it were not", async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const { id: fieldId } = await create(await (await aWorkspace(database.db)).ownerContext())
  expect(await codeOf(change(ctx, { fieldId, name: 'Mine' }))).toBe('not_found')
  const remove = callRoute(fieldRoutes, fieldEndpoints.remove, { ctx }, { fieldId })
  expect(await codeOf(remove)).toBe('not_found')
  expect(await list(ctx)).toEqual([])
})
