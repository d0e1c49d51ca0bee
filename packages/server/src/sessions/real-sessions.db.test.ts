import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type Expression,
  type FilterEnvironment,
  fieldLookup,
  instant,
  matchFilter,
  parseFilter,
  readTagTree,
  type SessionId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '../demo/index.ts'
import { listFields } from '../fields/index.ts'
import { importSessions, listWorkspacesNamed, readLines } from '../imports/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { listTags } from '../tags/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { countSessionList, readSessionList } from './list-sessions.ts'
import { listSessionsById } from './named-rows-queries.ts'
import { presentRow } from './present-row.ts'

/** How many sessions of the demo stand beside the imported ones: `FILTERED_SESSIONS=100000` for a desk after years. */
const demoSessions = Number(process.env.FILTERED_SESSIONS ?? 600)
const now = instant(Date.now())
const settings = { historicalAfterDays: 7, timeZone: 'Europe/Prague' }
const patienceMs = 60_000 + demoSessions * 10

const sources = ['multiwoz-1000', 'zh-500'].map((name) =>
  fileURLToPath(new URL(`../../../../../shared/data/${name}.jsonl`, import.meta.url)),
)
const here = sources.filter((path) => existsSync(path))
if (here.length < sources.length)
  console.warn('Real conversations are not beside the project: these filters run over the demo alone')

let database: TestDatabase
let ctx: AgentContext
let environment: FilterEnvironment
let ids: readonly SessionId[]
const often: Record<string, string> = {}

beforeAll(async () => {
  database = await openTestDatabase()
  const workspace = await aWorkspace(database.db)
  await fillWorkspace(workspace.platform, { name: 'Years', sessions: demoSessions, messages: 6, seed: 11 })
  const [years] = await listWorkspacesNamed(database.db, 'Years')
  if (years === undefined) throw new Error('The demo was not made')
  const { scope } = years
  for (const path of here)
    await importSessions({ db: database.db, scope, now: () => instant(Date.now()) }, readLines(path))
  ctx = { ...(await workspace.ownerContext()), scope, now: () => now }
  await chooseOften()
  await addOwnFields()
  // What the database does by itself within minutes of so much that is new.
  await sql`analyze`.execute(database.db)
  environment = {
    now,
    me: ctx.agentId,
    timeZone: settings.timeZone,
    fields: fieldLookup(await listFields(database.db, scope)),
    tagsWithin: readTagTree(await listTags(database.db, scope)).within,
  }
  const { rows } = await sql<{ session_id: SessionId }>`
    select session_id from sessions where workspace_id = ${scope.workspaceId}`.execute(database.db)
  ids = rows.map((row) => row.session_id)
}, patienceMs)
afterAll(() => database.close())

/** Who and what stands on many sessions: filters on those find some and leave some. */
async function chooseOften(): Promise<void> {
  for (const column of ['agent_id', 'team_id', 'inbox_id', 'contact_id']) {
    const { rows } = await sql<{ id: string }>`
      select ${sql.ref(column)} as id from sessions
      where workspace_id = ${ctx.scope.workspaceId} and ${sql.ref(column)} is not null
      group by 1 order by count(*) desc, 1 limit 1`.execute(database.db)
    often[column] = rows[0]?.id ?? ctx.agentId
  }
  const { rows } = await sql<{ id: string }>`
    select tag_id as id from session_tags where workspace_id = ${ctx.scope.workspaceId}
    group by 1 order by count(*) desc, 1 limit 1`.execute(database.db)
  often.tag = rows[0]?.id ?? ctx.agentId
}

/** One field of each kind with values on most sessions, or on most contacts. */
async function addOwnFields(): Promise<void> {
  const { workspaceId } = ctx.scope
  const fields = [
    ['session', 'order_number', 'text'],
    ['session', 'amount', 'number'],
    ['session', 'promised_on', 'date'],
    ['session', 'parts', 'multi_choice'],
    ['session', 'tracking', 'url'],
    ['contact', 'plan', 'choice'],
    ['contact', 'newsletter', 'boolean'],
  ] as const
  for (const [scope, key, kind] of fields)
    await sql`insert into field_definitions (workspace_id, field_id, scope, key, name, kind, choices, position)
      values (${workspaceId}, gen_random_uuid(), ${scope}, ${`own_${key}`}, ${`Own ${key}`}, ${kind},
        ${kind.endsWith('choice') ? ['one', 'two', 'three'] : []}::text[], 99)`.execute(database.db)
  await sql`update sessions set fields = fields || jsonb_build_object('own_order_number', 'A-' || number,
      'own_amount', number % 50, 'own_promised_on', to_char(started_at, 'YYYY-MM-DD'),
      'own_parts', case when number % 2 = 0 then '["one", "two"]'::jsonb else '["three"]' end,
      'own_tracking', 'https://track.example/' || number)
    where workspace_id = ${workspaceId} and number % 7 <> 0`.execute(database.db)
  await sql`update contacts set fields = fields || jsonb_build_object('own_newsletter', contact_id::text < '8',
      'own_plan', case when length(coalesce(name, '')) % 2 = 0 then 'one' else 'two' end)
    where workspace_id = ${workspaceId}`.execute(database.db)
}

const day = (ago: number) => new Date(now - ago * 86_400_000).toISOString().slice(0, 10)

const filters: readonly (() => string)[] = [
  () => `agent:any(${often.agent_id})`,
  () => `agent:none(${often.agent_id})`,
  () => `team:any(${often.team_id}) state:any(ended)`,
  () => `inbox:any(${often.inbox_id})`,
  () => `contact:any(${often.contact_id})`,
  () => `participant:any(${often.agent_id}) agent:unset`,
  () => `tag:any(${often.tag})`,
  () => `tag:any(${often.tag}) started:in_last(180d)`,
  () => 'tag:unset contactTag:set',
  () => 'channel:any(web)',
  () => 'channel:none(web) messages:at_least(6)',
  () => 'state:any(unassigned,bot)',
  () => 'state:any(assigned,on_hold,wrap_up) handling:at_least(10m)',
  () => 'state:any(unassigned) wait:at_least(5m)',
  () => 'waiting:at_least(10m)',
  () => 'priority:any(urgent,high)',
  () => 'endReason:any(agent_ended,inactivity) endedBy:any(agent,system)',
  () => 'rating:at_least(4) rating:at_most(5)',
  () => 'outcome:set',
  () => `started:between(${day(240)},${day(200)})`,
  () => `ended:between(${day(90)},${day(60)}) messagesByAgents:at_least(2)`,
  () => 'activity:older_than(30d)',
  () => 'hour:between(9,12) weekday:any(mon,fri)',
  () => 'contactName:contains(an)',
  () => 'contactName:contains("顾客") messages:between(8,20)',
  () => 'contactName:begins("Guest 0") duration:at_most(20m)',
  () => 'email:contains("@") phone:unset',
  () => 'firstResponse:at_most(2m) transfers:is(0) notes:at_least(1)',
  () => `(rating:at_least(5) or (priority:any(urgent) messages:at_least(4))) started:in_last(365d)`,
  () =>
    `(agent:any(${often.agent_id}) or team:any(${often.team_id}) or (rating:unset tag:set)) totalWait:at_least(30s)`,
  () => 'pageUrl:contains(shop) device:any(phone)',
  () => 'language:begins(e) country:set',
  () => 'field.own_order_number:contains("-1") field.own_amount:between(10,20)',
  () => `field.own_promised_on:after(${day(120)}) field.own_parts:any(two,three)`,
  () => 'field.own_tracking:unset',
  () => '(contact.own_plan:any(two) or contact.own_newsletter:is(true)) field.own_parts:none(one)',
]

function read(filter: string): Expression {
  const parsed = parseFilter(filter, environment.fields)
  if (!parsed.ok) throw new Error(`${filter}: ${JSON.stringify(parsed.problems)}`)
  return parsed.expression
}

/** What a look at every row finds, for all filters in one go; some thousand rows at a time. */
async function scan(expressions: readonly Expression[]): Promise<readonly Set<SessionId>[]> {
  const found = expressions.map(() => new Set<SessionId>())
  for (let from = 0; from < ids.length; from += 2_000) {
    const records = await listSessionsById(database.db, ctx.scope, ids.slice(from, from + 2_000))
    for (const row of records.map((record) => presentRow(record, 'supervisor')))
      for (const [i, expression] of expressions.entries())
        if (matchFilter(expression, row, environment)) found[i]?.add(row.session.id)
  }
  return found
}

async function list(filter: string): Promise<readonly SessionId[]> {
  const found: SessionId[] = []
  let cursor: string | undefined
  do {
    const asked = { list: 'all', filter, sort: 'started', direction: 'desc', limit: 500, cursor } as const
    const { items, next } = await readSessionList(ctx, asked, settings)
    found.push(...items.map(({ session }) => session.id))
    cursor = next ?? undefined
  } while (cursor !== undefined)
  return found
}

test(
  'filters of every kind over real conversations and the demo find exactly what a plain scan finds',
  async () => {
    const expected = await scan(filters.map((filterOf) => read(filterOf())))
    let telling = 0
    for (const [i, filterOf] of filters.entries()) {
      const [filter, scanned] = [filterOf(), expected[i] ?? new Set()]
      const listed = await list(filter)
      expect([filter, listed.length]).toEqual([filter, scanned.size])
      expect([filter, new Set(listed)]).toEqual([filter, scanned])
      expect(await countSessionList(ctx, { list: 'all', filter }, settings)).toBe(
        Math.min(10_001, scanned.size),
      )
      telling += scanned.size > 0 && scanned.size < ids.length ? 1 : 0
    }
    process.stdout.write(
      `${filters.length} filters over ${ids.length} sessions equal a scan; ${telling} find some\n`,
    )
    expect(filters.length).toBeGreaterThanOrEqual(30)
    expect(telling).toBeGreaterThan(20)
  },
  patienceMs,
)
