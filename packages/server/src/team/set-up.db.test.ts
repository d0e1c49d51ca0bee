import { setupEndpoints } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aPlatform } from '../testing/a-platform.ts'
import { aPublicContext, aReply, callRoute, codeOf } from '../testing/call-route.ts'
import { createAuthentication } from './authenticate.ts'
import { runSetUp } from './set-up.ts'
import { teamRoutes } from './team-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const choices = (name: string) => ({
  workspaceName: `${name}'s desk`,
  name,
  email: `${name}@example.test`,
  password: 'a password of mine',
})

test('of several who set up a new installation at once one wins, and afterwards nobody can', async () => {
  const ctx = aPublicContext(aPlatform(database.db))
  const isNeeded = async () => (await callRoute(teamRoutes, setupEndpoints.state, { ctx }, {})).needed
  expect(await isNeeded()).toBe(true)
  const codes = await Promise.all(['ann', 'bob', 'cyd'].map((name) => codeOf(runSetUp(ctx, choices(name)))))
  expect(codes.toSorted()).toEqual(['already_set_up', 'already_set_up', null].toSorted())
  expect(await isNeeded()).toBe(false)
  const call = callRoute(teamRoutes, setupEndpoints.run, { ctx, reply: aReply().reply }, choices('dee'))
  expect(await codeOf(call)).toBe('already_set_up')
  const { rows } = await sql`select (select count(*) from users) as users,
    /* all workspaces: there must be one */ (select count(*) from workspaces) as workspaces`.execute(
    database.db,
  )
  expect(rows).toEqual([{ users: 1, workspaces: 1 }])
})

test('who sets up owns the workspace, and is signed in', async () => {
  const own = await openTestDatabase()
  const platform = aPlatform(own.db)
  const ctx = aPublicContext(platform)
  const { cookies, reply } = aReply()
  const answer = await callRoute(teamRoutes, setupEndpoints.run, { ctx, reply }, choices('ann'))
  expect(answer).toMatchObject({ token: null, me: { role: 'owner', workspace: { name: "ann's desk" } } })
  const { login, agent } = createAuthentication(platform)
  const someone = await login({ ...ctx, token: cookies[0]!, wanted: null })
  expect((await agent(someone!)).role).toBe('owner')
  await own.close()
})
