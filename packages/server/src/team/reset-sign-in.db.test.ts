import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import type { Signal } from '../platform/realtime/index.ts'
import { aWorkspace, testPassword } from '../testing/a-workspace.ts'
import { aPublicContext, codeOf } from '../testing/call-route.ts'
import { listApiKeys } from './api-key-queries.ts'
import { makeApiKey } from './api-keys.ts'
import { createAuthentication } from './authenticate.ts'
import { openWorkspace } from './open-workspace.ts'
import { resetSignIn } from './reset-sign-in.ts'
import { signIn } from './sign-in.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const password = 'another horse battery'

test('a reset ends every login and key of the person at once, and nobody else’s', async () => {
  const { platform, owner, aMember, scope, contextOf } = await aWorkspace(database.db)
  const other = await aMember('admin')
  const second = await signIn(aPublicContext(platform), { email: owner.email, password: testPassword })
  for (const { token } of [owner, other])
    await makeApiKey(await contextOf(token), { name: 'Sync', scopes: ['sessions.read'], days: null })
  const heard: Signal[] = []
  platform.bus.subscribe((signal) => heard.push(signal))

  const tally = await resetSignIn(platform, { email: owner.email, password, keepKeys: false })
  expect(tally).toEqual({ logins: 2, apiKeys: 1 })
  expect(heard.map(({ type }) => type)).toEqual(['token_ended', 'token_ended', 'token_ended'])
  const { login } = createAuthentication(platform)
  const call = { ...aPublicContext(platform), wanted: scope.workspaceId }
  expect(await login({ ...call, token: second.token })).toBeNull()
  expect(await login({ ...call, token: other.token })).not.toBeNull()
  expect((await listApiKeys(platform.db, scope)).map(({ madeBy }) => madeBy)).toEqual([other.id])

  const old = signIn(aPublicContext(platform), { email: owner.email, password: testPassword })
  expect(await codeOf(old)).toBe('wrong_credentials')
  expect((await signIn(aPublicContext(platform), { email: owner.email, password })).userId).toBe(owner.id)
})

test('keys are kept when that is asked for, and an account shut by failures opens', async () => {
  const { platform, owner, scope, ownerContext } = await aWorkspace(database.db)
  await makeApiKey(await ownerContext(), { name: 'Sync', scopes: ['sessions.read'], days: null })
  for (let i = 0; i < 11; i += 1)
    await codeOf(signIn(aPublicContext(platform), { email: owner.email, password: 'wrong' }))
  const tally = await resetSignIn(platform, { email: owner.email, password, keepKeys: true })
  expect(tally).toEqual({ logins: 1, apiKeys: 0 })
  expect(await listApiKeys(platform.db, scope)).toHaveLength(1)
  expect((await signIn(aPublicContext(platform), { email: owner.email, password })).userId).toBe(owner.id)
})

test('an e-mail without a sign-in gets none by a reset', async () => {
  const { platform } = await aWorkspace(database.db)
  expect(await resetSignIn(platform, { email: 'no@example.test', password, keepKeys: false })).toBeNull()
})

test('a workspace is opened for somebody new with their sign-in, and for somebody known with the one they have', async () => {
  const { platform, owner } = await aWorkspace(database.db)
  const first = { name: 'Second desk', owner: { email: 'nia@example.test', name: 'Nia' }, password }
  expect(await openWorkspace(platform, first)).toMatchObject({ isNewOwner: true })
  const again = { ...first, owner: { email: owner.email, name: 'Olive' } }
  const { workspaceId, isNewOwner } = await openWorkspace(platform, again)
  expect(isNewOwner).toBe(false)
  const login = await createAuthentication(platform).login({
    ...aPublicContext(platform),
    token: owner.token,
    wanted: workspaceId,
  })
  expect(login && (await createAuthentication(platform).agent(login))).toMatchObject({ role: 'owner' })
  expect(await codeOf(signIn(aPublicContext(platform), { email: owner.email, password }))).toBe(
    'wrong_credentials',
  )
})
