import { type InputOf, tagEndpoints } from '@rapport/contract'
import { asId, type SessionId, type TagId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { tagRoutes } from '../tags/index.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { aSessionToMark } from './testing/marked-session.ts'
import { retagSessions, untagSessions } from './untag-sessions.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Desk = Awaited<ReturnType<typeof aSessionToMark>>

const tagsOf = async ({ place }: Desk, id: SessionId): Promise<readonly string[]> => {
  const { rows } = await sql<{ tag_ids: string[] }>`select tag_ids from sessions
    where workspace_id = ${place.scope.workspaceId} and session_id = ${id}`.execute(database.db)
  return rows[0]?.tag_ids ?? []
}
const merge = ({ ctx }: Desk, tagId: string, into: string) =>
  callRoute(tagRoutes, tagEndpoints.merge, { ctx }, { tagId, into })
const tagUnder = ({ ctx }: Desk, name: string, rest: Partial<InputOf<typeof tagEndpoints.create>>) =>
  callRoute(tagRoutes, tagEndpoints.create, { ctx }, { scope: 'session', name, colour: 'red', ...rest })
const retag = ({ place }: Desk, tagId: TagId, into: TagId) =>
  retagSessions(place.platform, { workspaceId: place.scope.workspaceId, tagId, into })

test('what carried a merged tag carries the other one, in one change; doing it again leaves no trace', async () => {
  const desk = await aSessionToMark(database.db)
  const [old, target, other] = [await desk.aTag('Old'), await desk.aTag('New'), await desk.aTag('Other')]
  const both = await desk.another()
  await desk.ask('changeTags', { add: [old.id, other.id] })
  await desk.ask('changeTags', { sessionId: both, add: [old.id, target.id] })
  await merge(desk, old.id, target.id)
  // A repetition is harmless, and nobody can put the old one on any more.
  for (const _again of [1, 2]) await retag(desk, old.id, target.id)
  expect(await tagsOf(desk, desk.sessionId)).toEqual([other.id, target.id])
  expect(await tagsOf(desk, both)).toEqual([target.id])
  const { rows } = await sql<{ type: string; versions: number }>`
    select event ->> 'type' as type, count(*)::int as versions from session_events
    where workspace_id = ${desk.place.scope.workspaceId} and session_id = ${desk.sessionId} and version > 3
    group by 1 order by 1`.execute(database.db)
  expect(rows).toEqual([
    { type: 'session.tagged', versions: 1 },
    { type: 'session.untagged', versions: 1 },
  ])
  expect(await codeOf(desk.ask('changeTags', { add: [old.id] }))).toBe('not_found')
})

test('a tag that is merged on while its sessions are on their way is followed; a deleted one leaves them without', async () => {
  const desk = await aSessionToMark(database.db)
  const [a, b, c] = [await desk.aTag('a'), await desk.aTag('b'), await desk.aTag('c')]
  await desk.ask('changeTags', { add: [a.id] })
  await merge(desk, a.id, b.id)
  await merge(desk, b.id, c.id)
  await retag(desk, b.id, c.id)
  await retag(desk, a.id, b.id)
  expect(await tagsOf(desk, desk.sessionId)).toEqual([c.id])
  const d = await desk.aTag('d')
  await merge(desk, c.id, d.id)
  await callRoute(tagRoutes, tagEndpoints.remove, { ctx: desk.ctx }, { tagId: d.id })
  await retag(desk, c.id, d.id)
  expect(await tagsOf(desk, desk.sessionId)).toEqual([])
})

test('tags put on while theirs are merged, moved and deleted are on or refused; in the end nothing carries one that is gone', async () => {
  const desk = await aSessionToMark(database.db)
  const [old, target, gone, moved] = await Promise.all(['o', 't', 'g', 'm'].map((name) => desk.aTag(name)))
  if (!old || !target || !gone || !moved) throw new Error('Four were made')
  const sessionIds = await Promise.all(Array.from({ length: 6 }, () => desk.another()))
  const tagging = sessionIds.map((sessionId) =>
    codeOf(desk.ask('changeTags', { sessionId, add: [old.id, gone.id, moved.id].toSorted() })),
  )
  const move = { tagId: moved.id, parentId: target.id, position: 0 }
  await Promise.all([
    merge(desk, old.id, target.id),
    callRoute(tagRoutes, tagEndpoints.remove, { ctx: desk.ctx }, { tagId: gone.id }),
    callRoute(tagRoutes, tagEndpoints.move, { ctx: desk.ctx }, move),
  ])
  const codes = await Promise.all(tagging)
  expect(codes.every((code) => code === null || code === 'not_found')).toBe(true)
  await retag(desk, old.id, target.id)
  await untagSessions(desk.place.platform, { workspaceId: desk.place.scope.workspaceId, tagId: gone.id })
  for (const [i, id] of sessionIds.entries())
    expect((await tagsOf(desk, id)).toSorted()).toEqual(
      codes[i] === null ? [target.id, moved.id].toSorted() : [],
    )
})

test('of an exclusive group one tag takes the place of another, also of agents who tag at once', async () => {
  const desk = await aSessionToMark(database.db)
  const group = await tagUnder(desk, 'Reason', { isExclusive: true })
  const under = await Promise.all(
    ['a', 'b', 'c', 'd'].map((name) => tagUnder(desk, name, { parentId: group.id })),
  )
  const ids = under.map(({ id }) => id)
  expect(await codeOf(desk.ask('changeTags', { add: ids.slice(0, 2) }))).toBe('tags_exclusive')
  await Promise.all(ids.map((id) => desk.ask('changeTags', { add: [id] })))
  expect(await tagsOf(desk, desk.sessionId)).toHaveLength(1)
})

test('an end is refused until the required group is answered, by the name of its head, and a tag under it will do', async () => {
  const desk = await aSessionToMark(database.db)
  const group = await tagUnder(desk, 'Reason', { isRequired: true })
  const under = await tagUnder(desk, 'Late', { parentId: group.id })
  const refusal = await desk.ask('end', {}).then(
    () => null,
    (error: unknown) => error,
  )
  if (!isRefusal(refusal)) throw new Error('It was not refused')
  expect([refusal.code, refusal.fields[0]?.path]).toEqual(['requirements_missing', ['tags', asId(group.id)]])
  expect(refusal.fields[0]?.message).toContain('"Reason"')
  await desk.ask('changeTags', { add: [under.id] })
  expect((await desk.ask('end', {})).session.state).toBe('ended')
})

const isRefusal = (it: unknown): it is AppError => it instanceof AppError
