import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { fieldEndpoints, tagEndpoints } from '@rapport/contract'
import { asId, closeSession, type SessionEvent, type SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldRoutes } from '../fields/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { tagRoutes } from '../tags/index.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { changeSession } from './change-session.ts'
import { listSessionsById } from './named-rows-queries.ts'
import { aSessionToMark } from './testing/marked-session.ts'
import { untagSessions } from './untag-sessions.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Desk = Awaited<ReturnType<typeof aSessionToMark>>

/** What happened in the session, without its beginning. */
async function eventsOf({ place, sessionId }: Desk, id: SessionId = sessionId): Promise<SessionEvent[]> {
  const { rows } = await sql<{ event: SessionEvent }>`
    select event from session_events
    where workspace_id = ${place.scope.workspaceId} and session_id = ${id} and version > 2
    order by version`.execute(database.db)
  return rows.map(({ event }) => event)
}

/** The paths of what is wrong, by which a form shows it. */
async function pathsOf(work: Promise<unknown>, code = 'invalid_input'): Promise<string[]> {
  const error = await work.then(
    () => null,
    (it: unknown) => it,
  )
  if (!(error instanceof AppError)) throw error ?? new Error('It was not refused')
  expect(error.code).toBe(code)
  return error.fields.map(({ path }) => path.join('.'))
}

test('marks stand on the session and in its log, in ended ones too, and saying them again leaves no trace', async () => {
  const desk = await aSessionToMark(database.db)
  const { ctx, sessionId, ask } = desk
  const tag = await desk.aTag('VIP')
  await changeSession(ctx, sessionId, (session) => closeSession(session, ctx.actor, 'inactivity'))
  const { session: ended } = await ask('setPriority', { priority: 'urgent' })
  for (const _again of [1, 2]) {
    await ask('setPriority', { priority: 'urgent' })
    await ask('setOutcome', { outcome: 'Solved' })
    await ask('rate', { rating: 4 })
    await ask('changeTags', { add: [tag.id, tag.id] })
  }
  const { session } = await ask('setOutcome', { outcome: null })
  expect(session).toMatchObject({
    state: 'ended',
    priority: 'urgent',
    outcome: null,
    rating: 4,
    tagIds: [tag.id],
    lastActivityAt: ended.lastActivityAt,
  })
  expect((await eventsOf(desk)).map(({ type }) => type)).toEqual([
    'session.ended',
    'session.prioritised',
    'session.outcome_set',
    'session.rated',
    'session.tagged',
    'session.outcome_set',
  ])
})

test('an outcome is one of the workspace’s; one that is none any more stays where it stands', async () => {
  const desk = await aSessionToMark(database.db)
  const { ask } = desk
  for (const outcome of ['solved', 'Sold', "Solved'); --"])
    expect(await pathsOf(ask('setOutcome', { outcome }))).toEqual(['outcome'])
  await ask('setOutcome', { outcome: 'Solved' })
  await desk.settle({ outcomes: ['Sold'] })
  expect((await ask('setOutcome', { outcome: 'Solved' })).session.outcome).toBe('Solved')
  expect((await ask('end', {})).session).toMatchObject({ state: 'ended', outcome: 'Solved' })
  expect(await pathsOf(ask('end', { sessionId: await desk.another(), outcome: 'Solved' }))).toEqual([
    'outcome',
  ])
})

test('of agents who tag at once all have their way, and a repetition with a client id has its effect once', async () => {
  const desk = await aSessionToMark(database.db)
  const colleague = await desk.place.agentContext('agent')
  const tags = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => desk.aTag(name)))
  const ids = tags.map(({ id }) => id)
  await Promise.all(ids.map((id, i) => desk.ask('changeTags', { add: [id] }, i % 2 ? colleague : desk.ctx)))
  const [one = '', two = ''] = ids
  const remove = { remove: [one], clientId: randomUUID() }
  await desk.ask('changeTags', remove)
  await desk.ask('changeTags', { add: [one] })
  const { session } = await desk.ask('changeTags', remove)
  expect(session.tagIds.toSorted()).toEqual(ids.toSorted())
  expect(await codeOf(desk.ask('changeTags', { ...remove, remove: [two] }))).toBe('client_id_reused')
  expect(await eventsOf(desk)).toHaveLength(8)
})

test('only a tag of sessions, of this workspace, can be put on one; nothing of a wrong request is kept', async () => {
  const desk = await aSessionToMark(database.db)
  const theirs = await (await aSessionToMark(database.db)).aTag('Theirs')
  const tag = await desk.aTag('VIP')
  const ofContacts = await desk.aTag('VIP', 'contact')
  for (const id of [theirs.id, ofContacts.id, randomUUIDv7()])
    expect(await codeOf(desk.ask('changeTags', { add: [tag.id, id] }))).toBe('not_found')
  expect(await eventsOf(desk)).toEqual([])
})

test('an agent marks nothing outside their inboxes', async () => {
  const desk = await aSessionToMark(database.db)
  const away = await desk.another((await desk.place.anInbox()).id)
  const agent = await desk.place.agentContext('agent')
  const tag = await desk.aTag('VIP')
  await desk.aField({ key: 'note', kind: 'text' })
  const tries = [
    desk.ask('setPriority', { sessionId: away, priority: 'low' }, agent),
    desk.ask('setOutcome', { sessionId: away, outcome: 'Solved' }, agent),
    desk.ask('rate', { sessionId: away, rating: 1 }, agent),
    desk.ask('changeTags', { sessionId: away, add: [tag.id] }, agent),
    desk.ask('setFields', { sessionId: away, fields: { note: 'x' } }, agent),
    desk.ask('end', { sessionId: away }, agent),
  ]
  expect(await Promise.all(tries.map(codeOf))).toEqual(tries.map(() => 'not_found'))
  expect(await eventsOf(desk, away)).toEqual([])
})

test('a deleted tag leaves every session that carries it, as an event, and cannot be put on one again', async () => {
  const desk = await aSessionToMark(database.db)
  const [tag, other] = [await desk.aTag('VIP'), await desk.aTag('Other')]
  const sessionIds = [desk.sessionId, await desk.another(), await desk.another()]
  for (const sessionId of sessionIds) await desk.ask('changeTags', { sessionId, add: [tag.id, other.id] })
  const { workspaceId } = desk.place.scope
  const remove = () => callRoute(tagRoutes, tagEndpoints.remove, { ctx: desk.ctx }, { tagId: tag.id })
  // Whoever is just putting it on something is before the deletion or after it, never in between.
  const late = await desk.another()
  const [, tagging] = await Promise.all([
    remove(),
    codeOf(desk.ask('changeTags', { sessionId: late, add: [tag.id] })),
  ])
  expect([null, 'not_found']).toContain(tagging)
  for (const _again of [1, 2]) await untagSessions(desk.place.platform, { workspaceId, tagId: tag.id })
  const { rows } = await sql<{ tag_ids: string[]; session_id: SessionId }>`
    select session_id, tag_ids from sessions
    where workspace_id = ${workspaceId} and session_id <> ${late}`.execute(database.db)
  expect(rows.map(({ tag_ids }) => tag_ids)).toEqual(sessionIds.map(() => [other.id]))
  const carrying = await sql`select 1 from sessions
    where workspace_id = ${workspaceId} and tag_ids @> array[${tag.id}::uuid]`.execute(database.db)
  expect(carrying.rows).toEqual([])
  expect((await eventsOf(desk)).at(-1)).toEqual({
    type: 'session.untagged',
    tagIds: [tag.id],
    by: { kind: 'system' },
  })
  expect(await codeOf(desk.ask('changeTags', { add: [tag.id] }))).toBe('not_found')
})

test('fields are kept all or none, with where they came from, and what is wrong is said of each', async () => {
  const desk = await aSessionToMark(database.db)
  await desk.aField({ key: 'order', kind: 'text' })
  await desk.aField({ key: 'amount', kind: 'number' })
  await desk.aField({ key: 'parts', kind: 'multi_choice', choices: ['Sink', 'Tap'] })
  const wrong = { order: 'A-1', amount: '3', parts: ['Sink', 'Sink'], nothing: 1 }
  expect(await pathsOf(desk.ask('setFields', { fields: wrong }))).toEqual([
    'fields.amount',
    'fields.parts',
    'fields.nothing',
  ])
  for (const hostile of ['a\0b', '\ud800', '', 'x'.repeat(2_001)])
    expect(await pathsOf(desk.ask('setFields', { fields: { order: hostile } }))).toEqual(['fields.order'])

  const program = {
    ...desk.ctx,
    apiKey: { id: asId<never>(randomUUIDv7()), workspaceId: desk.place.scope.workspaceId, scopes: [] },
  }
  await desk.ask('setFields', { fields: { order: "A-1'); --", amount: 3 } })
  await desk.ask('setFields', { fields: { amount: 3, parts: ['Tap'] } }, program)
  const { session, fields } = await desk.ask('setFields', { fields: { order: null, amount: 3 } })
  expect(fields).toEqual({ amount: 3, parts: ['Tap'] })
  expect(session.version).toBe(5)
  expect(await eventsOf(desk)).toMatchObject([
    { type: 'session.fields_set', keys: ['order', 'amount'], source: 'agent' },
    { keys: ['parts'], source: 'api' },
    { keys: ['order'], source: 'agent' },
  ])
  const { rows } = await sql`select fields, field_sources from sessions
    where workspace_id = ${desk.place.scope.workspaceId} and session_id = ${desk.sessionId}`.execute(
    database.db,
  )
  expect(rows).toEqual([{ fields, field_sources: { amount: 'agent', parts: 'api' } }])
})

test('of agents who set different fields at once all are kept, and a retry sets nothing back', async () => {
  const desk = await aSessionToMark(database.db)
  const keys = ['a', 'b', 'c', 'd', 'e']
  for (const key of keys) await desk.aField({ key, kind: 'text' })
  await Promise.all(keys.map((key) => desk.ask('setFields', { fields: { [key]: key } })))
  const asked = { fields: { a: 'first' }, clientId: randomUUID() }
  await desk.ask('setFields', asked)
  await desk.ask('setFields', { fields: { a: 'second' } })
  const { fields } = await desk.ask('setFields', asked)
  expect(fields).toEqual({ a: 'second', b: 'b', c: 'c', d: 'd', e: 'e' })
})

test("a deleted field's values are out of sight, and come back with a field of its key", async () => {
  const desk = await aSessionToMark(database.db)
  const { id: fieldId } = await desk.aField({ key: 'order', kind: 'text' })
  await desk.aField({ key: 'amount', kind: 'number' })
  await desk.ask('setFields', { fields: { order: 'A-1' } })
  await callRoute(fieldRoutes, fieldEndpoints.remove, { ctx: desk.ctx }, { fieldId })
  expect((await desk.ask('setFields', { fields: { amount: 1 } })).fields).toEqual({ amount: 1 })
  const [row] = await listSessionsById(database.db, desk.place.scope, [desk.sessionId])
  expect(row?.fields).toEqual({ amount: 1 })
  expect(await pathsOf(desk.ask('setFields', { fields: { order: 'A-2' } }))).toEqual(['fields.order'])
  await desk.aField({ key: 'order', kind: 'text' })
  expect((await desk.ask('setFields', { fields: { amount: 2 } })).fields).toEqual({ order: 'A-1', amount: 2 })
})

test('an agent’s end waits for what the workspace wants said; what ends by itself is asked for nothing', async () => {
  const desk = await aSessionToMark(database.db)
  const { ctx, ask } = desk
  await desk.aField({ key: 'order', kind: 'text', requiredOnEnd: true })
  await desk.settle({ endRequires: { outcome: true, tag: true } })
  const missing = (asked = {}) => pathsOf(ask('end', asked), 'requirements_missing')
  // There are no tags yet, so that nobody could put one on.
  expect(await missing()).toEqual(['outcome', 'fields.order'])
  const tag = await desk.aTag('VIP')
  expect(await missing({ outcome: 'Solved' })).toEqual(['tags', 'fields.order'])
  expect(await eventsOf(desk)).toEqual([])
  await ask('changeTags', { add: [tag.id] })
  await ask('setFields', { fields: { order: 'A-1' } })
  const asked = { outcome: 'Solved', clientId: randomUUID() }
  const { session } = await ask('end', asked)
  expect(session).toMatchObject({ state: 'ended', outcome: 'Solved', endReason: 'agent_ended' })
  expect(await ask('end', asked)).toEqual({ session })
  expect((await eventsOf(desk)).slice(-2).map(({ type }) => type)).toEqual([
    'session.outcome_set',
    'session.ended',
  ])
  const left = await desk.another()
  const closed = await changeSession(ctx, left, (it) => closeSession(it, { kind: 'system' }, 'inactivity'))
  expect(closed.state).toBe('ended')
})
