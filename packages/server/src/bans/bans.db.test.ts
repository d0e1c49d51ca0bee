import { randomUUIDv7 } from 'node:crypto'
import { banEndpoints } from '@rapport/contract'
import { asId, type BanId, type ContactId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startsInOf } from '../inboxes/index.ts'
import type { AgentContext, Context } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { blockSessions, ingestMessage, type ThreadMemory } from '../sessions/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { createBanRoutes } from './ban-routes.ts'
import { noteRefusal } from './note-refusal.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const routes = createBanRoutes(blockSessions)

async function aDesk() {
  const desk = await aWorkspace(database.db)
  const ctx = await desk.agentContext('supervisor')

  /** Somebody who writes in several threads of their own. */
  function aVisitor(contactId = asId<ContactId>(randomUUIDv7())) {
    const asContact: Context = { ...ctx, actor: { kind: 'contact', id: contactId } }
    const arrival = { inboxId: desk.inbox.id, startsIn: startsInOf(desk.inbox) }
    const person = { externalId: contactId, verified: false, name: 'Max', email: null, locale: null }
    const write = async (name: string, text = 'Hello', memory: ThreadMemory = { latest: null }) => {
      const thread = `${contactId}:${name}`
      const message = { key: randomUUIDv7(), thread, contactId, person, text, fileIds: [], clientId: null }
      try {
        return await ingestMessage(asContact, arrival, message, memory)
      } catch (error) {
        await noteRefusal(asContact, error)
        throw error
      }
    }
    return { contactId, write }
  }

  const sessionsOf = async (contactId: ContactId) => {
    const { rows } = await sql<{
      state: string
      end_reason: string | null
      by: string
      message_count: number
    }>`
      select state, end_reason, ended_by ->> 'kind' as by, message_count from sessions
       where workspace_id = ${desk.scope.workspaceId} and contact_id = ${contactId}`.execute(database.db)
    return rows
  }
  const ban = (
    contactId: ContactId,
    more: { until?: number; reason?: string } = {},
    by: AgentContext = ctx,
  ) => callRoute(routes, banEndpoints.create, { ctx: by }, { contactId, reason: 'Insults', ...more })
  const lift = (banId: BanId) => callRoute(routes, banEndpoints.lift, { ctx }, { banId })
  const list = (asked: {
    state?: 'all' | 'standing'
    contactId?: ContactId
    limit?: number
    cursor?: string
  }) => callRoute(routes, banEndpoints.list, { ctx }, asked)
  return { ...desk, ctx, aVisitor, sessionsOf, ban, lift, list }
}

test('a ban ends every live session of the contact, as blocked by who banned, and says how many', async () => {
  const { aVisitor, ban, sessionsOf } = await aDesk()
  const visitor = aVisitor()
  const bystander = aVisitor()
  for (const thread of ['a', 'b', 'c']) await visitor.write(thread)
  await bystander.write('a')
  const { ban: made, endedSessions } = await ban(visitor.contactId)
  expect(endedSessions).toBe(3)
  expect(made).toMatchObject({ reason: 'Insults', state: 'standing', until: null, refusedCount: 0 })
  expect(made.contact).toMatchObject({ id: visitor.contactId, name: 'Max' })
  const blocked = { state: 'ended', end_reason: 'blocked', by: 'agent', message_count: 1 }
  expect(await sessionsOf(visitor.contactId)).toEqual([blocked, blocked, blocked])
  expect(await sessionsOf(bystander.contactId)).toMatchObject([{ state: 'unassigned' }])
})

test('what a banned contact writes is refused and counted, in old threads and new ones, until the ban is lifted', async () => {
  const { aVisitor, ban, lift, list } = await aDesk()
  const visitor = aVisitor()
  const memory: ThreadMemory = { latest: null }
  await visitor.write('a', 'Hello', memory)
  const { ban: made } = await ban(visitor.contactId)
  expect(await codeOf(visitor.write('a', 'again', memory))).toBe('contact_banned')
  expect(await codeOf(visitor.write('a', 'and again'))).toBe('contact_banned')
  expect(await codeOf(visitor.write('new'))).toBe('contact_banned')
  const { items } = await list({ contactId: visitor.contactId })
  expect(items).toMatchObject([{ id: made.id, refusedCount: 3, refusedAt: expect.any(Number) }])
  expect(await lift(made.id)).toMatchObject({ state: 'lifted', liftedByName: expect.any(String) })
  expect(await lift(made.id)).toMatchObject({ state: 'lifted' })
  await visitor.write('a')
  await visitor.write('new')
  expect((await list({ contactId: visitor.contactId })).items).toEqual([])
  expect((await list({ state: 'all', contactId: visitor.contactId })).items).toHaveLength(1)
})

test('a ban with an end lets the contact in again by itself, and another may follow it', async () => {
  const { aVisitor, ban, ctx, list } = await aDesk()
  const visitor = aVisitor()
  await visitor.write('a')
  const until = ctx.now() + 400
  await ban(visitor.contactId, { until })
  expect(await codeOf(visitor.write('a'))).toBe('contact_banned')
  await new Promise((resolve) => setTimeout(resolve, 450))
  await visitor.write('a')
  expect(await ban(visitor.contactId)).toMatchObject({ endedSessions: 1 })
  const { items } = await list({ state: 'all', contactId: visitor.contactId })
  expect(items.map(({ state, liftedAt }) => [state, liftedAt])).toEqual([
    ['standing', null],
    ['expired', null],
  ])
})

test('who is banned already, who is not there, and an end that has passed are told apart', async () => {
  const { aVisitor, ban, ctx, lift, agentContext, anInbox } = await aDesk()
  const visitor = aVisitor()
  await visitor.write('a')
  expect(await codeOf(ban(visitor.contactId, { until: ctx.now() - 1 }))).toBe('invalid_input')
  const tries = await Promise.all([1, 2, 3].map(() => codeOf(ban(visitor.contactId))))
  expect(tries.toSorted()).toEqual(['already_banned', 'already_banned', null].toSorted())
  expect(await codeOf(ban(asId(randomUUIDv7())))).toBe('not_found')
  expect(await codeOf(lift(asId(randomUUIDv7())))).toBe('not_found')
  const elsewhere = await agentContext('agent', { inboxes: [(await anInbox()).id] })
  const theirs = aVisitor()
  await theirs.write('a')
  expect(await codeOf(ban(theirs.contactId, {}, elsewhere))).toBe('not_found')
  const [hidden, lifted] = await Promise.all([
    callRoute(routes, banEndpoints.list, { ctx: elsewhere }, {}),
    codeOf(callRoute(routes, banEndpoints.lift, { ctx: elsewhere }, { banId: asId(randomUUIDv7()) })),
  ])
  expect([hidden.items, lifted]).toEqual([[], 'not_found'])
})

test('while somebody writes in many threads, each message lands before the ban and its session ends, or is refused', async () => {
  const { aVisitor, ban, sessionsOf } = await aDesk()
  for (let round = 0; round < 8; round += 1) {
    const visitor = aVisitor()
    await visitor.write('first')
    const writing = Array.from({ length: 24 }, (_, i) => codeOf(visitor.write(`thread-${i % 6}`, `no. ${i}`)))
    const [codes, { endedSessions }] = await Promise.all([Promise.all(writing), ban(visitor.contactId)])
    expect(codes.every((code) => code === null || code === 'contact_banned')).toBe(true)
    const sessions = await sessionsOf(visitor.contactId)
    expect(sessions.every(({ state, end_reason }) => state === 'ended' && end_reason === 'blocked')).toBe(
      true,
    )
    expect(sessions.length).toBe(endedSessions)
    const landed = sessions.reduce((sum, { message_count }) => sum + message_count, 0)
    expect(landed).toBe(1 + codes.filter((code) => code === null).length)
  }
})

test('bans come newest first, page by page', async () => {
  const { aVisitor, ban, list } = await aDesk()
  const made: string[] = []
  for (let i = 0; i < 5; i += 1) {
    const visitor = aVisitor()
    await visitor.write('a')
    made.unshift((await ban(visitor.contactId)).ban.id)
  }
  const first = await list({ limit: 3 })
  const second = await list({ limit: 3, cursor: first.next ?? '' })
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  expect([ids.toSorted(), second.next]).toEqual([made.toSorted(), null])
})
