import { type InputOf, viewEndpoints } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { viewRoutes } from './view-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Input = InputOf<typeof viewEndpoints.create>
const aView = (input: Partial<Input> = {}): Input => ({
  name: 'Long waits',
  scope: 'me',
  definition: { list: 'all', filter: 'wait:at_least(5m)', form: 'table', columns: ['number', 'wait'] },
  ...input,
})
const create = (ctx: AgentContext, input: Partial<Input> = {}) =>
  callRoute(viewRoutes, viewEndpoints.create, { ctx }, aView(input))
const change = (ctx: AgentContext, viewId: string, input: Partial<Input> = {}) =>
  callRoute(viewRoutes, viewEndpoints.change, { ctx }, { viewId, ...aView(input) })
const remove = (ctx: AgentContext, viewId: string) =>
  callRoute(viewRoutes, viewEndpoints.remove, { ctx }, { viewId })
const namesOf = async (ctx: AgentContext) =>
  (await callRoute(viewRoutes, viewEndpoints.list, { ctx }, {})).items.map(({ name }) => name)

async function aDesk() {
  const workspace = await aWorkspace(database.db)
  const [agent, colleague] = [await workspace.agentContext('agent'), await workspace.agentContext('agent')]
  const supervisor = await workspace.agentContext('supervisor')
  const teamId = await workspace.aTeam('Orders', [agent.agentId, colleague.agentId])
  return { workspace, agent, colleague, supervisor, teamId, elsewhere: await workspace.aTeam('Returns') }
}

test('a view is seen by whom it is for: its maker, their team, or everybody', async () => {
  const { agent, colleague, supervisor, teamId } = await aDesk()
  const mine = await create(agent, { name: 'Mine' })
  await create(agent, { name: 'Ours', scope: 'team', teamId })
  const shared = await create(supervisor, { name: 'All', scope: 'everyone' })
  expect(mine).toMatchObject({ ownerId: agent.agentId, mayChange: true, teamId: null })
  expect(shared.definition).toMatchObject({ sort: 'started', direction: 'desc' })
  expect(await namesOf(agent)).toEqual(['All', 'Mine', 'Ours'])
  expect(await namesOf(colleague)).toEqual(['All', 'Ours'])
  expect(await namesOf(supervisor)).toEqual(['All'])
})

test('sharing with everyone, or with a team that is not one’s own, takes the right to', async () => {
  const { workspace, agent, supervisor, teamId, elsewhere } = await aDesk()
  expect(await codeOf(create(agent, { scope: 'everyone' }))).toBe('forbidden')
  expect(await codeOf(create(agent, { scope: 'team', teamId: elsewhere }))).toBe('forbidden')
  expect((await create(supervisor, { scope: 'team', teamId })).teamId).toBe(teamId)
  const foreign = await aWorkspace(database.db)
  const foreignTeam = await foreign.aTeam('Theirs')
  expect(await codeOf(create(supervisor, { scope: 'team', teamId: foreignTeam }))).toBe('not_found')
  expect(await codeOf(create(agent, { scope: 'team' }))).toBe('invalid_input')
  expect(await codeOf(create(agent, { scope: 'me', teamId }))).toBe('invalid_input')
  const mine = await create(agent)
  expect(await codeOf(change(agent, mine.id, { scope: 'everyone' }))).toBe('forbidden')
  expect(await codeOf(remove(await foreign.ownerContext(), mine.id))).toBe('not_found')
  expect(await namesOf(await workspace.agentContext('agent'))).toEqual([])
})

test('a view is changed by its owner, and where it is shared by whoever may share', async () => {
  const { workspace, agent, colleague, supervisor, teamId } = await aDesk()
  const shared = await create(supervisor, { name: 'All', scope: 'everyone' })
  expect(await codeOf(change(agent, shared.id, { name: 'Taken' }))).toBe('forbidden')
  expect(await codeOf(remove(agent, shared.id))).toBe('forbidden')
  const ours = await create(agent, { name: 'Ours', scope: 'team', teamId })
  expect(await codeOf(remove(colleague, ours.id))).toBe('forbidden')
  const mine = await create(agent, { name: 'Mine' })
  expect(await codeOf(change(supervisor, mine.id))).toBe('not_found')
  const other = await create(await workspace.ownerContext(), { name: 'Other', scope: 'everyone' })
  expect(await codeOf(change(supervisor, other.id, { scope: 'me' }))).toBe('forbidden')
  const renamed = await change(supervisor, other.id, { name: 'Better', scope: 'everyone' })
  expect(renamed).toMatchObject({ name: 'Better', ownerId: other.ownerId, mayChange: true })
  await remove(agent, mine.id)
  expect(await codeOf(remove(agent, mine.id))).toBe('not_found')
})

test('a view that could not be opened is refused with the place in its filter', async () => {
  const { agent } = await aDesk()
  const refusedAt = async (definition: Partial<Input['definition']>) => {
    const work = create(agent, { definition: { ...aView().definition, ...definition } })
    const error = await work.catch((it: unknown) => it)
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error
    return error.fields.map(({ path }) => path.join('.'))
  }
  expect(await refusedAt({ filter: 'state:any(ended) nothing:any(x)' })).toEqual(['definition.filter.17'])
  expect(await refusedAt({ filter: '1) OR (1=1' })).not.toEqual([])
  expect(await refusedAt({ filter: 'field.plan:any(Pro)' })).toEqual(['definition.filter.0'])
  expect(await refusedAt({ sort: 'nothing' })).toEqual(['definition.sort'])
  expect(await namesOf(agent)).toEqual([])
})
