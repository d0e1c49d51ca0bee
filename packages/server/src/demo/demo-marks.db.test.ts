import { changeFields, fieldLookup, instant, parseFilter } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFields } from '../fields/index.ts'
import { listWorkspacesNamed } from '../imports/index.ts'
import type { Scope } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aPlatform } from '../testing/a-platform.ts'
import { fillWorkspace } from './fill-workspace.ts'
import { demoScope, ensureDemo } from './make-demo.ts'

const now = instant(Date.UTC(2026, 10, 20, 15, 30))
let database: TestDatabase
const scopes: Scope[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  const platform = aPlatform(database.db, { now: () => now })
  await ensureDemo(platform, { sessions: 400, days: 60, liveOfEach: 3 })
  const fill = { name: 'Large', sessions: 600, messages: 8, seed: 3 }
  await fillWorkspace(platform, fill)
  // A second time: what is there under its name is taken as it is.
  await fillWorkspace(platform, { ...fill, sessions: 100, seed: 4 })
  const [large] = await listWorkspacesNamed(database.db, 'Large')
  scopes.push(demoScope, ...(large ? [large.scope] : []))
})
afterAll(() => database.close())

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(database.db)).rows
}

test('both demos hold something of everything that sessions are found by', async () => {
  expect(scopes).toHaveLength(2)
  for (const { workspaceId } of scopes) {
    const [held] = await rowsOf(sql<Record<string, number>>`
      select count(distinct priority)::int as priorities, count(distinct outcome)::int as outcomes,
        count(distinct rating)::int as ratings, count(distinct device)::int as devices,
        count(distinct country)::int as countries, count(distinct language)::int as languages,
        count(*) filter (where cardinality(tag_ids) > 1)::int as tagged,
        count(*) filter (where mentioned_ids <> '{}')::int as mentioned,
        count(*) filter (where jsonb_array_length(participants) > 1)::int as shared,
        count(*) filter (where watch_hit_count > 0)::int as flagged,
        count(*) filter (where page_url is not null and referrer is not null)::int as linked,
        count(*) filter (where fields ? 'order_number' and fields ? 'amount')::int as ordered
      from sessions where workspace_id = ${workspaceId}`)
    expect(held).toMatchObject({ priorities: 4, ratings: 5, devices: 3, outcomes: 3 })
    for (const count of Object.values(held ?? {})) expect(count).toBeGreaterThan(2)
    const [beside] = await rowsOf(sql<Record<string, number>>`
      select (select count(*)::int from contacts where workspace_id = ${workspaceId} and tag_ids <> '{}') as tagged,
        (select count(*)::int from contacts where workspace_id = ${workspaceId} and fields ? 'plan') as planned,
        (select count(*)::int from notes where workspace_id = ${workspaceId} and mentions <> '{}') as notes,
        (select count(*)::int from bans where workspace_id = ${workspaceId}) as bans,
        (select count(*)::int from inboxes where workspace_id = ${workspaceId} and calendar is null) as untimed,
        (select count(*)::int from tags where workspace_id = ${workspaceId}) as tags,
        (select count(distinct scope)::int from views where workspace_id = ${workspaceId}) as scopes`)
    expect(beside).toMatchObject({ bans: 1, untimed: 0, tags: 12, scopes: 3 })
    for (const name of ['tagged', 'planned', 'notes']) expect(beside?.[name]).toBeGreaterThan(2)
  }
})

test('what stands beside the sessions of a demo agrees with them', async () => {
  for (const { workspaceId } of scopes) {
    const wrong = await rowsOf(sql`
      select s.session_id from sessions s where s.workspace_id = ${workspaceId} and (
        (select coalesce(array_agg(t.tag_id order by t.tag_id), '{}') from session_tags t
          where t.workspace_id = s.workspace_id and t.session_id = s.session_id and t.started_at = s.started_at)
          <> array(select unnest(s.tag_ids) order by 1)
        or (select count(*) from watch_hits h
          where h.workspace_id = s.workspace_id and h.session_id = s.session_id) <> s.watch_hit_count
        or exists (select from bans b where b.workspace_id = s.workspace_id and b.contact_id = s.contact_id
          and s.state <> 'ended'))`)
    expect(wrong).toEqual([])
  }
})

test("every value of a demo's fields keeps their rules, and every view can be opened", async () => {
  for (const scope of scopes) {
    const { workspaceId } = scope
    const definitions = await listFields(database.db, scope)
    for (const of of ['session', 'contact'] as const) {
      const known = definitions.filter((field) => field.scope === of)
      const table = sql.table(of === 'session' ? 'sessions' : 'contacts')
      const rows = await rowsOf(sql<{ fields: Record<string, unknown> }>`
        select fields from ${table} where workspace_id = ${workspaceId} and fields <> '{}'`)
      for (const { fields } of rows)
        expect(changeFields(known, {}, { changes: fields, source: 'agent' })).not.toHaveProperty('problems')
    }
    const views = await rowsOf(sql<{ filter: string; sort: string }>`
      select definition ->> 'filter' as filter, definition ->> 'sort' as sort
      from views where workspace_id = ${workspaceId}`)
    const lookup = fieldLookup(definitions)
    for (const { filter, sort } of views) {
      expect(parseFilter(filter, lookup)).toMatchObject({ ok: true })
      expect(lookup(sort)).toBeDefined()
    }
  }
})
