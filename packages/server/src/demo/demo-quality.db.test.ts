import { checkAnswers, checkScorecard, instant, type Scorecard } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aPlatform } from '../testing/a-platform.ts'
import { demoScorecard } from './demo-quality.ts'
import { demoScope, ensureDemo } from './make-demo.ts'

const { workspaceId } = demoScope
const now = instant(Date.UTC(2026, 10, 20, 15, 30))
let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await ensureDemo(aPlatform(database.db, { now: () => now }), { sessions: 600, days: 60, liveOfEach: 3 })
})
afterAll(() => database.close())

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(database.db)).rows
}

type ReviewRow = Readonly<{
  session_id: string
  reviewer_id: string
  state: string
  response: string
  score: number | null
  answers: Parameters<typeof checkAnswers>[1]
  submitted_at: number | null
}>
const reviews = () => rowsOf(sql<ReviewRow>`select * from qa_reviews where workspace_id = ${workspaceId}`)

test('the demo has been reviewed for eight weeks: some acknowledged, one disputed, one answered, one begun', async () => {
  const all = await reviews()
  const given = all.filter(({ state }) => state === 'submitted')
  expect(given.length).toBeGreaterThanOrEqual(28)
  expect(all.length - given.length).toBe(1)
  const count = (response: string) => all.filter((one) => one.response === response).length
  expect({ disputed: count('disputed'), upheld: count('upheld') }).toEqual({ disputed: 1, upheld: 1 })
  expect(count('acknowledged')).toBeGreaterThan(8)
  const days = given.map(({ submitted_at: at }) => (now - (at ?? 0)) / 86_400_000)
  expect(Math.min(...days)).toBeGreaterThan(0)
  expect(Math.max(...days)).toBeGreaterThan(45)
  expect(new Set(given.map(({ score }) => score)).size).toBeGreaterThan(8)
})

test('two reviewers have judged some of the same sessions', async () => {
  const bySession = Map.groupBy(await reviews(), ({ session_id: id }) => id)
  const both = [...bySession.values()].filter((of) => new Set(of.map(({ reviewer_id: id }) => id)).size === 2)
  expect(both.length).toBeGreaterThanOrEqual(4)
})

test('scores are those that the scorecard comes to, evidence is of the session, and a session has the mean', async () => {
  expect(checkScorecard(demoScorecard.definition)).toEqual([])
  const [card] = await rowsOf(sql<{ definition: Scorecard }>`
    select definition from scorecards where workspace_id = ${workspaceId}`)
  const spoken = await rowsOf(sql<{ session_id: string; message_id: string }>`
    select session_id, message_id from messages where workspace_id = ${workspaceId}`)
  const known = new Set(spoken.map(({ session_id, message_id }) => `${session_id} ${message_id}`))
  const all = await reviews()
  let shown = 0
  for (const { session_id, answers } of all) {
    expect(card && checkAnswers(card.definition, answers, (id) => known.has(`${session_id} ${id}`))).toEqual(
      [],
    )
    shown += Object.values(answers).flatMap(({ evidence }) => evidence).length
  }
  expect(shown).toBeGreaterThan(10)
  const scored = await rowsOf(sql<{ given: number; mean: number; kept: number }>`
    select count(*)::int as given, round(avg(r.score)::numeric, 1)::float8 as mean, s.qa_score as kept
      from qa_reviews r
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = r.session_id
     where r.workspace_id = ${workspaceId} and r.state = 'submitted' group by s.session_id, s.qa_score`)
  for (const { mean, kept } of scored) expect(Math.abs(kept - mean)).toBeLessThan(0.11)
})

test('a queue has drawn from the last week, from every agent', async () => {
  const items = await rowsOf(sql<{ stratum: string; since: number }>`
    select i.stratum, s.since from review_items i
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = i.session_id
     where i.workspace_id = ${workspaceId} and i.state = 'waiting' and s.state = 'ended'`)
  expect(items.length).toBeGreaterThan(10)
  expect(new Set(items.map(({ stratum }) => stratum)).size).toBeGreaterThan(2)
  for (const { since } of items) expect(now - since).toBeLessThanOrEqual(7 * 86_400_000)
})
