import { randomUUIDv7 } from 'node:crypto'
import { auditEndpoints, type BatchAction, batchEndpoints, type InputOf } from '@rapport/contract'
import {
  type AgentId,
  agent,
  asId,
  type BatchId,
  type ContactId,
  closeSession,
  type Permission,
  type SessionId,
  type TagId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditRoutes } from '../audit/index.ts'
import { startsInOf } from '../inboxes/index.ts'
import { type AgentContext, scopeOf } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { startWorker } from '../platform/jobs/index.ts'
import { changeSession, freezeMatching, ingestMessage } from '../sessions/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { createBatchRoutes } from './batch-routes.ts'
import type { FreezeMatching } from './begin-batch.ts'
import { pruneBatches } from './prune-batches.ts'
import { giveUpBatch, runBatch } from './run-batch.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const nothing: FreezeMatching = () => Promise.resolve([])

async function aDesk(role: 'supervisor' | 'admin' = 'admin') {
  const desk = await aWorkspace(database.db)
  const person = await desk.aMember(role)
  const ctx = await desk.contextOf(person.token)
  const { workspaceId } = desk.scope

  async function someSessions(count: number): Promise<SessionId[]> {
    const made: SessionId[] = []
    for (let i = 0; i < count; i += 1) {
      const contactId = asId<ContactId>(randomUUIDv7())
      const person = { externalId: contactId, verified: false, name: null, email: null, locale: null }
      const message = {
        key: randomUUIDv7(),
        thread: contactId,
        contactId,
        person,
        text: 'Hi',
        fileIds: [],
        clientId: null,
      }
      const arrival = { inboxId: desk.inbox.id, startsIn: startsInOf(desk.inbox) }
      made.push((await ingestMessage(ctx, arrival, message)).sessionId)
    }
    return made
  }

  const begin = (
    target: InputOf<typeof batchEndpoints.create>['target'],
    action: InputOf<typeof batchEndpoints.create>['action'],
    more: Readonly<{ expected?: number; clientId?: string; by?: AgentContext; freeze?: FreezeMatching }> = {},
  ) => {
    const { by = ctx, freeze = nothing, clientId = randomUUIDv7(), ...rest } = more
    return callRoute(
      createBatchRoutes(freeze),
      batchEndpoints.create,
      { ctx: by },
      { clientId, target, action, ...rest },
    )
  }
  const routes = createBatchRoutes(nothing)
  const get = (batchId: BatchId, by = ctx) => callRoute(routes, batchEndpoints.get, { ctx: by }, { batchId })
  const cancel = (batchId: BatchId) => callRoute(routes, batchEndpoints.cancel, { ctx }, { batchId })
  const items = (
    batchId: BatchId,
    more: { state?: 'all' | 'failed'; limit?: number; cursor?: string } = {},
  ) => callRoute(routes, batchEndpoints.items, { ctx }, { batchId, ...more })
  const step = (batchId: BatchId) => runBatch(desk.platform, { workspaceId, batchId })

  /** To the end, as the worker would. */
  async function finish(batchId: BatchId) {
    while ((await get(batchId)).state === 'running') await step(batchId)
    return await get(batchId)
  }

  const sessionsNow = async (ids: readonly SessionId[]) => {
    const { rows } = await sql<{
      id: SessionId
      state: string
      agentId: string | null
      version: number
      tags: string[]
    }>`
      select session_id as id, state, agent_id as "agentId", version, tag_ids as tags from sessions
       where workspace_id = ${workspaceId} and session_id = any(${ids}::uuid[]) order by number`.execute(
      database.db,
    )
    return rows
  }
  const end = (id: SessionId) =>
    changeSession(ctx, id, (s) => closeSession(s, agent(ctx.agentId), 'agent_ended'))
  return { ...desk, ctx, person, someSessions, begin, get, cancel, items, step, finish, sessionsNow, end }
}

async function aTag({ scope }: AgentContext, name: string): Promise<TagId> {
  const id = asId<TagId>(randomUUIDv7())
  await sql`insert into tags (workspace_id, tag_id, scope, name, colour, position)
    values (${scope.workspaceId}, ${id}, 'session', ${name}, 'blue', 0)`.execute(database.db)
  return id
}

test('each session is assigned, and one that refuses says why and holds up no other', async () => {
  const { someSessions, begin, finish, items, sessionsNow, end, aMember } = await aDesk()
  const sessionIds = await someSessions(120)
  const to = { agentId: (await aMember('supervisor')).id }
  await end(sessionIds[7] as SessionId)
  const begun = await begin({ sessionIds }, { do: 'assign', to }, { expected: 120 })
  expect(begun).toMatchObject({ state: 'running', total: 120, done: 0, failed: 0, finishedAt: null })
  expect(await finish(begun.id)).toMatchObject({
    state: 'done',
    done: 119,
    failed: 1,
    finishedAt: expect.any(Number),
  })
  const { items: failed } = await items(begun.id, { state: 'failed' })
  expect(failed).toMatchObject([{ sessionId: sessionIds[7], state: 'failed', error: 'session_ended' }])
  const assigned = (await sessionsNow(sessionIds)).filter(({ agentId }) => agentId === to.agentId)
  expect(assigned).toHaveLength(119)
})

test('sessions are ended, tagged and deleted by the commands of a single one', async () => {
  const { ctx, someSessions, begin, finish, items, sessionsNow } = await aDesk()
  const sessionIds = await someSessions(3)
  const tagId = await aTag(ctx, 'Refund')
  await finish((await begin({ sessionIds }, { do: 'tag', add: [tagId] })).id)
  expect((await sessionsNow(sessionIds)).map(({ tags }) => tags)).toEqual([[tagId], [tagId], [tagId]])
  const tooEarly = await begin({ sessionIds: [sessionIds[0] as SessionId] }, { do: 'delete' })
  await finish(tooEarly.id)
  expect((await items(tooEarly.id)).items).toMatchObject([{ error: 'session_live' }])
  await finish((await begin({ sessionIds }, { do: 'end', outcome: 'Solved' })).id)
  expect((await sessionsNow(sessionIds)).every(({ state }) => state === 'ended')).toBe(true)
  expect(await finish((await begin({ sessionIds }, { do: 'delete' })).id)).toMatchObject({
    done: 3,
    failed: 0,
  })
  expect(await sessionsNow(sessionIds)).toEqual([])
  const { items: deleted } = await callRoute(auditRoutes, auditEndpoints.list, { ctx }, { action: 'session' })
  expect(deleted.map(({ action, subject }) => [action, subject?.label]).toSorted()).toEqual(
    [1, 2, 3].map((number) => ['session.deleted', `#${number}`]),
  )
})

test('work that was cut short before it was written down is not done twice, whatever it was', async () => {
  const { ctx, someSessions, begin, finish, sessionsNow, aTeam, get } = await aDesk()
  const teamId = await aTeam('Second line')
  const tagId = await aTag(ctx, 'Refund')
  const actions: BatchAction[] = [
    { do: 'assign', to: { teamId } },
    { do: 'tag', add: [tagId], remove: [] },
    { do: 'end', outcome: null },
    { do: 'delete' },
  ]
  const sessionIds = await someSessions(5)
  for (const action of actions) {
    const { id } = await begin({ sessionIds }, action)
    expect(await finish(id)).toMatchObject({ done: 5, failed: 0 })
    const before = await sessionsNow(sessionIds)
    // As if the process had been killed between the work and its being written down.
    await sql`update batch_items set state = 'waiting'
      where workspace_id = ${ctx.scope.workspaceId} and batch_id = ${id}`.execute(database.db)
    await sql`update batches set state = 'running', done_count = 0
      where workspace_id = ${ctx.scope.workspaceId} and batch_id = ${id}`.execute(database.db)
    expect(await get(id)).toMatchObject({ state: 'running', done: 0 })
    expect(await finish(id)).toMatchObject({ done: 5, failed: 0 })
    expect(await sessionsNow(sessionIds)).toEqual(before)
  }
  const { items: deleted } = await callRoute(auditRoutes, auditEndpoints.list, { ctx }, { action: 'session' })
  expect(deleted.map(({ action, address }) => [action, address])).toEqual(
    sessionIds.map(() => ['session.deleted', null]),
  )
})

test('a session that was so already is told apart, and of each is kept which tags really changed', async () => {
  const { ctx, someSessions, begin, finish, items, scope, aTeam, aMember } = await aDesk()
  const sessionIds = await someSessions(3)
  const [first, second, third] = sessionIds as [SessionId, SessionId, SessionId]
  const [refund, vip, old] = [await aTag(ctx, 'Refund'), await aTag(ctx, 'VIP'), await aTag(ctx, 'Old')]
  await finish((await begin({ sessionIds: [second, third] }, { do: 'tag', add: [refund] })).id)
  await finish((await begin({ sessionIds: [third] }, { do: 'tag', add: [vip] })).id)
  await finish((await begin({ sessionIds: [first] }, { do: 'tag', add: [old] })).id)
  const { id } = await begin({ sessionIds }, { do: 'tag', add: [refund, vip], remove: [old] })
  expect(await finish(id)).toMatchObject({ state: 'done', done: 3, unchanged: 1, failed: 0 })
  const expected = [
    { sessionId: first, state: 'done', tags: { added: [refund, vip], removed: [old] } },
    { sessionId: second, state: 'done', tags: { added: [vip], removed: [] } },
    { sessionId: third, state: 'unchanged', tags: { added: [], removed: [] } },
  ]
  expect((await items(id)).items).toMatchObject(expected)
  // Cut short before it was written down: what it changed then is still known.
  await sql`update batch_items set state = 'waiting', tags = null
    where workspace_id = ${scope.workspaceId} and batch_id = ${id}`.execute(database.db)
  await sql`update batches set state = 'running', done_count = 0, unchanged_count = 0
    where workspace_id = ${scope.workspaceId} and batch_id = ${id}`.execute(database.db)
  expect(await finish(id)).toMatchObject({ done: 3, unchanged: 1 })
  expect((await items(id)).items).toMatchObject(expected)

  const to = { agentId: (await aMember('supervisor')).id }
  await finish((await begin({ sessionIds: [first] }, { do: 'assign', to })).id)
  const given = await begin({ sessionIds }, { do: 'assign', to })
  expect(await finish(given.id)).toMatchObject({ done: 3, unchanged: 1 })
  expect((await items(given.id)).items.map(({ state, tags }) => [state, tags])).toEqual([
    ['unchanged', null],
    ['done', null],
    ['done', null],
  ])
  const team = await begin({ sessionIds }, { do: 'assign', to: { teamId: await aTeam('Second line') } })
  expect(await finish(team.id)).toMatchObject({ done: 3, unchanged: 0 })
})

test('nobody acts on more or fewer sessions than they saw, and a repeated beginning begins one batch', async () => {
  const { someSessions, begin, ctx } = await aDesk()
  const sessionIds = await someSessions(3)
  const [first = asId<SessionId>('')] = sessionIds
  const tag: InputOf<typeof batchEndpoints.create>['action'] = { do: 'tag', add: [await aTag(ctx, 'Refund')] }
  const freeze: FreezeMatching = () => Promise.resolve(sessionIds.map((id, i) => ({ id, number: i + 1 })))
  const matching = { list: 'all', filter: '' } as const
  for (const expected of [2, 4])
    expect(await codeOf(begin(matching, tag, { expected, freeze }))).toBe('selection_changed')
  expect(await begin(matching, tag, { expected: 3, freeze })).toMatchObject({ total: 3 })
  expect(await codeOf(begin({ sessionIds: [...sessionIds, asId(randomUUIDv7())] }, tag))).toBe('not_found')
  expect(await begin(matching, tag)).toMatchObject({ total: 0, state: 'done' })

  const clientId = randomUUIDv7()
  const begun = await Promise.all([1, 2, 3].map(() => begin({ sessionIds }, tag, { clientId })))
  expect(new Set(begun.map(({ id }) => id)).size).toBe(1)
  expect(await codeOf(begin({ sessionIds: [first] }, tag, { clientId }))).toBe('client_id_reused')
})

test('what makes no sense is refused before it begins', async () => {
  const { someSessions, begin, agentContext, ctx } = await aDesk()
  const sessionIds = await someSessions(1)
  const supervisor = await agentContext('supervisor')
  expect(await codeOf(begin({ sessionIds }, { do: 'delete' }, { by: supervisor }))).toBe('forbidden')
  const mute = { ...ctx, can: (permission: Permission) => permission === 'sessions.batch' }
  expect(await codeOf(begin({ sessionIds }, { do: 'end' }, { by: mute }))).toBe('forbidden')
  expect(await codeOf(begin({ sessionIds }, { do: 'tag' }))).toBe('invalid_input')
  expect(await codeOf(begin({ sessionIds }, { do: 'tag', add: [asId(randomUUIDv7())] }))).toBe('not_found')
  expect(await codeOf(begin({ sessionIds }, { do: 'end', outcome: 'Of my own' }))).toBe('invalid_input')
  const nobody = { agentId: asId<AgentId>(randomUUIDv7()) }
  expect(await codeOf(begin({ sessionIds }, { do: 'assign', to: nobody }))).toBe('not_found')
  const foreign = await aDesk()
  expect(await codeOf(foreign.begin({ sessionIds }, { do: 'end' }))).toBe('not_found')
  expect(ctx.can('sessions.delete')).toBe(true)
})

test('who loses the right to it, or is shut out, changes nothing more from then on', async () => {
  for (const loss of ["role = 'agent'", 'deactivated_at = now()']) {
    const { someSessions, begin, step, get, items, sessionsNow, person, scope, ownerContext } =
      await aDesk('supervisor')
    const sessionIds = await someSessions(60)
    const { id } = await begin({ sessionIds }, { do: 'end' })
    await step(id)
    await sql`update memberships set ${sql.raw(loss)}
      where workspace_id = ${scope.workspaceId} and user_id = ${person.id}`.execute(database.db)
    await step(id)
    expect(await get(id)).toMatchObject({ state: 'done', done: 50, failed: 10 })
    const { items: failed } = await items(id, { state: 'failed', limit: 200 })
    expect(failed.every(({ error }) => error === 'forbidden')).toBe(true)
    expect((await sessionsNow(sessionIds)).filter(({ state }) => state === 'ended')).toHaveLength(50)
    expect(await codeOf(get(id, await ownerContext()))).toBe('not_found')
  }
})

test('a cancelled batch leaves what is done, and does no more', async () => {
  const { someSessions, begin, step, cancel, get, sessionsNow } = await aDesk()
  const sessionIds = await someSessions(70)
  const { id } = await begin({ sessionIds }, { do: 'end' })
  await step(id)
  expect(await cancel(id)).toMatchObject({ state: 'cancelled', done: 50 })
  await step(id)
  expect(await get(id)).toMatchObject({ state: 'cancelled', done: 50, failed: 0 })
  expect((await sessionsNow(sessionIds)).filter(({ state }) => state === 'ended')).toHaveLength(50)
  expect(await cancel(id)).toMatchObject({ state: 'cancelled' })
})

test('what became of each comes in the order it was given in, page by page', async () => {
  const { someSessions, begin, finish, items } = await aDesk()
  const sessionIds = (await someSessions(5)).toReversed()
  const { id } = await begin({ sessionIds }, { do: 'end' })
  await finish(id)
  const first = await items(id, { limit: 3 })
  const second = await items(id, { limit: 3, cursor: first.next ?? '' })
  expect([...first.items, ...second.items].map(({ sessionId }) => sessionId)).toEqual(sessionIds)
  expect(second.next).toBeNull()
  expect(await codeOf(items(id, { cursor: 'x' }))).toBe('bad_request')
})

test('the worker brings a batch to its end by itself; one it has to give up says so; thirty days later it is gone', async () => {
  const { someSessions, begin, get, items, platform, scope } = await aDesk()
  const sessionIds = await someSessions(130)
  const payloadOf = (payload: unknown) => payload as { batchId: BatchId }
  const handlers = {
    'run-batch': (job: { workspaceId: typeof scope.workspaceId; payload: unknown }) =>
      runBatch(platform, { workspaceId: job.workspaceId, ...payloadOf(job.payload) }),
  }
  const { id } = await begin({ sessionIds }, { do: 'end' })
  const worker = startWorker({ ...platform, handlers, pollMs: 20 })
  await expect.poll(async () => (await get(id)).state, { timeout: 10_000 }).toBe('done')
  await worker.stop()
  const given = await begin({ sessionIds: sessionIds.slice(0, 2) }, { do: 'end' })
  await giveUpBatch(platform, { workspaceId: scope.workspaceId, batchId: given.id })
  expect(await get(given.id)).toMatchObject({ state: 'done', failed: 2 })
  expect((await items(given.id)).items.map(({ error }) => error)).toEqual(['internal', 'internal'])
  const later = {
    ...platform,
    now: () => (platform.now() + 31 * 86_400_000) as ReturnType<typeof platform.now>,
  }
  await pruneBatches(later, scope)
  expect(await codeOf(get(id))).toBe('not_found')
})

test('all that match a filter are frozen as they match now, within the reach of who begins', async () => {
  const { someSessions, begin, finish, sessionsNow, end, ctx, inbox, anInbox } = await aDesk()
  const sessionIds = await someSessions(6)
  await end(sessionIds[0] as SessionId)
  const matching = { list: 'all', filter: 'state:any(unassigned)' } as const
  const tagId = await aTag(ctx, 'Refund')
  const action = { do: 'tag' as const, add: [tagId] }
  const options = { freeze: freezeMatching, expected: 5 }
  const { id } = await begin(matching, action, options)
  const [late = asId<SessionId>('')] = await someSessions(1)
  expect(await finish(id)).toMatchObject({ total: 5, done: 5 })
  const tagged = (await sessionsNow([...sessionIds, late])).filter(({ tags }) => tags.length > 0)
  expect(tagged.map((one) => one.id)).toEqual(sessionIds.slice(1))
  const narrowed = { ...ctx, scope: scopeOf(ctx.scope.workspaceId, [(await anInbox()).id]) }
  expect(await begin(matching, action, { freeze: freezeMatching, by: narrowed })).toMatchObject({ total: 0 })
  const here = { ...ctx, scope: scopeOf(ctx.scope.workspaceId, [inbox.id]) }
  expect(await begin(matching, action, { freeze: freezeMatching, by: here })).toMatchObject({ total: 6 })
  const unreadable = { list: 'all', filter: 'state:any(' } as const
  expect(await codeOf(begin(unreadable, action, { freeze: freezeMatching }))).toBe('invalid_input')
})
