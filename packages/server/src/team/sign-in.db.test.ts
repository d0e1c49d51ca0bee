import { loginEndpoints } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '../platform/crypto/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace, testPassword } from '../testing/a-workspace.ts'
import { aPublicContext, aReply, callRoute, codeOf } from '../testing/call-route.ts'
import { createAuthentication } from './authenticate.ts'
import { deactivate } from './change-role.ts'
import { nobodysHash } from './check-password.ts'
import { deleteExpired } from './login-queries.ts'
import { signOut } from './logins.ts'
import { signIn } from './sign-in.ts'
import { teamRoutes } from './team-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const wrong = { password: 'wrong horse battery' }

test('a browser gets a new cookie at every sign-in and no token; who asks for a token gets that alone', async () => {
  const { platform, owner } = await aWorkspace(database.db)
  const ctx = aPublicContext(platform)
  const credentials = { email: owner.email.toUpperCase(), password: testPassword }
  const { cookies, reply } = aReply()
  for (let i = 0; i < 2; i += 1) {
    const answer = await callRoute(teamRoutes, loginEndpoints.signIn, { ctx, reply }, credentials)
    expect(answer).toMatchObject({ token: null, me: { user: { id: owner.id }, role: 'owner' } })
  }
  expect(new Set(cookies).size).toBe(2)
  const { token } = await callRoute(
    teamRoutes,
    loginEndpoints.signIn,
    { ctx, reply },
    { ...credentials, as: 'token' },
  )
  expect(cookies.length).toBe(2)
  const login = await createAuthentication(platform).login({ ...ctx, token: token!, wanted: null })
  expect(login?.userId).toBe(owner.id)
  const stored = await sql<{ text: string }>`select directory::text as text from directory`.execute(
    database.db,
  )
  expect(stored.rows.some(({ text }) => text.includes(token!))).toBe(false)
})

test('an unknown e-mail and a wrong password are answered alike, and cost the same', async () => {
  const { platform, owner } = await aWorkspace(database.db)
  const [unknown, known] = await Promise.all(
    ['nobody@example.test', owner.email].map((email) =>
      signIn(aPublicContext(platform), { email, ...wrong }).catch((error: unknown) => error),
    ),
  )
  expect(unknown).toMatchObject({ code: 'wrong_credentials', message: 'wrong_credentials', fields: [] })
  expect(known).toMatchObject({ code: 'wrong_credentials', message: 'wrong_credentials', fields: [] })
  const costOf = (hash: string) => hash.split('$').slice(0, 4).join('$')
  expect(costOf(nobodysHash)).toBe(costOf(await hashPassword('anything')))
  expect(nobodysHash.length).toBe((await hashPassword('anything')).length)
  expect(await verifyPassword('', nobodysHash)).toBe(false)
})

test('after ten failures an account is closed to everywhere it is not signed in, known or not, all the same', async () => {
  const { platform, owner } = await aWorkspace(database.db)
  for (const email of [owner.email, 'nobody-at-all@example.test']) {
    const tries = Array.from({ length: 14 }, () => signIn(aPublicContext(platform), { email, ...wrong }))
    const codes = await Promise.all(tries.map(codeOf))
    expect(codes.filter((code) => code === 'wrong_credentials').length).toBe(10)
    expect(codes.filter((code) => code === 'too_many_requests').length).toBe(4)
  }
  const right = { email: owner.email, password: testPassword }
  expect(await codeOf(signIn(aPublicContext(platform), right))).toBe('too_many_requests')
  expect(await codeOf(signIn(aPublicContext(platform, '127.0.0.1'), right))).toBeNull() // where they are signed in
})

test('after ten failures an address is closed for every account, also for the half of IPv6 it owns', async () => {
  const { platform, owner } = await aWorkspace(database.db)
  const right = { email: owner.email, password: testPassword }
  for (let i = 0; i < 10; i += 1) {
    const ctx = aPublicContext(platform, `2001:db8:0:7::${i}`)
    expect(await codeOf(signIn(ctx, { email: `n${i}@example.test`, ...wrong }))).toBe('wrong_credentials')
  }
  expect(await codeOf(signIn(aPublicContext(platform, '2001:db8::7:1:2:3:4'), right))).toBe(
    'too_many_requests',
  )
  expect(await codeOf(signIn(aPublicContext(platform, '2001:db8:0:8::1'), right))).toBeNull()
})

test('failures are forgotten after a quarter of an hour, and successes never count', async () => {
  const { platform, owner } = await aWorkspace(database.db)
  const right = { email: owner.email, password: testPassword }
  const ctx = aPublicContext(platform)
  for (let i = 0; i < 12; i += 1) expect(await codeOf(signIn(ctx, right))).toBeNull()
  for (let i = 0; i < 10; i += 1) await codeOf(signIn(ctx, { ...right, ...wrong }))
  const refused = await signIn(ctx, right).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'too_many_requests' })
  // What the caller is told to wait is what it takes: the window counts from the first failure and is never extended.
  const { retryAfterMs } = refused as { retryAfterMs: number }
  expect(retryAfterMs).toBeGreaterThan(14 * 60_000)
  expect(retryAfterMs).toBeLessThanOrEqual(15 * 60_000)
  await sql`update throttles set window_ends_at = now() - interval '1 second'`.execute(database.db)
  expect(await codeOf(signIn(ctx, right))).toBeNull()
})

test('many who sign in at once from one address all come in', async () => {
  const { platform, owner } = await aWorkspace(database.db)
  const ctx = aPublicContext(platform)
  const right = { email: owner.email, password: testPassword }
  const codes = await Promise.all(Array.from({ length: 25 }, () => codeOf(signIn(ctx, right))))
  expect(codes.filter((code) => code !== null)).toEqual([])
})

test('who is shut out everywhere cannot sign in, and cannot tell why', async () => {
  const { platform, aMember, ownerContext } = await aWorkspace(database.db)
  const member = await aMember('agent')
  await deactivate(await ownerContext(), member.id)
  const right = { email: member.email, password: testPassword }
  expect(await codeOf(signIn(aPublicContext(platform), right))).toBe('wrong_credentials')
})

test('what has run out is removed, and nothing else', async () => {
  const { platform, owner, inbox } = await aWorkspace(database.db)
  const right = { email: owner.email, password: testPassword }
  const { token } = await signIn(aPublicContext(platform), right)
  await sql`update directory set expires_at = now() - interval '1 second'
    where subject_id = ${owner.id} and data ->> 'address' = '127.0.0.1'`.execute(database.db)
  await deleteExpired(database.db)
  const { rows } =
    await sql`select kind from directory where subject_id in (${owner.id}, ${inbox.id})`.execute(database.db)
  expect(rows).toEqual(expect.arrayContaining([{ kind: 'login' }, { kind: 'widget_key' }]))
  expect(rows.length).toBe(2)
  const { login } = createAuthentication(platform)
  expect(await login({ ...aPublicContext(platform), token, wanted: null })).not.toBeNull()
})

test('coming in and going out stand in the log of each workspace one works in, with where from', async () => {
  const { owner, scope, platform, contextOf } = await aWorkspace(database.db)
  const call = aPublicContext(platform, '203.0.113.7')
  const { token } = await signIn(call, { email: owner.email, password: testPassword })
  await signOut({ ...(await contextOf(token)), address: '203.0.113.8' })
  const { rows } = await sql`
    select action, user_id as "userId", subject_id as "subjectId", address from audit_log
     where workspace_id = ${scope.workspaceId} order by at, entry_id`.execute(database.db)
  const who = { userId: owner.id, subjectId: owner.id }
  expect(rows).toContainEqual({ action: 'agent.signed_in', ...who, address: '203.0.113.7' })
  expect(rows).toContainEqual({ action: 'agent.signed_out', ...who, address: '203.0.113.8' })
})
