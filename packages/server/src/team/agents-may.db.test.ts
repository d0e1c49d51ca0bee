import { auditEndpoints, loginEndpoints, searchEndpoints, workspaceEndpoints } from '@rapport/contract'
import { defaultWorkspaceSettings, type GrantableToAgents } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import type { Signal } from '../platform/realtime/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute } from '../testing/call-route.ts'
import { workspaceRoutes } from '../workspaces/index.ts'
import { teamRoutes } from './team-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const needs = { search: searchEndpoints.messages.access, audit: auditEndpoints.list.access } as const

test('what a workspace lets its agents do holds from their next request on, and ends with the next after it is taken back', async () => {
  const { ownerContext, aMember, contextOf } = await aWorkspace(database.db)
  const agent = await aMember('agent')
  const owner = await ownerContext()
  const heard: Signal[] = []
  const unsubscribe = owner.bus.subscribe((signal) => heard.push(signal))
  const grant = (agentsMay: GrantableToAgents[]) =>
    callRoute(
      workspaceRoutes,
      workspaceEndpoints.change,
      { ctx: owner },
      {
        name: 'Desk',
        settings: { ...defaultWorkspaceSettings, outcomes: [], agentsMay },
      },
    )
  const me = async () =>
    (await callRoute(teamRoutes, loginEndpoints.me, { ctx: await contextOf(agent.token) }, {})).permissions
  const may = async () => (await contextOf(agent.token)).can(needs.search)

  expect([await may(), (await me()).includes(needs.search)]).toEqual([false, false])
  await grant(['search.content'])
  expect([await may(), (await me()).includes(needs.search)]).toEqual([true, true])
  expect((await contextOf(agent.token)).can(needs.audit)).toBe(false)
  await grant([])
  expect([await may(), (await me()).includes(needs.search)]).toEqual([false, false])
  await grant([])
  unsubscribe()
  const { workspaceId } = owner.scope
  const everybody = { type: 'access_changed', workspaceId, agentId: null }
  expect(heard.filter(({ type }) => type === 'access_changed')).toEqual([everybody, everybody])
})
