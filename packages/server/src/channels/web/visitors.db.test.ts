import { createHmac } from 'node:crypto'
import { identityPayload, inboxEndpoints, type VisitorIdentity, widgetEndpoints } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inboxRoutes } from '../../inboxes/index.ts'
import type { VisitorContext } from '../../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing/open-test-database.ts'
import { aWebInbox, aWorkspace, type TestWorkspace } from '../../testing/a-workspace.ts'
import { aPublicContext, callRoute, codeOf } from '../../testing/call-route.ts'
import { authenticateVisitor } from './authenticate-visitor.ts'
import { frameAncestors } from './frame-ancestors.ts'
import { widgetRoutes } from './widget-routes.ts'

let database: TestDatabase
let desk: TestWorkspace
let secret: string
beforeAll(async () => {
  database = await openTestDatabase()
  desk = await aWorkspace(database.db)
  secret = await makeSecret(desk.inbox)
})
afterAll(() => database.close())

const makeSecret = async ({ id }: TestWorkspace['inbox']) => {
  const ctx = await desk.ownerContext()
  return (await callRoute(inboxRoutes, inboxEndpoints.identitySecret, { ctx }, { inboxId: id })).secret
}
const call = { address: '127.0.0.1', requestId: 'r1', exempt: false }
const keyOf = (inbox: TestWorkspace['inbox']) => inbox.widget?.key ?? ''
const begin = (beginning: { key?: string; identity?: VisitorIdentity; locale?: string } = {}) =>
  callRoute(
    widgetRoutes,
    widgetEndpoints.visitor,
    { ctx: aPublicContext(desk.platform) },
    { key: keyOf(desk.inbox), ...beginning },
  )
const enter = async (token: string): Promise<VisitorContext> => {
  const visitor = await authenticateVisitor(desk.platform, token, call)
  if (!visitor) throw new Error('This token is no visitor')
  return visitor
}
const sign = (identity: Omit<VisitorIdentity, 'signature'>, by = secret): VisitorIdentity => ({
  ...identity,
  signature: createHmac('sha256', by).update(identityPayload(identity)).digest('hex'),
})
const maya = { userId: 'c-1001', name: 'Maya Lindqvist', email: 'Maya@Example.com' }

test('a stranger is a new contact each time, unverified, and reaches the one inbox', async () => {
  const [first, second] = [await begin({ locale: 'cs' }), await begin()]
  const [one, two] = [await enter(first.token), await enter(second.token)]
  expect(first.verified).toBe(false)
  expect(one.contactId).not.toBe(two.contactId)
  expect(one.thread).not.toBe(two.thread)
  expect(one.scope).toMatchObject({ workspaceId: desk.scope.workspaceId, inboxes: [desk.inbox.id] })
  expect(one.person).toMatchObject({ verified: false, name: null, email: null, locale: 'cs' })
  expect(one.actor).toEqual({ kind: 'contact', id: one.contactId })
})

test('whom the page signed for is one contact on every device, also when both arrive at once', async () => {
  const identity = sign(maya)
  const tokens = await Promise.all([begin({ identity }), begin({ identity }), begin({ identity })])
  const visitors = await Promise.all(tokens.map(({ token }) => enter(token)))
  expect(tokens.every(({ verified }) => verified)).toBe(true)
  expect(new Set(visitors.map(({ contactId }) => contactId)).size).toBe(1)
  expect(new Set(visitors.map(({ thread }) => thread)).size).toBe(1)
  expect(visitors[0]?.person).toMatchObject({ externalId: 'c-1001', email: 'maya@example.com' })
})

test('the same user id on another inbox is another contact', async () => {
  const other = await desk.anInbox()
  const theirs = await makeSecret(other)
  const here = await enter((await begin({ identity: sign(maya) })).token)
  const there = await enter((await begin({ key: keyOf(other), identity: sign(maya, theirs) })).token)
  expect(there.contactId).not.toBe(here.contactId)
  expect(there.inboxId).toBe(other.id)
})

test('a signature that does not fit is refused, whatever was changed, and leaves no token', async () => {
  const other = await desk.anInbox()
  const theirs = await makeSecret(other)
  const before = await countTokens()
  const wrong = [
    { ...sign(maya), signature: '0'.repeat(64) },
    { ...sign(maya), userId: 'c-1002' },
    { ...sign(maya), name: 'Maya L.' },
    { ...sign(maya), email: 'maya@evil.example' },
    { userId: maya.userId, signature: sign(maya).signature },
    sign(maya, theirs),
  ]
  for (const identity of wrong) expect(await codeOf(begin({ identity }))).toBe('forbidden')
  expect(await codeOf(begin({ key: keyOf(other), identity: sign(maya) }))).toBe('forbidden')
  expect(await countTokens()).toBe(before)
})

test('an inbox without a secret vouches for nobody, and a new secret ends the old one', async () => {
  const fresh = await desk.anInbox()
  expect(await codeOf(begin({ key: keyOf(fresh), identity: sign(maya, '') }))).toBe('forbidden')
  const first = await makeSecret(fresh)
  await makeSecret(fresh)
  expect(await codeOf(begin({ key: keyOf(fresh), identity: sign(maya, first) }))).toBe('forbidden')
})

test('an inbox that asks for identities lets no stranger in', async () => {
  const widget = { ...aWebInbox().widget, requireIdentity: true }
  const strict = await desk.anInbox({ widget })
  const own = await makeSecret(strict)
  expect(await codeOf(begin({ key: keyOf(strict) }))).toBe('forbidden')
  expect(await begin({ key: keyOf(strict), identity: sign(maya, own) })).toMatchObject({ verified: true })
})

test('a key nobody has is not found, everywhere it is asked for', async () => {
  const ctx = { ctx: aPublicContext(desk.platform) }
  expect(await codeOf(begin({ key: 'nobody' }))).toBe('not_found')
  expect(await codeOf(callRoute(widgetRoutes, widgetEndpoints.settings, ctx, { key: '' }))).toBe('not_found')
  expect(await codeOf(callRoute(widgetRoutes, widgetEndpoints.settingsModule, ctx, { key: 'x' }))).toBe(
    'not_found',
  )
  expect(await frameAncestors(desk.platform, 'nobody')).toBeNull()
})

test('signing out kills the token and tells its sockets', async () => {
  const { token } = await begin()
  const visitor = await enter(token)
  const heard: unknown[] = []
  const stop = desk.platform.bus.subscribe((signal) => heard.push(signal))
  await callRoute(widgetRoutes, widgetEndpoints.signOut, { ctx: visitor }, {})
  stop()
  expect(await authenticateVisitor(desk.platform, token, call)).toBeNull()
  expect(heard).toEqual([{ type: 'token_ended', key: visitor.visitorKey }])
})

test('an expired, an invented and an empty token are nobody, and the database holds no token', async () => {
  const { token, expiresAt } = await begin()
  expect(expiresAt - desk.platform.now()).toBeGreaterThan(179 * 86_400_000)
  await sql`update directory set expires_at = now() - interval '1 second' where kind = 'visitor'
    and key_hash = ${Buffer.from((await enter(token)).visitorKey, 'hex')}`.execute(database.db)
  for (const wrong of [token, 'x', '', `${token}x`]) {
    expect(await authenticateVisitor(desk.platform, wrong, call)).toBeNull()
  }
  const { rows } = await sql<{ line: string }>`select to_jsonb(d)::text as line from directory d`.execute(
    database.db,
  )
  expect(rows.some(({ line }) => line.includes(token))).toBe(false)
})

test('a panel may stand where its inbox says, and anywhere when it says nothing', async () => {
  const widget = { ...aWebInbox().widget, allowedOrigins: ['https://shop.example', 'https://*.shop.example'] }
  const listed = await desk.anInbox({ widget })
  expect(await frameAncestors(desk.platform, keyOf(listed))).toEqual(widget.allowedOrigins)
  expect(await frameAncestors(desk.platform, keyOf(desk.inbox))).toEqual(['*'])
})

async function countTokens(): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from directory where kind = 'visitor'`.execute(database.db)
  return rows[0]?.n ?? 0
}
