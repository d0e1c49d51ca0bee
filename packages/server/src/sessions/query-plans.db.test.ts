import { randomUUIDv7 } from 'node:crypto'
import { countMax } from '@rapport/contract'
import {
  type AgentId,
  asId,
  type ConversationId,
  type FilterEnvironment,
  fieldLookup,
  type InboxId,
  instant,
  noTags,
  parseFilter,
  type SessionId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { explainStatements } from '../platform/db/testing/explain-statements.ts'
import { openTestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { listMessagesBefore } from './conversations-queries.ts'
import { listAfter, listPlacesAfter } from './feed-queries.ts'
import type { ListQuestion } from './filter/pieces-queries.ts'
import { tally } from './list-counts.ts'
import { countEnded, countLive } from './list-counts-queries.ts'
import { countSessions, listSessions } from './list-sessions-queries.ts'
import { listDrawable } from './sample-matching-queries.ts'

const sessionCount = 20_000
let database: Awaited<ReturnType<typeof openTestDatabase>>
let workspace: TestWorkspace
let conversationId: ConversationId
let rare: InboxId
beforeAll(async () => {
  database = await openTestDatabase()
  workspace = await aWorkspace(database.db)
  rare = (await workspace.anInbox({ name: 'Rare' })).id
  conversationId = await seed(database.db, workspace)
}, 60_000)
afterAll(() => database.close())

/**
 * Twenty thousand sessions, one in fifty of them live, each with its own conversation; one conversation is long, and
 * one inbox has hardly any, all of them old.
 */
async function seed(db: Db, { scope, inbox }: TestWorkspace): Promise<ConversationId> {
  const { workspaceId } = scope
  const { agents, teams, tags } = marks
  await sql`insert into contacts (workspace_id, contact_id, name)
    select ${workspaceId}, gen_random_uuid(), 'Contact ' || n from generate_series(1, 500) n`.execute(db)
  await sql`
    with people as (select contact_id, row_number() over () as n from contacts where workspace_id = ${workspaceId}),
    made as (
      insert into conversations (workspace_id, conversation_id, inbox_id, contact_id, thread, session_id)
      select ${workspaceId}, gen_random_uuid(), ${inbox.id}, p.contact_id, 't' || n, gen_random_uuid()
      from generate_series(1, ${sessionCount}::int) s (k) join people p on p.n = 1 + s.k % 500
      on conflict do nothing returning 1)
    select count(*) from made`.execute(db)
  await sql`insert into conversations (workspace_id, conversation_id, inbox_id, contact_id, thread, session_id)
    select ${workspaceId}, gen_random_uuid(), ${inbox.id},
      (select contact_id from contacts where workspace_id = ${workspaceId} limit 1), 'seed' || n, gen_random_uuid()
    from generate_series(1, ${sessionCount}::int) n`.execute(db)
  await sql`
    insert into sessions (workspace_id, session_id, conversation_id, contact_id, inbox_id, number, version, state, since,
      started_at, last_activity_at, last_message_at, end_reason, ended_by, agent_id, team_id, tag_ids)
    select workspace_id, session_id, conversation_id, contact_id, case when n > 19950 then ${rare} else inbox_id end, n, 2,
      case when n % 50 = 0 then 'unassigned' else 'ended' end, at, at, at, at,
      case when n % 50 = 0 then null else 'agent_ended' end, case when n % 50 = 0 then null else '{"kind":"system"}'::jsonb end,
      case when n % 50 = 0 then null when n % 4 = 0 then ${agents[0]}::uuid when n > 19990 then ${agents[1]}::uuid end,
      case when n % 3 = 0 then ${teams[0]}::uuid when n > 19990 then ${teams[1]}::uuid end,
      case when n % 5 = 0 then array[${tags[0]}::uuid] when n > 19990 then array[${tags[1]}::uuid] else '{}' end
    from (select c.*, row_number() over () as n, now() - make_interval(mins => (row_number() over ())::int) as at
      from conversations c where workspace_id = ${workspaceId} and thread like 'seed%') c`.execute(db)
  const { rows } = await sql<{ conversation_id: ConversationId; session_id: SessionId }>`
    select conversation_id, session_id from sessions where workspace_id = ${workspaceId} and number = 1`.execute(
    db,
  )
  const [one] = rows
  if (one === undefined) throw new Error('Nothing was seeded')
  await sql`
    insert into messages (workspace_id, message_id, session_id, conversation_id, version, author, text, at)
    select ${workspaceId}, gen_random_uuid(), ${one.session_id}, ${one.conversation_id}, n, '{"kind":"system"}', 'x', now()
    from generate_series(1, 20000) n`.execute(db)
  await sql`
    insert into session_events (workspace_id, session_id, version, conversation_id, stream, feed_offset, at, event)
    select ${workspaceId}, ${one.session_id}, n, ${one.conversation_id}, 3, n, now(),
      jsonb_build_object('type', 'message.sent', 'messageId', gen_random_uuid())
    from generate_series(1, 20000) n`.execute(db)
  await markSome(db, workspaceId)
  await sql`analyze session_tags, sessions, conversations, contacts, messages, session_events`.execute(db)
  return one.conversation_id
}

/** An agent, a team and a tag that many sessions have, and one of each that hardly any has, all of those old. */
const marks = {
  contacts: [] as string[],
  agents: [randomUUIDv7(), randomUUIDv7()],
  teams: [randomUUIDv7(), randomUUIDv7()],
  tags: [randomUUIDv7(), randomUUIDv7()],
}

/** Tags that nothing carries, of a branch larger than what is asked for one by one. */
const otherTags = Array.from({ length: 30 }, () => randomUUIDv7())

/** What of the seed is looked up beside the sessions. */
async function markSome(db: Db, workspaceId: string): Promise<void> {
  await sql`insert into session_tags (workspace_id, tag_id, started_at, session_id)
    select workspace_id, tag_id, started_at, session_id from sessions, unnest(tag_ids) as t (tag_id)
    where workspace_id = ${workspaceId}`.execute(db)
  const { rows } = await sql<{ contact_id: string }>`
    select distinct contact_id from sessions where workspace_id = ${workspaceId} limit 3`.execute(db)
  marks.contacts.push(...rows.map(({ contact_id }) => contact_id))
}

const environment = (): FilterEnvironment => ({
  now: instant(Date.now()),
  me: null,
  timeZone: 'UTC',
  fields: fieldLookup(),
  tagsWithin: noTags.within,
})

type Asked = Partial<Omit<ListQuestion, 'sort' | 'expression'>> & Readonly<{ sort?: string; filter?: string }>

function question({ sort = 'started', filter = '', ...asked }: Asked): ListQuestion {
  const { fields } = environment()
  const [parsed, field] = [parseFilter(filter, fields), fields(sort)]
  if (!parsed.ok || field === undefined) throw new Error(`${filter} by ${sort} cannot be asked`)
  return {
    list: 'all',
    agentId: asId<AgentId>(randomUUIDv7()),
    activeSince: Date.now() - 7 * 24 * 3_600_000,
    expression: parsed.expression,
    environment: environment(),
    channelInboxes: null,
    sort: field,
    direction: 'desc',
    after: null,
    limit: 50,
    ...asked,
  }
}

const isWholeTable = (node: string) => /^Seq Scan on (sessions|messages|session_events)/.test(node)

async function pagesOf(run: (db: Db) => Promise<unknown>, mayScan = false): Promise<number> {
  const { db, costs } = explainStatements(database.db)
  await run(db)
  if (!mayScan) expect(costs.flatMap(({ nodes }) => nodes.filter(isWholeTable))).toEqual([])
  return costs.reduce((sum, cost) => sum + cost.buffers, 0)
}

const lists = [
  'all',
  'ended',
  'active',
  'historical',
  'unassigned',
  'bot',
  'on_hold',
  'wrap_up',
  'mine',
] as const
const cases = lists.flatMap((list) => (['started', 'activity'] as const).map((sort) => ({ list, sort })))

test.each(cases)(
  'a page of $list by $sort, the first or a deep one, reads its rows and little else',
  async ({ list, sort }) => {
    const { scope } = workspace
    const after = { value: Date.now() - 10_000 * 60_000, id: randomUUIDv7() }
    for (const direction of ['asc', 'desc'] as const)
      for (const asked of [question({ list, sort, direction }), question({ list, sort, direction, after })])
        expect(await pagesOf((db) => listSessions(db, scope, asked))).toBeLessThan(1_500)
  },
)

test.each(cases)(
  'whoever works an inbox that hardly anybody writes to, or asks for it, meets its $list by $sort alone',
  async ({ list, sort }) => {
    const narrowed = scopeOf(workspace.scope.workspaceId, [rare])
    const ofNarrowed = question({ list, sort })
    expect(await pagesOf((db) => listSessions(db, narrowed, ofNarrowed))).toBeLessThan(900)
    const asked = question({ list, sort, filter: `inbox:any(${rare})` })
    expect(await pagesOf((db) => listSessions(db, workspace.scope, asked))).toBeLessThan(900)
  },
)

test('what is merged of several walks is what one look at everything gives', async () => {
  const { workspaceId } = workspace.scope
  const usual = workspace.inbox.id
  const numbersOf = (rows: readonly { number: number }[]) => rows.map(({ number }) => number)
  for (const { list, sort } of cases.filter(({ list }) => list === 'all' || list === 'ended')) {
    const after = { value: Date.now() - 19_925 * 60_000, id: randomUUIDv7() }
    const asked = question({ list, sort, after })
    const merged = await listSessions(database.db, scopeOf(workspaceId, [rare, usual]), asked)
    const column = sort === 'started' ? 'started_at' : 'last_activity_at'
    const { rows } = await sql<{ number: number }>`
      select number from sessions where workspace_id = ${workspaceId} and ${sql.ref(column)} < ${new Date(after.value)}
        and ${list === 'ended' ? sql`state = 'ended'` : sql`true`}
      order by ${sql.ref(column)} desc, session_id desc limit 51`.execute(database.db)
    expect(numbersOf(merged)).toEqual(numbersOf(rows))
    expect(new Set(merged.map(({ inbox_id }) => inbox_id)).size).toBe(2)
  }
})

/** What people filter the history by most: of each, the usual one and one that hardly anything has. */
const namedFilters = [
  ['a contact', () => `contact:any(${marks.contacts[0]})`],
  ['several contacts', () => `contact:any(${marks.contacts.join()})`],
  ['an agent', () => `agent:any(${marks.agents[0]})`],
  ['an agent who hardly ever', () => `agent:any(${marks.agents[1]})`],
  ['two agents', () => `agent:any(${marks.agents.join()})`],
  ['a team', () => `team:any(${marks.teams[0]})`],
  ['a team that hardly ever', () => `team:any(${marks.teams[1]})`],
  ['a tag', () => `tag:any(${marks.tags[0]})`],
  ['a tag that hardly anything has', () => `tag:any(${marks.tags[1]})`],
  ['two tags', () => `tag:any(${marks.tags.join()})`],
  ['a branch of many tags', () => `tag:any(${[...marks.tags, ...otherTags].join()})`],
  [
    'a branch of many tags that hardly anything has',
    () => `tag:any(${[...otherTags, marks.tags[1]].join()})`,
  ],
  ['an inbox', () => `inbox:any(${workspace.inbox.id})`],
  ['an inbox that hardly anybody writes to', () => `inbox:any(${rare})`],
  ['a channel', () => 'channel:any(web)'],
  ['a day it started', () => `started:between(${day(9)},${day(8)})`],
  ['what started before', () => `started:before(${day(9)})`],
  ['a day it ended', () => `ended:between(${day(9)},${day(8)})`],
  ['what ended before', () => `ended:before(${day(9)})`],
  ['an agent in some days', () => `agent:any(${marks.agents[0]}) started:between(${day(9)},${day(5)})`],
  ['a tag in some days', () => `tag:any(${marks.tags[0]}) ended:between(${day(9)},${day(5)})`],
  ['only what lives', () => 'state:any(unassigned,assigned) messages:at_least(1)'],
] as const

const day = (ago: number) => new Date(Date.now() - ago * 24 * 3_600_000).toISOString().slice(0, 10)

test.each(namedFilters)(
  'the history by %s reads a page and little else, at its beginning and deep in it',
  async (_, filterOf) => {
    const filter = filterOf()
    const channelInboxes = filter.startsWith('channel') ? [workspace.inbox.id, rare] : null
    const after = { value: Date.now() - 10_000 * 60_000, id: randomUUIDv7() }
    for (const list of ['all', 'ended'] as const)
      for (const asked of [
        { list, filter, channelInboxes },
        { list, filter, channelInboxes, after },
      ])
        expect(await pagesOf((db) => listSessions(db, workspace.scope, question(asked)))).toBeLessThan(1_500)
  },
)

test('the history by when it ended is walked in that order, and counts stop where they are told to', async () => {
  const after = { value: Date.now() - 10_000 * 60_000, id: randomUUIDv7() }
  for (const direction of ['asc', 'desc'] as const)
    for (const asked of [{ list: 'ended' as const }, { list: 'ended' as const, after }, { after }, {}])
      expect(
        await pagesOf((db) =>
          listSessions(db, workspace.scope, question({ sort: 'ended', direction, ...asked })),
        ),
      ).toBeLessThan(1_500)
  const counted = question({ filter: `tag:any(${marks.tags[1]})` })
  expect(await pagesOf((db) => countSessions(db, workspace.scope, counted, 10_001))).toBeLessThan(600)
})

test.each([
  ['contactName', 'wait:at_least(5m)'],
  ['wait', 'contactName:contains(contact)'],
  ['priority', '(tag:unset or rating:at_least(3)) hour:between(8,18)'],
  ['agent', 'contactTag:unset'],
])(
  'a live list by %s under any filter reads the live sessions and what stands beside them',
  async (sort, filter) => {
    for (const list of ['active', 'unassigned', 'mine'] as const)
      expect(
        await pagesOf((db) => listSessions(db, workspace.scope, question({ list, sort, filter })), true),
      ).toBeLessThan(4_500)
  },
)

test('what may be drawn of a day is walked to by when it ended, whoever had a part in it', async () => {
  const drawn = { since: Date.now() - 24 * 3_600_000, max: 100_000 }
  for (const filter of ['', 'rating:at_least(3)'])
    expect(
      await pagesOf((db) => listDrawable(db, workspace.scope, question({ list: 'ended', filter }), drawn)),
    ).toBeLessThan(3_000)
})

test("the Inbox's ended list, by last activity, walks its own index", async () => {
  const asked = question({ list: 'ended', sort: 'activity' })
  expect(await pagesOf((db) => listSessions(db, workspace.scope, asked))).toBeLessThan(1_000)
})

test('counting reads the live sessions and at most ten thousand entries of the ended', async () => {
  const since = Date.now() - 7 * 24 * 3_600_000
  expect(await pagesOf((db) => countLive(db, workspace.scope, since))).toBeLessThan(800)
  expect(await pagesOf((db) => countEnded(db, workspace.scope, 10_001), true)).toBeLessThan(1_500)
  const narrowed = scopeOf(workspace.scope.workspaceId, [rare, workspace.inbox.id])
  expect(await pagesOf((db) => countEnded(db, narrowed, 10_001), true)).toBeLessThan(2_000)
})

test('a page of a conversation of 20,000 messages reads that page, at its end and in its middle', async () => {
  const { scope } = workspace
  expect(
    await pagesOf((db) => listMessagesBefore(db, scope, { conversationId, before: null }, 51)),
  ).toBeLessThan(150)
  const middle = { number: 1, version: 10_000 }
  expect(
    await pagesOf((db) => listMessagesBefore(db, scope, { conversationId, before: middle }, 51)),
  ).toBeLessThan(150)
})

test('the feed is read from its place, not from its beginning', async () => {
  const { scope } = workspace
  const places = [{ stream: 3, offset: 19_900 }]
  expect(await pagesOf((db) => listAfter(db, scope, places, 500))).toBeLessThan(900)
  const end = { conversationId, after: 19_990 }
  expect(await pagesOf((db) => listPlacesAfter(db, scope, end, 1_001))).toBeLessThan(900)
})

test('what is too many to count is counted again after a minute, and not before', async () => {
  const many = await aWorkspace(database.db)
  await seed(database.db, many)
  let at = 0
  const ctx = { db: database.db, now: () => instant(at) }
  const ended = async () => (await tally(ctx, many.scope, 0)).ended
  expect(await ended()).toBe(countMax)
  await sql`delete from sessions where workspace_id = ${many.scope.workspaceId} and state = 'ended'`.execute(
    database.db,
  )
  at = 59_000
  expect(await ended()).toBe(countMax)
  at = 61_000
  expect(await ended()).toBe(0)
})
