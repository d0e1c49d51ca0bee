import { randomUUIDv7 } from 'node:crypto'
import { asId, type Permission, permissions, roles, type WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setInboxAccess } from '../inboxes/index.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import type { Signal } from '../platform/realtime/index.ts'
import { aPerson, aWorkspace } from '../testing/a-workspace.ts'
import { codeOf } from '../testing/call-route.ts'
import { addMember } from './add-person.ts'
import { createAuthentication } from './authenticate.ts'
import { changeRole, deactivate, reactivate } from './change-role.ts'
import { changeTeam } from './change-team.ts'
import { signOut } from './logins.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const call = { address: '127.0.0.1', requestId: 'r', exempt: false, wanted: null }

test('a token that is unknown, empty or has run out is nobody', async () => {
  const { platform, owner } = await aWorkspace(database.db)
  const { login } = createAuthentication(platform)
  expect(await login({ ...call, token: 'never-given-out' })).toBeNull()
  expect(await login({ ...call, token: '' })).toBeNull()
  expect((await login({ ...call, token: owner.token }))?.userId).toBe(owner.id)
  await sql`update directory set expires_at = now() - interval '1 second' where subject_id = ${owner.id}`.execute(
    database.db,
  )
  expect(await login({ ...call, token: owner.token })).toBeNull()
})

test('signing out ends that login at once, tells its sockets, and leaves other logins alone', async () => {
  const { platform, owner, ownerContext } = await aWorkspace(database.db)
  const { login, revalidate } = createAuthentication(platform)
  const signals: Signal[] = []
  platform.bus.subscribe((signal) => signals.push(signal))
  const ctx = await ownerContext()
  const { workspaceId } = ctx.scope
  expect(await revalidate({ ...ctx, workspaceId })).not.toBeNull()
  await signOut(ctx)
  expect(signals).toEqual([{ type: 'token_ended', key: ctx.loginKey }])
  expect(await login({ ...call, token: owner.token })).toBeNull()
  expect(await revalidate({ ...ctx, workspaceId })).toBeNull()
})

test('what a role may do is what the one table says', async () => {
  const { agentContext } = await aWorkspace(database.db)
  const supervisor: Permission[] = [
    'sessions.intervene',
    'sessions.read_all',
    'sessions.batch',
    'search.content',
    'exports.create',
    'quality.review',
    'views.share',
    'watch_words.manage',
    'contacts.ban',
  ]
  const admin: Permission[] = [
    'sessions.delete',
    'tags.manage',
    'fields.manage',
    'quality.manage',
    'audit.read',
    'team.manage',
    'inboxes.manage',
    'workspace.manage',
    'deliveries.manage',
    'webhooks.manage',
    'api_keys.manage',
  ]
  for (const role of roles) {
    const ctx = await agentContext(role)
    const denied: Permission[] = {
      agent: [...supervisor, ...admin, 'roles.grant_owner' as const],
      supervisor: [...admin, 'roles.grant_owner' as const],
      admin: ['roles.grant_owner' as const],
      owner: [],
    }[role]
    expect(permissions.filter((permission) => !ctx.can(permission)).sort()).toEqual(denied.sort())
    expect(ctx.audience).toBe(role === 'agent' ? 'agent' : 'supervisor')
    expect(ctx.scope.inboxes === 'all').toBe(role !== 'agent')
  }
})

test('an inbox or team given or taken away shows with the next request', async () => {
  const { agentContext, contextOf, anInbox, aTeam, aMember, ownerContext } = await aWorkspace(database.db)
  const owner = await ownerContext()
  const member = await aMember('agent')
  const inboxesNow = async () => (await contextOf(member.token)).scope.inboxes
  const [own, byTeam] = [await anInbox(), await anInbox()]
  expect(await inboxesNow()).toEqual([])
  const teamId = await aTeam('First line', [member.id])
  await setInboxAccess(owner, { inboxId: own.id, agentIds: [member.id], teamIds: [] })
  await setInboxAccess(owner, { inboxId: byTeam.id, agentIds: [member.id], teamIds: [teamId] })
  expect(new Set(await inboxesNow())).toEqual(new Set([own.id, byTeam.id]))
  await setInboxAccess(owner, { inboxId: byTeam.id, agentIds: [], teamIds: [teamId] })
  await changeTeam(owner, { teamId, name: 'First line', agentIds: [] })
  expect(await inboxesNow()).toEqual([own.id])
  expect((await agentContext('agent')).scope.inboxes).not.toContain(own.id)
})

test('a demotion, a deactivation and a reactivation show with the next request, and sockets are told', async () => {
  const { platform, scope, aMember, contextOf, ownerContext } = await aWorkspace(database.db)
  const { revalidate } = createAuthentication(platform)
  const signals: Signal[] = []
  platform.bus.subscribe((signal) => signals.push(signal))
  const owner = await ownerContext()
  const member = await aMember('supervisor')
  const { loginKey } = await contextOf(member.token)
  const now = () => revalidate({ loginKey, workspaceId: scope.workspaceId })

  await changeRole(owner, member.id, 'agent')
  expect(await now()).toMatchObject({ role: 'agent', audience: 'agent', scope: { inboxes: [] } })
  await deactivate(owner, member.id)
  expect(await now()).toBeNull()
  expect(await codeOf(contextOf(member.token))).toBe('not_found')
  await reactivate(owner, member.id)
  expect((await now())?.role).toBe('agent')
  const told = { type: 'access_changed', workspaceId: scope.workspaceId, agentId: member.id }
  expect(signals).toEqual([told, told, told])
})

test("a workspace that is not one's own is answered like one that does not exist", async () => {
  const mine = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const { login, agent, revalidate } = createAuthentication(mine.platform)
  for (const wanted of [foreign.scope.workspaceId, asId<WorkspaceId>(randomUUIDv7())]) {
    const someone = await login({ ...call, token: mine.owner.token, wanted })
    expect(await codeOf(agent(someone!))).toBe('not_found')
    expect(await revalidate({ loginKey: someone!.loginKey, workspaceId: wanted })).toBeNull()
  }
})

test('who asks for no workspace is in the one they joined first, and who is in none is not signed in', async () => {
  const first = await aWorkspace(database.db)
  const second = await aWorkspace(database.db)
  const { login, agent } = createAuthentication(first.platform)
  const person = await aPerson(database.db)
  const loginNow = async () => (await login({ ...call, token: person.token }))!
  expect(await codeOf(agent(await loginNow()))).toBe('not_signed_in')
  for (const { scope } of [first, second]) {
    const member = { userId: person.id, role: 'agent', displayName: 'Both' } as const
    await inTransaction(database.db, (tx) => addMember(tx, scope, member))
  }
  expect((await agent(await loginNow())).scope.workspaceId).toBe(first.scope.workspaceId)
  await deactivate(await first.ownerContext(), person.id)
  expect((await agent(await loginNow())).scope.workspaceId).toBe(second.scope.workspaceId)
})
