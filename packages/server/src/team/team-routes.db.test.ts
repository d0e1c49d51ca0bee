import { randomUUIDv7 } from 'node:crypto'
import { teamEndpoints } from '@rapport/contract'
import { type AgentId, asId, type BotId, type FileId, type TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertBot } from '../inboxes/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { addTeam, changeTeam } from './change-team.ts'
import { teamRoutes } from './team-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function aFile(ctx: AgentContext, mediaType = 'image/png'): Promise<FileId> {
  const id = randomUUIDv7()
  await sql`insert into files (workspace_id, file_id, storage_key, name, media_type, bytes, uploaded_by)
    values (${ctx.scope.workspaceId}, ${id}, ${id}, 'me.png', ${mediaType}, 5, ${JSON.stringify(ctx.actor)})`.execute(
    database.db,
  )
  return asId<FileId>(id)
}

test('the list names everybody in the workspace, and nobody of another', async () => {
  const { ownerContext, aMember, aTeam, scope } = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  await foreign.aTeam('Foreign team')
  const member = await aMember('agent')
  const teamId = await aTeam('First line', [member.id])
  const bot = { id: asId<BotId>(randomUUIDv7()), name: 'Robin', script: {} }
  await inTransaction(database.db, (tx) => insertBot(tx, scope, bot))
  const ctx = await ownerContext()
  const team = await callRoute(teamRoutes, teamEndpoints.list, { ctx }, {})
  expect(team.agents.map(({ id }) => id).sort()).toEqual([ctx.agentId, member.id].sort())
  expect(team.agents.find(({ id }) => id === member.id)?.teamIds).toEqual([teamId])
  expect(team.teams).toEqual([{ id: teamId, name: 'First line', agentIds: [member.id] }])
  expect(team.bots).toEqual([{ id: bot.id, name: 'Robin', avatarUrl: null }])
})

test("a team's name is its own in any case of letters, and may be used again elsewhere", async () => {
  const mine = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const ctx = await mine.ownerContext()
  const choices = { name: 'Sales', agentIds: [] }
  const first = await addTeam(ctx, choices)
  expect(await codeOf(addTeam(ctx, { ...choices, name: 'SALES' }))).toBe('name_taken')
  const second = await addTeam(ctx, { ...choices, name: 'Support' })
  expect(await codeOf(changeTeam(ctx, { ...choices, teamId: second.id }))).toBe('name_taken')
  expect(await codeOf(changeTeam(ctx, { ...choices, name: 'sales', teamId: first.id }))).toBeNull()
  expect(await codeOf(addTeam(await foreign.ownerContext(), choices))).toBeNull()
})

test('only members of the workspace are in its teams, and a team of elsewhere is not found', async () => {
  const mine = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const ctx = await mine.ownerContext()
  const member = await mine.aMember('agent')
  const strangers = [(await foreign.aMember('agent')).id, asId<AgentId>(randomUUIDv7())]
  for (const stranger of strangers) {
    const choices = { name: `With ${stranger}`, agentIds: [member.id, stranger] }
    expect(await codeOf(addTeam(ctx, choices))).toBe('not_found')
  }
  for (const teamId of [await foreign.aTeam('Theirs'), asId<TeamId>(randomUUIDv7())]) {
    expect(await codeOf(changeTeam(ctx, { teamId, name: 'Mine now', agentIds: [] }))).toBe('not_found')
  }
  const twice = await addTeam(ctx, { name: 'Twice', agentIds: [member.id, member.id] })
  expect(twice.agentIds).toEqual([member.id])
})

test("a picture is one's own upload, is kept, and is let go when another takes its place", async () => {
  const { agentContext } = await aWorkspace(database.db)
  const ctx = await agentContext('agent')
  const change = (avatarFileId: string | null | undefined, displayName = 'Ada') =>
    callRoute(teamRoutes, teamEndpoints.changeProfile, { ctx }, { displayName, avatarFileId })
  const keptNow = async (id: FileId) => {
    const { rows } = await sql<{ kept: boolean }>`select kept from files
      where workspace_id = ${ctx.scope.workspaceId} and file_id = ${id}`.execute(database.db)
    return rows[0]?.kept
  }
  const [first, second] = [await aFile(ctx), await aFile(ctx)]
  expect((await change(first)).avatarUrl).toContain(first)
  expect((await change(undefined, 'Ada L.')).avatarUrl).toContain(first)
  expect((await change(first)).avatarUrl).toContain(first)
  expect(await keptNow(first)).toBe(true)
  await change(second)
  expect([await keptNow(first), await keptNow(second)]).toEqual([false, true])

  const others = await aFile(await agentContext('agent'))
  const foreign = await aFile(await (await aWorkspace(database.db)).agentContext('agent'))
  for (const id of [others, foreign, await aFile(ctx, 'text/html'), asId<FileId>(randomUUIDv7())]) {
    expect(await codeOf(change(id))).toBe('not_found')
  }
  expect((await change(null)).avatarUrl).toBeNull()
})
