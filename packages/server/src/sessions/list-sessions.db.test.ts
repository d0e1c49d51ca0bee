import type { SessionRow } from '@rapport/contract'
import {
  type CustomField,
  type Expression,
  type FilterEnvironment,
  type FilterField,
  fieldLookup,
  filterFieldOf,
  formatFilter,
  instant,
  matchFilter,
  noTags,
  orderRows,
  parseFilter,
  readTagTree,
  type SessionId,
  type SessionList,
  sessionFields,
  type TagTree,
  tidyFilter,
} from '@rapport/domain'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  arbitraryCondition,
  arbitraryFilter,
  type LikelyValues,
} from '../../../domain/src/filter/testing/arbitrary-filter.ts'
import type { AgentContext } from '../platform/context.ts'
import { scopeOf } from '../platform/context.ts'
import { openTestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { listTags } from '../tags/index.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { historyLimitMs, withinTime } from './filter/time-limit-queries.ts'
import { countSessionList, readSessionList } from './list-sessions.ts'
import { listSessionsById } from './named-rows-queries.ts'
import { presentRow } from './present-row.ts'
import { type Ground, seedRandomSessions } from './testing/seed-random-sessions.ts'

const seed = Number(process.env.FILTER_SEED ?? 4)
const expressions = Number(process.env.FILTER_EXPRESSIONS ?? 250)
const now = instant(Date.parse('2026-11-20T12:34:56.789Z'))
const timeZone = 'Europe/Prague'
const settings = { historicalAfterDays: 1, timeZone }

const custom: readonly CustomField[] = [
  { scope: 'session', key: 'order', kind: 'text', choices: [] },
  { scope: 'session', key: 'amount', kind: 'number', choices: [] },
  { scope: 'session', key: 'due', kind: 'date', choices: [] },
  { scope: 'session', key: 'link', kind: 'url', choices: [] },
  { scope: 'contact', key: 'plan', kind: 'choice', choices: ['free', 'pro'] },
  { scope: 'contact', key: 'likes', kind: 'multi_choice', choices: ['tea', 'coffee'] },
  { scope: 'contact', key: 'vip', kind: 'boolean', choices: [] },
]
const fields: readonly FilterField[] = [...sessionFields, ...custom.map(filterFieldOf)]

let database: Awaited<ReturnType<typeof openTestDatabase>>
let workspace: TestWorkspace
let ground: Ground
let owner: AgentContext
let rows: readonly SessionRow[]
let environment: FilterEnvironment

beforeAll(async () => {
  database = await openTestDatabase()
  workspace = await aWorkspace(database.db, { now: () => now })
  const { workspaceId } = workspace.scope
  for (const [position, { scope, key, kind, choices }] of custom.entries())
    await sql`insert into field_definitions (workspace_id, field_id, scope, key, name, kind, choices, position)
      values (${workspaceId}, gen_random_uuid(), ${scope}, ${key}, ${key}, ${kind}, ${choices}::text[], ${position})`.execute(
      database.db,
    )
  ground = await seedRandomSessions(workspace, { count: 300, seed, now })
  owner = { ...(await workspace.ownerContext()), now: () => now }
  const ids = await sql<{ session_id: SessionId }>`
    select session_id from sessions where workspace_id = ${workspaceId}`.execute(database.db)
  const records = await listSessionsById(
    database.db,
    workspace.scope,
    ids.rows.map((row) => row.session_id),
  )
  rows = records.map((record) => presentRow(record, 'supervisor'))
  for (const [position, id] of ground.tags.entries())
    await sql`insert into tags (workspace_id, tag_id, scope, name, colour, position)
      values (${workspaceId}, ${id}, 'session', ${id}, 'grey', ${position})`.execute(database.db)
  environment = {
    now,
    me: owner.agentId,
    timeZone,
    fields: fieldLookup(custom),
    tagsWithin: (id) => tags.within(id),
  }
  await grow([null, 0, 1])
}, 60_000)
afterAll(() => database.close())

let tags: TagTree = noTags

/** Puts each tag under an earlier one, or at the top: the tree that filters roll up by from then on. */
async function grow(parents: readonly (number | null)[]): Promise<void> {
  const parentIds = ground.tags.map((_, i) => ground.tags[parents[i] ?? -1] ?? null)
  await sql`update tags t set parent_id = n.parent_id
    from unnest(${ground.tags}::uuid[], ${parentIds}::uuid[]) as n (tag_id, parent_id)
    where t.workspace_id = ${workspace.scope.workspaceId} and t.tag_id = n.tag_id`.execute(database.db)
  tags = readTagTree(await listTags(database.db, workspace.scope))
}

/** Each of three tags under an earlier one or at the top. */
const parents = fc.tuple(
  fc.constant(null),
  fc.option(fc.constant(0), { nil: null }),
  fc.option(fc.nat(1), { nil: null }),
)

const contactIds = () => ground.contacts.map(({ id }) => id)

const likely: LikelyValues = ({ name }) => {
  const known: Readonly<Record<string, readonly (string | number)[]>> = {
    contact: contactIds().slice(0, 5),
    agent: [...ground.agents, 'me'],
    participant: [...ground.agents, 'me'],
    mentioned: [...ground.agents, 'me'],
    bot: ground.bots,
    team: ground.teams,
    inbox: ground.inboxes,
    tag: ground.tags,
    contactTag: ground.tags,
    channel: ['web', 'telegram'],
    outcome: ['Solved', 'solved', 'Not "solved"'],
    country: ['CZ', 'GB'],
    contactName: ['eva', 'Žlut', '100%', '_', '\\', '王', 'Eva Nováková'],
    email: ['eva@', 'b_x', '%', 'Eva@example.com'],
    phone: ['777', '+'],
    language: ['en', 'EN', 'cs'],
    pageUrl: ['https://shop.example/', 'a-17', '%', '\\s'],
    summary: ['a-17', '_', 'größe', '退', '%'],
    referrer: ['a-17', '_', 'größe', "'"],
    started: [now - 3_600_000, now - 20 * 3_600_000, now - 60 * 3_600_000],
    ended: [now - 3_600_000, now - 20 * 3_600_000, now - 59 * 3_600_000],
    activity: [now - 3_600_000, now - 20 * 3_600_000],
    number: [1, 150, 299],
    hour: [0, 12, 23],
    'field.order': ['A-17', '%', '退款'],
    'field.amount': [0, 1.5, 0.1, 1e21],
    'field.due': ['2026-11-20', '2026-11-21'],
    'field.link': ['https://example.com/', '%'],
    'contact.plan': ['free', 'pro'],
  }
  return known[name] ?? []
}

const lists: readonly SessionList[] = ['all', 'ended', 'active', 'mine']
const isIn = (list: SessionList, row: SessionRow): boolean => {
  const { session } = row
  if (list === 'all') return true
  if (list === 'ended' || session.state === 'ended') return list === session.state
  if (list === 'mine') return 'agentId' in session && session.agentId === owner.agentId
  return (session.lastMessage?.at ?? session.startedAt) > now - 24 * 3_600_000
}

const numbersOf = (of: readonly SessionRow[]) => of.map(({ session }) => session.number)
const matching = (list: SessionList, expression: Expression) =>
  rows.filter((row) => isIn(list, row) && matchFilter(expression, row, environment))

test(`the server finds what a look at every row finds, for ${expressions} random filters over random trees of tags in random orders`, async () => {
  const question = fc.record({
    list: fc.constantFrom(...lists),
    expression: fc.oneof(
      arbitraryFilter(fields, likely),
      fc
        .array(arbitraryCondition(fields, likely), { minLength: 1, maxLength: 2 })
        .map((of) => tidyFilter({ type: 'all', of })),
    ),
    sort: fc.constantFrom(...fields.map(({ name }) => name)),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
    parents,
  })
  await fc.assert(
    fc.asyncProperty(question, async ({ list, expression, sort, direction, parents }) => {
      await grow(parents)
      const filter = formatFilter(expression)
      const found = await readSessionList(owner, { list, filter, sort, direction, limit: 500 }, settings)
      const expected = matching(list, expression).toSorted(orderRows({ sort, direction }, environment))
      expect(numbersOf(found.items)).toEqual(numbersOf(expected))
      expect(await countSessionList(owner, { list, filter }, settings)).toBe(expected.length)
    }),
    { numRuns: expressions, seed },
  )
}, 60_000)

test('every condition there is finds what a look at every row finds', async () => {
  let matched = 0
  for (const field of fields)
    for (const expression of fc.sample(arbitraryCondition([field], likely), { numRuns: 12, seed })) {
      const filter = formatFilter(expression)
      const found = await readSessionList(
        owner,
        { list: 'all', filter, sort: 'number', direction: 'asc', limit: 500 },
        settings,
      )
      const expected = numbersOf(matching('all', expression)).toSorted((a, b) => a - b)
      expect([filter, numbersOf(found.items)]).toEqual([filter, expected])
      matched += expected.length === 0 || expected.length === rows.length ? 0 : 1
    }
  // Filters that accept nothing or everything would show little.
  expect(matched).toBeGreaterThan(150)
}, 60_000)

const sorts = fields.flatMap(({ name }) =>
  (['asc', 'desc'] as const).map((direction) => ({ sort: name, direction })),
)

test.each(sorts)(
  'pages by $sort $direction hold every session once, in order',
  async ({ sort, direction }) => {
    for (const [list, filter] of [
      ['all', ''],
      ['all', `tag:any(${ground.tags.join()})`],
      ['active', ''],
    ] as const) {
      const paged: SessionRow[] = []
      let cursor: string | undefined
      do {
        const page = await readSessionList(
          owner,
          { list, filter, sort, direction, limit: 110, cursor },
          settings,
        )
        paged.push(...page.items)
        cursor = page.next ?? undefined
        expect(cursor?.length ?? 0).toBeLessThanOrEqual(500)
      } while (cursor !== undefined)
      const parsed = parseFilter(filter, environment.fields)
      if (!parsed.ok) throw new Error(`${filter} is no filter`)
      const expected = matching(list, parsed.expression).toSorted(orderRows({ sort, direction }, environment))
      expect(numbersOf(paged)).toEqual(numbersOf(expected))
    }
  },
)

test('an agent finds in the inboxes they work alone, whatever the filter names', async () => {
  const [first, second] = ground.inboxes
  if (first === undefined || second === undefined) throw new Error('There are no inboxes')
  const agent = { ...owner, scope: scopeOf(workspace.scope.workspaceId, [second]) }
  const read = async (filter: string, sort = 'started') =>
    (await readSessionList(agent, { list: 'all', filter, sort, direction: 'desc', limit: 500 }, settings))
      .items
  const own = rows.filter(({ session }) => session.inboxId === second).length
  for (const sort of ['started', 'activity', 'ended', 'priority']) {
    expect(await read(`inbox:any(${first})`, sort)).toEqual([])
    for (const filter of ['', 'channel:any(web)', `inbox:any(${first},${second})`])
      expect(await read(filter, sort)).toHaveLength(own)
  }
  for (const filter of [
    `tag:any(${ground.tags.join()})`,
    `contact:any(${contactIds().slice(0, 12).join()})`,
    'agent:any(me)',
  ])
    expect(new Set((await read(filter)).map(({ session }) => session.inboxId))).toEqual(new Set([second]))
})

const refusal = async (request: Partial<Parameters<typeof readSessionList>[1]>) => {
  const usual = { list: 'all', filter: '', sort: 'started', direction: 'desc', limit: 2 } as const
  try {
    await readSessionList(owner, { ...usual, ...request }, settings)
    return 'no refusal'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [error.code, ...error.fields.map(({ path }) => path.join('.'))].join(' ')
  }
}

test('a filter that cannot be read, an order there is not and a cursor of another question are refused by place', async () => {
  expect(await refusal({ filter: 'state:any(bot) colour:any(red) rating:is(x)' })).toBe(
    'invalid_input filter.15 filter.41',
  )
  expect(await refusal({ sort: 'colour' })).toBe('invalid_input sort')
  expect(await refusal({ cursor: 'nonsense' })).toBe('bad_request')
  const { next } = await readSessionList(
    owner,
    { list: 'all', filter: 'rating:set', sort: 'started', direction: 'desc', limit: 2 },
    settings,
  )
  const cursor = next ?? ''
  expect(await refusal({ cursor, filter: ' rating:set ' })).toBe('no refusal')
  for (const other of [{}, { filter: 'rating:unset' }])
    expect(await refusal({ cursor, ...other })).toBe('invalid_input cursor')
  for (const other of [{ sort: 'number' }, { direction: 'asc' as const }, { list: 'ended' as const }])
    expect(await refusal({ cursor, filter: 'rating:set', ...other })).toBe('invalid_input cursor')
})

test('what takes too long is answered as such, and the connection is well afterwards', async () => {
  const asking = withinTime(database.db, 50, (tx) => sql`select pg_sleep(5)`.execute(tx))
  await expect(asking).rejects.toMatchObject({ code: 'list_too_slow' })
  const { rows: one } = await withinTime(database.db, historyLimitMs, (tx) =>
    sql<{ n: number }>`select 1 as n`.execute(tx),
  )
  expect(one).toEqual([{ n: 1 }])
})
