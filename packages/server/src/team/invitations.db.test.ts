import { randomUUIDv7 } from 'node:crypto'
import { invitationEndpoints } from '@rapport/contract'
import { asId, type InboxId, type Role, roles, type TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aPerson, aWorkspace, type TestWorkspace, testPassword } from '../testing/a-workspace.ts'
import { aPublicContext, aReply, callRoute, codeOf } from '../testing/call-route.ts'
import { acceptInvitation, readInvitation } from './accept-invitation.ts'
import { createAuthentication } from './authenticate.ts'
import { deactivate } from './change-role.ts'
import { listInvitations } from './invitation-queries.ts'
import { type Invite, invite, revokeInvitation } from './invite.ts'
import { teamRoutes } from './team-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const anInvite = (choices: Partial<Invite> = {}): Invite => ({
  email: `new-${randomUUIDv7()}@example.test`,
  role: 'agent',
  teamIds: [],
  inboxIds: [],
  ...choices,
})

async function invited({ ownerContext }: TestWorkspace, choices: Partial<Invite> = {}) {
  const { invitation, url } = await invite(await ownerContext(), anInvite(choices))
  return { invitation, token: url.replace('https://desk.example.test/invitation/', '') }
}

const newcomer = { name: 'New Person', password: 'a password of mine' }

test('a new person joins with the role, teams and inboxes they were invited to, and is signed in there', async () => {
  const workspace = await aWorkspace(database.db)
  const { platform, scope, inbox, aTeam } = workspace
  const teamId = await aTeam('First line')
  const { token, invitation } = await invited(workspace, { teamIds: [teamId], inboxIds: [inbox.id] })
  const ctx = aPublicContext(platform)
  expect(await callRoute(teamRoutes, invitationEndpoints.read, { ctx }, { token })).toEqual({
    workspaceName: 'Test desk',
    email: invitation.email,
    role: 'agent',
    hasLogin: false,
  })
  const { cookies, reply } = aReply()
  const acceptance = { token, ...newcomer }
  const answer = await callRoute(teamRoutes, invitationEndpoints.accept, { ctx, reply }, acceptance)
  expect(answer).toMatchObject({
    token: null,
    me: { displayName: 'New Person', workspace: { id: scope.workspaceId } },
  })
  const agent = await workspace.contextOf(cookies[0]!)
  expect(agent.scope.inboxes).toEqual([inbox.id])
  const { rows } = await sql`select team_id from team_members
    where workspace_id = ${scope.workspaceId} and user_id = ${agent.agentId}`.execute(database.db)
  expect(rows).toEqual([{ team_id: teamId }])
  expect(await listInvitations(database.db, scope)).toEqual([])
})

test('a link works once, however many hands use it at the same time', async () => {
  const workspace = await aWorkspace(database.db)
  const { token } = await invited(workspace)
  const accept = () => codeOf(acceptInvitation(aPublicContext(workspace.platform), { token, ...newcomer }))
  const codes = await Promise.all([accept(), accept(), accept(), accept()])
  expect(codes.filter((code) => code === null).length).toBe(1)
  expect(await accept()).toBe('not_found')
  expect(await codeOf(readInvitation(database.db, token))).toBe('not_found')
})

test('a link that was taken back, has run out or never was leads nowhere, all the same', async () => {
  const workspace = await aWorkspace(database.db)
  const revoked = await invited(workspace)
  await revokeInvitation(await workspace.ownerContext(), revoked.invitation.id)
  const expired = await invited(workspace)
  await sql`update directory set expires_at = now() - interval '1 second'
    where subject_id = ${expired.invitation.id}`.execute(database.db)
  for (const token of [revoked.token, expired.token, 'never-made', '']) {
    expect(await codeOf(readInvitation(database.db, token))).toBe('not_found')
    const accept = acceptInvitation(aPublicContext(workspace.platform), { token, ...newcomer })
    expect(await codeOf(accept)).toBe('not_found')
  }
})

test('an invitation lasts seven days and its token is stored nowhere', async () => {
  const workspace = await aWorkspace(database.db)
  const { token, invitation } = await invited(workspace)
  expect(Math.abs(invitation.expiresAt - Date.now() - 7 * 86_400_000)).toBeLessThan(60_000)
  const { rows } = await sql<{ text: string }>`
    select directory::text as text from directory
    union all select invitations::text from invitations where workspace_id = ${workspace.scope.workspaceId}`.execute(
    database.db,
  )
  expect(rows.filter(({ text }) => text.includes(token))).toEqual([])
})

test('who has a sign-in joins with their own password and no other, under the limits of signing in', async () => {
  const workspace = await aWorkspace(database.db)
  const person = await aPerson(database.db)
  const { token } = await invited(workspace, { email: person.email, role: 'supervisor' })
  expect((await readInvitation(database.db, token)).hasLogin).toBe(true)
  const ctx = aPublicContext(workspace.platform)
  const accept = (password: string) => acceptInvitation(ctx, { token, name: 'Sue', password })
  for (let i = 0; i < 9; i += 1) expect(await codeOf(accept('another password'))).toBe('wrong_credentials')
  const login = await accept(testPassword)
  expect(login.userId).toBe(person.id)
  expect((await workspace.contextOf(login.token)).role).toBe('supervisor')
  expect((await workspace.contextOf(person.token)).agentId).toBe(person.id) // one person, one sign-in

  const again = await invited(await aWorkspace(database.db), { email: person.email })
  const guess = { token: again.token, name: 'Sue', password: 'another password' }
  await codeOf(acceptInvitation(ctx, guess))
  expect(await codeOf(acceptInvitation(ctx, guess))).toBe('too_many_requests')
})

test('nobody invites above what they may grant', async () => {
  const { agentContext } = await aWorkspace(database.db)
  const may: Record<Role, readonly Role[]> = {
    agent: [],
    supervisor: [],
    admin: ['agent', 'supervisor', 'admin'],
    owner: roles,
  }
  for (const by of roles) {
    const ctx = await agentContext(by)
    for (const role of roles) {
      expect(await codeOf(invite(ctx, anInvite({ role })))).toBe(may[by].includes(role) ? null : 'forbidden')
    }
  }
})

test('a member is not invited again, and an old link does not let in who was shut out', async () => {
  const workspace = await aWorkspace(database.db)
  const owner = await workspace.ownerContext()
  const person = await aPerson(database.db)
  const [first, second] = [
    await invited(workspace, { email: person.email }),
    await invited(workspace, { email: person.email }),
  ]
  const accept = (token: string) =>
    acceptInvitation(aPublicContext(workspace.platform), { token, name: 'Sue', password: testPassword })
  await accept(first.token)
  await deactivate(owner, person.id)
  expect(await codeOf(accept(second.token))).toBe('not_found')
  expect(await codeOf(invite(owner, anInvite({ email: person.email })))).toBe('email_taken')
  const { login, agent } = createAuthentication(workspace.platform)
  const call = { ...aPublicContext(workspace.platform), token: person.token, wanted: null }
  expect(await codeOf(agent((await login(call))!))).toBe('not_signed_in')
})

test('teams, inboxes and invitations of another workspace are answered like none', async () => {
  const mine = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const ctx = await mine.ownerContext()
  for (const teamId of [await foreign.aTeam('Theirs'), asId<TeamId>(randomUUIDv7())]) {
    expect(await codeOf(invite(ctx, anInvite({ teamIds: [teamId] })))).toBe('not_found')
  }
  for (const inboxId of [foreign.inbox.id, asId<InboxId>(randomUUIDv7())]) {
    expect(await codeOf(invite(ctx, anInvite({ inboxIds: [inboxId] })))).toBe('not_found')
  }
  const theirs = await invited(foreign)
  for (const id of [theirs.invitation.id, randomUUIDv7()]) {
    expect(await codeOf(revokeInvitation(ctx, id))).toBe('not_found')
  }
  expect(await codeOf(readInvitation(database.db, theirs.token))).toBeNull()
  expect(await listInvitations(database.db, mine.scope)).toEqual([])
})
