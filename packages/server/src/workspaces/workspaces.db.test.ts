import { workspaceEndpoints } from '@rapport/contract'
import { defaultWorkspaceSettings, type WorkspaceSettings } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
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

test('settings that make no sense are refused, each with its place, and nothing is changed', async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const change = (settings: Partial<WorkspaceSettings>) =>
    callRoute(
      workspaceRoutes,
      workspaceEndpoints.change,
      { ctx },
      { name: 'X', settings: { ...defaultWorkspaceSettings, ...settings } },
    )
  const pathsOf = async (settings: Partial<WorkspaceSettings>) => {
    const error = await change(settings).catch((it: unknown) => it)
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error
    return error.fields.map(({ path }) => path.join('.'))
  }
  for (const timeZone of ['', 'Mars/Olympus', '+02:00', 'UTC+2', "UTC'; drop", 'Europe/Prague ', '../etc'])
    expect(await pathsOf({ timeZone })).toEqual(['settings.timeZone'])
  expect(await pathsOf({ outcomes: ['Sold', 'Lost', 'SOLD'] })).toEqual(['settings.outcomes.2'])
  const nothingToSay = { outcomes: [], endRequires: { outcome: true, tag: false } }
  expect(await pathsOf(nothingToSay)).toEqual(['settings.endRequires.outcome'])
  const { settings } = await callRoute(workspaceRoutes, workspaceEndpoints.get, { ctx }, {})
  expect(settings).toEqual(defaultWorkspaceSettings)
  const twice = await change({ agentsMay: ['contacts.ban', 'contacts.ban'], timeZone: 'asia/jakarta' })
  expect(twice.settings).toMatchObject({ agentsMay: ['contacts.ban'], timeZone: 'asia/jakarta' })
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
