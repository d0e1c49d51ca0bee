import { randomUUIDv7 } from 'node:crypto'
import {
  type AgentId,
  asId,
  instant,
  type ReviewQueueId,
  type ScorecardId,
  type SessionId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { explainStatements } from '../platform/db/testing/explain-statements.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { seedRandomSessions } from '../sessions/testing/seed-random-sessions.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { findMeanScore, listCoachedReviews, listPeriodTotals, listSharedReviews } from './insight-queries.ts'
import { listLastAgents } from './last-agent-queries.ts'
import { claimNext, countOfWeek, findClaimed } from './queue-item-queries.ts'
import { findProgress } from './queue-queries.ts'
import { listReviews } from './review-queries.ts'

const rare = asId<AgentId>(randomUUIDv7())
const scorecardId = asId<ScorecardId>(randomUUIDv7())
const queueId = asId<ReviewQueueId>(randomUUIDv7())
let database: TestDatabase
let ctx: AgentContext
beforeAll(async () => {
  database = await openTestDatabase()
  const desk = await aWorkspace(database.db)
  ctx = await desk.ownerContext()
  const { workspaceId } = ctx.scope
  await seedRandomSessions(desk, { count: 3_000, seed: 5, now: instant(Date.now()) })
  await sql`
    insert into scorecards (workspace_id, scorecard_id, version, name, definition, created_at)
    values (${workspaceId}, ${scorecardId}, 1, 'Service', '{"categories":[]}', now())`.execute(database.db)
  // Ten reviewers of each session, over half a year; hardly any is disputed, and one agent has hardly any.
  await sql`
    insert into qa_reviews (workspace_id, review_id, session_id, agent_id, reviewer_id, scorecard_id,
      scorecard_version, state, score, response, created_at, updated_at, submitted_at)
    select ${workspaceId}, gen_random_uuid(), s.session_id,
      case when s.number % 1000 = 1 then ${rare}::uuid else ${ctx.agentId}::uuid end, gen_random_uuid(),
      ${scorecardId}, 1, 'submitted', 80, case when s.number % 500 = 1 and n = 1 then 'disputed' else 'none' end,
      at, at, at
    from sessions s, generate_series(1, 10) n,
      lateral (select now() - make_interval(mins => (s.number * 80 + n)::int) as at) as given
    where s.workspace_id = ${workspaceId}`.execute(database.db)
  await sql`
    insert into review_queues (workspace_id, queue_id, name, definition, created_at)
    values (${workspaceId}, ${queueId}, 'Weekly', '{}', now())`.execute(database.db)
  await sql`
    insert into review_items (workspace_id, queue_id, session_id, position, drawn_at, state, reviewer_id, done_at)
    select ${workspaceId}, ${queueId}, session_id, number, now(), case when number % 50 = 0 then 'waiting' else 'done' end,
      case when number % 50 = 0 then null else ${ctx.agentId}::uuid end,
      case when number % 50 = 0 then null else now() - make_interval(hours => number::int) end
    from sessions where workspace_id = ${workspaceId}`.execute(database.db)
  await sql`vacuum analyze qa_reviews, review_items, sessions, contacts, memberships, scorecards`.execute(
    database.db,
  )
}, 60_000)
afterAll(() => database.close())

/** Runs questions, and says of each statement whether it read no more than this many pages. */
async function expectPages(pagesMax: number, ask: (db: AgentContext['db']) => Promise<unknown>) {
  const { db, costs } = explainStatements(database.db)
  await ask(db)
  expect(costs.length).toBeGreaterThan(0)
  for (const { text, buffers } of costs)
    expect({ text, buffers, cheap: buffers < pagesMax }).toEqual({ text, buffers, cheap: true })
}

test('a page of thirty thousand reviews reads no more than is on it, by whatever it is asked', async () => {
  const reader = { agentId: ctx.agentId, isReviewer: true }
  const month = instant(Date.now() - 30 * 86_400_000)
  await expectPages(600, async (db) => {
    for (const asked of [
      {},
      { agentId: rare },
      { scorecardId },
      { reviewerId: rare },
      { response: 'disputed' as const },
      { since: month, until: instant(month + 86_400_000) },
      { before: { at: month, id: randomUUIDv7() } },
    ])
      await listReviews(db, ctx.scope, { reader, before: null, limit: 20, ...asked })
    await listReviews(db, ctx.scope, {
      reader: { agentId: rare, isReviewer: false },
      before: null,
      limit: 20,
    })
  })
})

test('the next of a queue is found among what waits, however much was done', async () => {
  const asking = { queueId, reviewerId: rare, at: instant(Date.now()) }
  const since = instant(Date.now() - 86_400_000)
  await expectPages(400, async (db) => {
    await findProgress(db, ctx.scope, { id: queueId, since })
    await countOfWeek(db, ctx.scope, { queueId, since })
    await findClaimed(db as never, ctx.scope, asking)
    await claimNext(db as never, ctx.scope, asking)
  })
})

test('coaching and calibration read what they say they look at, and no more', async () => {
  const span = { timeZone: 'Europe/Prague', since: instant(Date.now() - 150 * 86_400_000) }
  // Five hundred reviews with their session and scorecard; five thousand reviews; and a thousand of a hundred sessions.
  await expectPages(5_000, (db) => listCoachedReviews(db, ctx.scope, { agentId: ctx.agentId, ...span }))
  await expectPages(6_000, (db) => findMeanScore(db, ctx.scope, span))
  const periods = { at: instant(Date.now()), timeZone: span.timeZone, count: 13 }
  await expectPages(6_000, (db) => listPeriodTotals(db, ctx.scope, periods))
  await expectPages(20_000, (db) => listSharedReviews(db, ctx.scope, { scorecardId, ...span }))
})

test('who was given a session last costs the log of the sessions that are asked about, and of no others', async () => {
  const { workspaceId } = ctx.scope
  await sql`
    insert into session_events (workspace_id, session_id, version, conversation_id, stream, feed_offset, at, event)
    select ${workspaceId}, session_id, 1000 + n, conversation_id, 0, 1000000 + number * 20 + n, now(),
      case when n = 1 then jsonb_build_object('type', 'session.assigned', 'agentId', ${rare}::text)
        else '{"type": "message.sent"}' end
    from sessions, generate_series(1, 10) n where workspace_id = ${workspaceId}`.execute(database.db)
  await sql`vacuum analyze session_events`.execute(database.db)
  const { rows } = await sql<{ id: SessionId }>`
    select session_id as id from sessions where workspace_id = ${workspaceId} limit 10`.execute(database.db)
  const asked = rows.map(({ id }) => id)
  await expectPages(200, (db) => listLastAgents(db, ctx.scope, asked))
  const found = await listLastAgents(database.db, ctx.scope, asked)
  expect(found).toEqual(new Map(asked.map((id) => [id, rare])))
})
