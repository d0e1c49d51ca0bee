import { randomUUIDv7 } from 'node:crypto'
import { type InputOf, type TagView, tagEndpoints } from '@rapport/contract'
import { asId, readTagTree, type TagId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { lockTags } from './tag-queries.ts'
import { tagRoutes } from './tag-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const create = (ctx: AgentContext, input: Partial<InputOf<typeof tagEndpoints.create>> = {}) =>
  callRoute(
    tagRoutes,
    tagEndpoints.create,
    { ctx },
    { scope: 'session', name: 'VIP', colour: 'red', ...input },
  )
const list = async (ctx: AgentContext) => (await callRoute(tagRoutes, tagEndpoints.list, { ctx }, {})).items
const move = (ctx: AgentContext, input: InputOf<typeof tagEndpoints.move>) =>
  callRoute(tagRoutes, tagEndpoints.move, { ctx }, input)
const merge = (ctx: AgentContext, tagId: string, into: string) =>
  callRoute(tagRoutes, tagEndpoints.merge, { ctx }, { tagId, into })
const remove = (ctx: AgentContext, tagId: string, within: 'remove' | 'move_up' = 'move_up') =>
  callRoute(tagRoutes, tagEndpoints.remove, { ctx }, { tagId, within })
const load = (ctx: AgentContext, csv: string, dryRun = false) =>
  callRoute(tagRoutes, tagEndpoints.import, { ctx }, { csv, dryRun })

/** Tags of sessions, each under the one before. */
async function aBranch(ctx: AgentContext, ...names: string[]): Promise<[TagView, TagView, TagView]> {
  const made: TagView[] = []
  for (const name of names) made.push(await create(ctx, { name, parentId: made.at(-1)?.id ?? null }))
  return made as [TagView, TagView, TagView]
}

/** The tree of the tags of sessions, two spaces for each level. */
async function shape(ctx: AgentContext): Promise<string[]> {
  const tree = readTagTree((await list(ctx)).filter(({ scope }) => scope === 'session'))
  return tree.tags.map(({ id, name }) => '  '.repeat(tree.depth(id) - 1) + name)
}

test('a name is there once in its set, in whatever case; of several who make it at once one does', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const other = await (await aWorkspace(database.db)).ownerContext()
  const codes = await Promise.all(['VIP', 'vip', 'Vip', ' VIP '].map((name) => codeOf(create(ctx, { name }))))
  expect(codes.sort()).toEqual(['name_taken', 'name_taken', 'name_taken', null])
  await create(ctx, { scope: 'contact' })
  await create(other)
  expect((await list(ctx)).map(({ scope, position }) => [scope, position])).toEqual([
    ['session', 0],
    ['contact', 0],
  ])
  const second = await create(ctx, { name: 'Refund' })
  const rename = callRoute(
    tagRoutes,
    tagEndpoints.change,
    { ctx },
    { tagId: second.id, name: 'vIp', colour: 'blue' },
  )
  expect(await codeOf(rename)).toBe('name_taken')
})

test('tags made at once stand one after the other, and moved ones leave no gap', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const made = await Promise.all(['a', 'b', 'c', 'd'].map((name) => create(ctx, { name })))
  expect(made.map(({ position }) => position).sort()).toEqual([0, 1, 2, 3])
  const [first, second, third, fourth] = await list(ctx)
  if (!first || !second || !third || !fourth) throw new Error('Four were made')
  await move(ctx, { tagId: first.id, parentId: null, position: 2 })
  expect(await shape(ctx)).toEqual([second.name, third.name, first.name, fourth.name])
  await move(ctx, { tagId: third.id, parentId: fourth.id, position: 9 })
  await move(ctx, { tagId: second.id, parentId: fourth.id, position: 0 })
  expect(await shape(ctx)).toEqual([first.name, fourth.name, `  ${second.name}`, `  ${third.name}`])
  const positions = (await list(ctx)).map(({ name, position }) => [name, position])
  expect(new Map(positions as [string, number][]).get(third.name)).toBe(1)
})

test('a tag goes neither under itself, nor to a fourth level, nor beside one of its name, nor among contacts', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const [top, mid, leaf] = await aBranch(ctx, 'Order', 'Late', 'Post')
  const late = await create(ctx, { name: 'LATE' })
  const ofContacts = await create(ctx, { scope: 'contact' })
  const to = (tagId: string, parentId: string | null) => codeOf(move(ctx, { tagId, parentId, position: 0 }))
  expect(await to(top.id, leaf.id)).toBe('tag_cycle')
  expect(await to(top.id, top.id)).toBe('tag_cycle')
  expect(await to(late.id, leaf.id)).toBe('tag_too_deep')
  expect(await to(late.id, top.id)).toBe('name_taken')
  expect(await to(late.id, ofContacts.id)).toBe('invalid_input')
  expect(await to(mid.id, randomUUIDv7())).toBe('not_found')
  expect(await codeOf(create(ctx, { name: 'x', parentId: leaf.id }))).toBe('tag_too_deep')
  expect(await codeOf(create(ctx, { name: 'x', scope: 'contact', parentId: ofContacts.id }))).toBe(
    'invalid_input',
  )
  expect(await codeOf(create(ctx, { name: 'x', scope: 'contact', isRequired: true }))).toBe('invalid_input')
  expect(await shape(ctx)).toEqual(['Order', '  Late', '    Post', 'LATE'])
})

test('a merged tag is gone from the list, those under it stand under the other one, and saved filters mean that one', async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const [order, late, post] = await aBranch(ctx, 'Order', 'Late', 'Post')
  const delay = await create(ctx, { name: 'Delay' })
  await sql`insert into views (workspace_id, view_id, user_id, scope, name, definition)
    values (${ctx.scope.workspaceId}, gen_random_uuid(), ${ctx.agentId}, 'me', 'Late ones',
      ${JSON.stringify({ filter: `tag:any(${late.id})` })}::jsonb)`.execute(database.db)
  await sql`insert into review_queues (workspace_id, queue_id, name, definition, created_at)
    values (${ctx.scope.workspaceId}, gen_random_uuid(), 'Late ones',
      ${JSON.stringify({ filter: `tag:any(${late.id})` })}::jsonb, now())`.execute(database.db)
  const usage = await callRoute(tagRoutes, tagEndpoints.usage, { ctx }, { tagId: order.id })
  expect(usage).toEqual({ count: 0, countWithin: 0, tagsWithin: 2, views: ['Late ones'] })
  expect(await codeOf(merge(ctx, order.id, post.id))).toBe('tag_cycle')
  expect(await codeOf(merge(ctx, order.id, order.id))).toBe('invalid_input')
  await merge(ctx, late.id, delay.id)
  expect(await shape(ctx)).toEqual(['Order', 'Delay', '  Post'])
  const { rows } = await sql<{ filter: string }>`
    select definition ->> 'filter' as filter from views where workspace_id = ${ctx.scope.workspaceId}
    union all select definition ->> 'filter' from review_queues where workspace_id = ${ctx.scope.workspaceId}`.execute(
    database.db,
  )
  expect(rows).toEqual([{ filter: `tag:any(${delay.id})` }, { filter: `tag:any(${delay.id})` }])
})

test('a required tag is neither deleted nor merged before it is said to be required no longer', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const [order, late] = await aBranch(ctx, 'Order', 'Late')
  const about = { tagId: late.id, name: 'Late', colour: 'red' } as const
  await callRoute(tagRoutes, tagEndpoints.change, { ctx }, { ...about, isRequired: true })
  for (const within of ['remove', 'move_up'] as const)
    expect(await codeOf(remove(ctx, late.id, within))).toBe('tag_required')
  expect(await codeOf(remove(ctx, order.id, 'remove'))).toBe('tag_required')
  expect(await codeOf(merge(ctx, late.id, order.id))).toBe('tag_required')
  await callRoute(tagRoutes, tagEndpoints.change, { ctx }, about)
  await remove(ctx, order.id, 'remove')
  expect(await shape(ctx)).toEqual([])
})

test('those under a deleted tag move into its place, also one of its own name', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  await create(ctx, { name: 'First' })
  const [order] = await aBranch(ctx, 'Order', 'order', 'Post')
  const other = await create(ctx, { name: 'Last' })
  await create(ctx, { name: 'first', parentId: other.id })
  expect(await codeOf(remove(ctx, other.id))).toBe('name_taken')
  await remove(ctx, order.id)
  expect(await shape(ctx)).toEqual(['First', 'order', '  Post', 'Last', '  first'])
})

test('a file makes the tags that are missing, all or none, and says what is wrong by row and column', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  await aBranch(ctx, 'Order', 'Late')
  const csv =
    'level1,level2,level3,colour\norder,LATE,Post,blue\nOrder,Lost,,\n"Say ""hi""",,,green\nOrder,,,red\n'
  const dry = await load(ctx, csv, true)
  expect([dry.created, dry.existing, dry.tags.length]).toEqual([3, 1, 5])
  expect(await shape(ctx)).toEqual(['Order', '  Late'])
  const { created } = await load(ctx, csv)
  expect(created).toBe(3)
  expect(await shape(ctx)).toEqual(['Order', '  Late', '    Post', '  Lost', 'Say "hi"'])
  expect((await load(ctx, csv)).created).toBe(0)
  const wrong = await load(ctx, 'Fine,,,\n,Under,,\nA,B,C,mauve,D\n').then(
    () => [],
    (error: unknown) => (error instanceof AppError ? error.fields.map(({ path }) => path.join('.')) : []),
  )
  expect(wrong).toEqual(['csv.2.1', 'csv.3.4', 'csv.3.5'])
  const tried = await load(ctx, 'Fine,,,\n,Under,,\nA,B,C,mauve,D\n', true)
  expect(tried.faults).toEqual([
    { row: 2, column: 1, fault: 'name_left_out' },
    { row: 3, column: 4, fault: 'unknown_colour' },
    { row: 3, column: 5, fault: 'too_many_cells' },
  ])
  expect(tried.created).toBe(0)
  expect(await codeOf(load(ctx, 'a,"b'))).toBe('invalid_input')
  expect(await codeOf(load(ctx, '\n\n'))).toBe('invalid_input')
  expect(await list(ctx)).toHaveLength(5)
})

test('a trial of an import waits for no change of the tags', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  await inTransaction(ctx, async (tx) => {
    await lockTags(tx, ctx.scope)
    expect(await load(ctx, 'Order,Late', true)).toMatchObject({ created: 2, faults: [] })
    expect((await load(ctx, ',Late', true)).faults).toHaveLength(1)
  })
})

test('how many carry each tag is answered for a whole set at once, whoever carries several of a branch once', async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const [order, late, post] = await aBranch(ctx, 'Order', 'Late', 'Post')
  const praise = await create(ctx, { name: 'Praise' })
  const ofContacts = await create(ctx, { scope: 'contact' })
  const [one, other, third] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()]
  for (const [tagId, sessionId] of [
    [late.id, one],
    [post.id, one],
    [post.id, other],
    [praise.id, third],
  ])
    await sql`insert into session_tags (workspace_id, tag_id, started_at, session_id)
      values (${ctx.scope.workspaceId}, ${tagId}, now(), ${sessionId})`.execute(database.db)
  await sql`insert into contacts (workspace_id, contact_id, tag_ids)
    values (${ctx.scope.workspaceId}, gen_random_uuid(), array[${ofContacts.id}::uuid])`.execute(database.db)
  const counts = async (scope: 'session' | 'contact') =>
    (await callRoute(tagRoutes, tagEndpoints.counts, { ctx }, { scope })).items
  expect(await counts('session')).toEqual([
    { tagId: order.id, count: 0, countWithin: 2 },
    { tagId: late.id, count: 1, countWithin: 2 },
    { tagId: post.id, count: 2, countWithin: 2 },
    { tagId: praise.id, count: 1, countWithin: 1 },
  ])
  expect(await counts('contact')).toEqual([{ tagId: ofContacts.id, count: 1, countWithin: 1 }])
})

test('a deleted tag is gone at once, and leaves a job for what carries it', async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const tag = await create(ctx)
  const ofContacts = await create(ctx, { scope: 'contact' })
  for (const { id } of [tag, ofContacts]) {
    const { count } = await callRoute(tagRoutes, tagEndpoints.usage, { ctx }, { tagId: id })
    expect(count).toBe(0)
    await remove(ctx, id)
    expect(await codeOf(remove(ctx, id))).toBe('not_found')
  }
  expect(await list(ctx)).toEqual([])
  const { rows } = await sql`
    select kind, payload from jobs where workspace_id = ${workspace.scope.workspaceId} order by kind desc`.execute(
    database.db,
  )
  expect(rows).toEqual([
    { kind: 'untagSessions', payload: { tagId: tag.id } },
    { kind: 'untagContacts', payload: { tagId: ofContacts.id } },
  ])
})

test("another workspace's tag is as if it were not", async () => {
  const ctx = await (await aWorkspace(database.db)).ownerContext()
  const theirs = await aWorkspace(database.db)
  const { id } = await create(await theirs.ownerContext())
  for (const tagId of [id, asId<TagId>(randomUUIDv7())]) {
    expect(await codeOf(remove(ctx, tagId))).toBe('not_found')
    const change = { tagId, name: 'Mine', colour: 'pink' } as const
    expect(await codeOf(callRoute(tagRoutes, tagEndpoints.change, { ctx }, change))).toBe('not_found')
    expect(await codeOf(callRoute(tagRoutes, tagEndpoints.usage, { ctx }, { tagId }))).toBe('not_found')
  }
  expect(await list(ctx)).toEqual([])
})
