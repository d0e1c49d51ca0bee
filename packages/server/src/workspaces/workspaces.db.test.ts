import { workspaceEndpoints } from '@rapport/contract'
import { defaultWorkspaceSettings } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute } from '../testing/call-route.ts'
import { createNumbers } from './session-numbers.ts'
import { workspaceRoutes } from './workspace-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a new workspace has its 16 streams at their beginning, and every setting a value', async () => {
  const { scope, ownerContext } = await aWorkspace(database.db)
  const { rows } = await sql`select stream, last_offset from stream_heads
    where workspace_id = ${scope.workspaceId} order by stream`.execute(database.db)
  expect(rows).toEqual(Array.from({ length: 16 }, (_, stream) => ({ stream, last_offset: 0 })))
  const workspace = await callRoute(
    workspaceRoutes,
    workspaceEndpoints.get,
    { ctx: await ownerContext() },
    {},
  )
  expect(workspace).toEqual({ id: scope.workspaceId, name: 'Test desk', settings: defaultWorkspaceSettings })
})

test("changed settings stay, and are one workspace's own", async () => {
  const mine = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const change = {
    name: 'New name',
    settings: {
      ...defaultWorkspaceSettings,
      outcomes: ['Sold', 'Not sold'],
      takeMode: 'take',
      confirmEnd: false,
      historicalAfterDays: 30,
    },
  } as const
  const ctx = await mine.ownerContext()
  await callRoute(workspaceRoutes, workspaceEndpoints.change, { ctx }, change)
  const get = async ({ ownerContext }: typeof mine) =>
    await callRoute(workspaceRoutes, workspaceEndpoints.get, { ctx: await ownerContext() }, {})
  expect(await get(mine)).toMatchObject(change)
  expect((await get(foreign)).name).toBe('Test desk')
})

test('two processes at once number sessions without a number twice, and each process upwards', async () => {
  const { scope } = await aWorkspace(database.db)
  const nodes = [createNumbers(database.db), createNumbers(database.db, 5)]
  const taken = await Promise.all(
    nodes.map((numbers) => Promise.all(Array.from({ length: 200 }, () => numbers.next(scope)))),
  )
  expect(new Set(taken.flat()).size).toBe(400)
  expect(Math.min(...taken.flat())).toBe(1)
  for (const numbers of taken) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
})

test('a block that could not be taken fails its callers and nobody after them, and workspaces count apart', async () => {
  const { scope } = await aWorkspace(database.db)
  const other = await aWorkspace(database.db)
  const numbers = createNumbers(database.db)
  const nowhere = { ...scope, workspaceId: other.owner.id } as unknown as typeof scope
  await expect(Promise.all([numbers.next(nowhere), numbers.next(nowhere)])).rejects.toThrow('no workspace')
  expect(await numbers.next(scope)).toBe(1)
  expect(await numbers.next(scope)).toBe(2)
  expect(await numbers.next(other.scope)).toBe(1)
})
