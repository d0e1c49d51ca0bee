import { type InputOf, preferenceEndpoints } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { preferenceRoutes } from './preference-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Value = InputOf<typeof preferenceEndpoints.set>['value']
const set = (ctx: AgentContext, key: string, value: Value) =>
  callRoute(preferenceRoutes, preferenceEndpoints.set, { ctx }, { key, value })
const list = async (ctx: AgentContext) =>
  (await callRoute(preferenceRoutes, preferenceEndpoints.list, { ctx }, {})).values

test("what one arranges is one's own, and null forgets it", async () => {
  const workspace = await aWorkspace(database.db)
  const [mine, theirs] = [await workspace.agentContext('agent'), await workspace.agentContext('agent')]
  const columns = { 'sessions.columns': [{ name: 'wait', width: 120 }, { name: '\\u0000 spelt out' }] }
  await set(mine, 'sessions.columns', columns['sessions.columns'])
  await set(mine, 'sessions.density', 'compact')
  await set(mine, 'sessions.density', null)
  await set(theirs, 'sessions.density', false)
  expect(await list(mine)).toEqual(columns)
  expect(await list(theirs)).toEqual({ 'sessions.density': false })
})

test('what no database keeps is refused before it comes there', () => {
  const { input } = preferenceEndpoints.set
  for (const value of ['a\0b', { a: ['\ud800'] }, { '\udc00': 1 }, 'x'.repeat(10_000)])
    expect(input.safeParse({ key: 'a', value }).success).toBe(false)
  for (const key of ['', 'A', 'a b', "a'", 'a/b', '__proto__', 'a'.repeat(121)])
    expect(input.safeParse({ key, value: 1 }).success).toBe(false)
})

test('at most 500 are kept, however many are set at once; those that are there can still change', async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.agentContext('agent')
  await sql`insert into preferences (workspace_id, user_id, key, value)
    select ${workspace.scope.workspaceId}, ${ctx.agentId}, 'k' || n, '1' from generate_series(1, 498) n`.execute(
    database.db,
  )
  const codes = await Promise.all([1, 2, 3, 4, 5].map((n) => codeOf(set(ctx, `new${n}`, n))))
  expect(codes.filter((code) => code === null)).toHaveLength(2)
  expect(Object.keys(await list(ctx))).toHaveLength(500)
  await set(ctx, 'k1', 'changed')
  expect(await list(ctx)).toMatchObject({ k1: 'changed' })
})
