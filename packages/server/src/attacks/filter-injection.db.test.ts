import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SessionRow } from '@rapport/contract'
import { workspaceHeader } from '@rapport/contract'
import {
  type AgentId,
  type CustomField,
  type FilterEnvironment,
  type FilterField,
  fieldLookup,
  filterFieldOf,
  instant,
  matchFilter,
  noTags,
  operators,
  parseFilter,
  sessionFields,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { seedRandomSessions } from '../sessions/testing/seed-random-sessions.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { inTurns } from '../testing/attacks/in-turns.ts'
import { sendHttp } from '../testing/attacks/raw-http.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

const sleep = '1) OR (SELECT pg_sleep(3)) IS NULL--'
const payloads = [
  sleep,
  `' OR '1'='1`,
  `'); drop table sessions; --`,
  '%',
  '_',
  '\\',
  '$1',
  '{"$gt":""}',
  '__proto__',
  '1e999',
  `2026-11-20' || pg_sleep(3) || '`,
  '\0',
  '\ud800',
  'x'.repeat(1_200),
]
const custom: readonly CustomField[] = [
  { scope: 'session', key: 'order', kind: 'text', choices: [] },
  { scope: 'session', key: 'amount', kind: 'number', choices: [] },
  { scope: 'session', key: 'due', kind: 'date', choices: [] },
  { scope: 'contact', key: 'plan', kind: 'choice', choices: ['free', sleep] },
  { scope: 'contact', key: 'likes', kind: 'multi_choice', choices: ['tea', sleep] },
  { scope: 'contact', key: 'vip', kind: 'boolean', choices: [] },
]
const fields: readonly FilterField[] = [...sessionFields, ...custom.map(filterFieldOf)]

let database: TestDatabase
let server: Server
let workspace: TestWorkspace
let rows: readonly SessionRow[]
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  workspace = await aWorkspace(database.db)
  const { workspaceId } = workspace.scope
  for (const { scope, key, kind, choices } of custom)
    await sql`insert into field_definitions (workspace_id, field_id, scope, key, name, kind, choices, position)
      values (${workspaceId}, gen_random_uuid(), ${scope}, ${key}, ${key}, ${kind}, ${choices}::text[], 0)`.execute(
      database.db,
    )
  await seedRandomSessions(workspace, { count: 60, seed: 15, now: instant(Date.now()) })
  // Somebody who is called what the attack says, so that taking it literally finds something.
  await sql`update contacts set name = ${sleep}, folded_name = lower(${sleep})
    where workspace_id = ${workspaceId} and contact_id = (
      select contact_id from sessions where workspace_id = ${workspaceId} and number = 1)`.execute(
    database.db,
  )
  const { items } = await ask({ limit: '200' })
  rows = items
}, 60_000)
afterAll(async () => {
  await server.stop()
  await database.close()
})

type Query = Readonly<Record<string, string>>
type Answer = Readonly<{ status: number; body: string; ms: number; items: readonly SessionRow[] }>

async function ask(query: Query, path = ''): Promise<Answer> {
  // A half character cannot stand in an address by itself: it goes as the bytes a careless client would send.
  const encoded = Object.entries(query).map(([key, value]) => `${key}=${encodeBytes(value)}`)
  const began = performance.now()
  const { status, body } = await sendHttp(server.origin, {
    method: 'GET',
    path: `/api/v1/sessions${path}?${encoded.join('&')}`,
    headers: {
      authorization: `Bearer ${workspace.owner.token}`,
      [workspaceHeader]: workspace.scope.workspaceId,
    },
  })
  const ms = performance.now() - began
  const items = status === 200 && path === '' ? (JSON.parse(body) as { items: SessionRow[] }).items : []
  return { status, body, ms, items }
}

const encodeBytes = (text: string): string =>
  text.isWellFormed()
    ? encodeURIComponent(text)
    : encodeURIComponent(text.toWellFormed()).replaceAll('%EF%BF%BD', '%ED%A0%80')

const tally = createTally('ATK-15', 'filter injection')
let slowestMs = 0

const environment = (): FilterEnvironment => ({
  now: instant(Date.now()),
  me: workspace.owner.id as AgentId,
  timeZone: 'UTC',
  fields: fieldLookup(custom),
  tagsWithin: noTags.within,
})

/** What the words say when taken literally; null where they are no filter. */
function literally(filter: string): readonly string[] | null {
  const parsed = parseFilter(filter.toWellFormed(), fieldLookup(custom))
  if (!parsed.ok) return null
  return rows
    .filter((row) => matchFilter(parsed.expression, row, environment()))
    .map(({ session }) => session.id)
}

async function attack({ query, path }: Readonly<{ query: Query; path?: string }>): Promise<void> {
  let answer = await ask(query, path)
  // Somebody else's work may hold up one answer; a payload that sleeps holds up every one.
  for (let again = 0; again < 3 && answer.ms >= 300; again += 1) answer = await ask(query, path)
  slowestMs = Math.max(slowestMs, answer.ms)
  const fault = faultOf(query, answer, path)
  if (fault === null) tally.safe()
  else tally.unsafe(`${path ?? ''} ${JSON.stringify(query).slice(0, 300)}: ${fault}`)
}

function faultOf(
  { filter = '', ...rest }: Query,
  { status, body, ms, items }: Answer,
  path?: string,
): string | null {
  if (ms >= 300) return `took ${ms} ms`
  if (status === 400 || status === 422) return null
  if (status !== 200) return `${status} ${body.slice(0, 200)}`
  if (Object.keys(rest).length > 1 || path !== undefined) return null
  const expected = literally(filter)
  const found = items.map(({ session }) => session.id)
  if (expected === null) return 'accepted what is no filter'
  return [...found].sort().join() === [...expected].sort().join()
    ? null
    : `found ${found.length}, not ${expected.length}`
}

const limit = '200'

function filters(): readonly string[] {
  const values = fields.flatMap(({ name }) =>
    operators.flatMap((operator) =>
      payloads.map((payload) => `${name}:${operator}(${JSON.stringify(payload)})`),
    ),
  )
  const places = payloads.flatMap((payload) => [
    payload,
    `${payload}:is(1)`,
    `field.${payload}:is(1)`,
    `number:${payload}(1)`,
    `number:is(${payload})`,
    `email:contains("${payload}")`,
    `(${payload} or number:set)`,
    `number:set ${payload}`,
  ])
  return [...values, ...places]
}

test('whatever stands where a filter, an order or a place in a list is said is refused, or taken literally', async () => {
  // Of the many combinations that are refused before the database is asked, every fifth is enough over HTTP.
  const all = filters().filter((filter, i) => literally(filter) !== null || i % 5 === 0)
  const others = payloads.flatMap((payload) => [
    { query: { limit, sort: payload, list: 'all' } },
    { query: { limit, sort: `field.${payload}`, list: 'all' } },
    { query: { limit, direction: payload, list: 'all' } },
    { query: { limit, cursor: payload, list: 'all' } },
    { query: { limit, cursor: Buffer.from(payload).toString('base64url'), list: 'all' } },
    { query: { limit: payload, list: 'all' } },
    { query: { limit, list: payload } },
  ])
  const forged = await forgedCursors()
  await inTurns([...all.map((filter) => ({ query: { limit, filter } })), ...others, ...forged], 2, attack)
  const counts = all.filter((_, i) => i % 20 === 0).map((filter) => ({ query: { filter }, path: '/count' }))
  await inTurns(counts, 2, attack)
  tally.print({ fields: fields.length, max_ms: Math.round(slowestMs) })
  expect(tally.failures()).toEqual([])
  const { rows: left } = await sql<{ count: number }>`
    select count(*) from sessions where workspace_id = ${workspace.scope.workspaceId}`.execute(database.db)
  expect(left[0]?.count).toBe(60)
}, 120_000)

/** Cursors of our own making with the payload where the last row's key stood, for sorts of every kind. */
async function forgedCursors() {
  const sorts = ['started', 'contactName', 'number', 'rating', 'agent', 'field.order', 'field.amount']
  const forged: { query: Query }[] = []
  for (const sort of sorts) {
    const { body } = await ask({ limit: '5', sort })
    const { next } = JSON.parse(body) as { next: string | null }
    const [hash, now, id] = Buffer.from(next ?? '', 'base64url')
      .toString()
      .split(' ')
    for (const payload of payloads)
      for (const parts of [
        [hash, now, id, `=${payload}`],
        [hash, payload, id, ''],
        [hash, now, payload, ''],
      ])
        forged.push({ query: { limit, sort, cursor: Buffer.from(parts.join(' ')).toString('base64url') } })
  }
  return forged
}

test('SQL is made of texts that stand in the code: what is spelt out raw is counted and looked at', () => {
  const source = join(import.meta.dirname, '..')
  const raw = globSync('**/*.ts', { cwd: source })
    .filter((file) => !/\.test\.ts$|\btesting\b|generated/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(join(source, file), 'utf8').matchAll(
          /\b(?:sql\.raw|CompiledQuery\.raw)\(([^)]*\)?)\)/g,
        ),
      ].map(([, argument]) => `${file}: ${argument}`),
    )
    .sort()
  expect(new Set(raw)).toEqual(
    new Set([
      'audit/audit-queries.ts: name',
      'exports/items-queries.ts: oneOff',
      'sessions/freeze-matching-queries.ts: oneOff',
      'sessions/list-sessions-queries.ts: oneOff',
      'sessions/record-events-queries.ts: String(i)',
      'sessions/sample-matching-queries.ts: oneOff',
    ]),
  )
})
