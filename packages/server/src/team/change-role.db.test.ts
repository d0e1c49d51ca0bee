import { randomUUIDv7 } from 'node:crypto'
import { type AgentId, asId, type Role, roles } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { codeOf } from '../testing/call-route.ts'
import { changeRole, deactivate, reactivate } from './change-role.ts'
import { findMember } from './user-queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const mayTouch = (by: Role, role: Role) =>
  role === 'owner' ? by === 'owner' : by === 'admin' || by === 'owner'

test.each(roles)('as %s nobody gives or takes a role above what they may grant', async (by) => {
  const { agentContext, aMember } = await aWorkspace(database.db)
  const ctx = await agentContext(by)
  for (const [from, to] of roles.flatMap((from) => roles.map((to) => [from, to] as const))) {
    const { id } = await aMember(from)
    const code = await codeOf(changeRole(ctx, id, to))
    const expected = mayTouch(by, from) && mayTouch(by, to) ? null : 'forbidden'
    expect({ from, to, code }).toEqual({ from, to, code: expected })
  }
})

test.each(roles)('as %s nobody shuts out or lets in who is above what they may grant', async (by) => {
  const { agentContext, aMember } = await aWorkspace(database.db)
  const ctx = await agentContext(by)
  for (const from of roles) {
    const { id } = await aMember(from)
    const codes = [await codeOf(deactivate(ctx, id)), await codeOf(reactivate(ctx, id))]
    const expected = mayTouch(by, from) ? null : 'forbidden'
    expect({ from, codes }).toEqual({ from, codes: [expected, expected] })
  }
})

test('the last owner who can sign in stays one', async () => {
  const { ownerContext, owner, aMember } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const second = await aMember('owner')
  await deactivate(ctx, second.id)
  expect(await codeOf(changeRole(ctx, owner.id, 'admin'))).toBe('last_owner')
  expect(await codeOf(deactivate(ctx, owner.id))).toBe('last_owner')
  expect(await codeOf(changeRole(ctx, owner.id, 'owner'))).toBeNull()
  await reactivate(ctx, second.id)
  expect(await codeOf(deactivate(ctx, owner.id))).toBeNull()
  expect(await codeOf(reactivate(ctx, owner.id))).toBe('forbidden') // shut out, whatever the request began as
})

test('of two owners who demote each other at once, one remains', async () => {
  const { db } = database
  for (let round = 0; round < 5; round += 1) {
    const { agentContext, ownerContext, scope } = await aWorkspace(db)
    const [one, other] = await Promise.all([ownerContext(), agentContext('owner')])
    const codes = await Promise.all([
      codeOf(changeRole(one, other.agentId, 'agent')),
      codeOf(changeRole(other, one.agentId, 'agent')),
    ])
    expect(codes.filter((code) => code === null).length).toBe(1)
    const left = await Promise.all([one, other].map(({ agentId }) => findMember(db, scope, agentId)))
    expect(left.filter((member) => member?.role === 'owner').length).toBe(1)
  }
})

test("another workspace's member is answered like nobody", async () => {
  const mine = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const ctx = await mine.ownerContext()
  for (const id of [(await foreign.aMember('agent')).id, asId<AgentId>(randomUUIDv7())]) {
    expect(await codeOf(changeRole(ctx, id, 'agent'))).toBe('not_found')
    expect(await codeOf(deactivate(ctx, id))).toBe('not_found')
    expect(await codeOf(reactivate(ctx, id))).toBe('not_found')
  }
})
