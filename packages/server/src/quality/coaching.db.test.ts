import { randomUUIDv7 } from 'node:crypto'
import { reviewEndpoints } from '@rapport/contract'
import {
  type AgentId,
  closeSession,
  coachingWeeks,
  instant,
  type SessionId,
  transferSession,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { changeSession } from '../sessions/index.ts'
import { codeOf } from '../testing/call-route.ts'
import { aQualityDesk, someAnswers } from './testing/a-quality-desk.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Desk = Awaited<ReturnType<typeof aQualityDesk>>

const weekMs = 7 * 86_400_000
/** A Wednesday in the first week of a period of four: those before it end two days earlier. */
const now = Date.UTC(2026, 0, 21, 12)

/** Reviews of somebody's work, given so many weeks before. */
async function judged(
  { place }: Desk,
  sessionId: SessionId,
  { agentId, weeksAgo, scores }: Readonly<{ agentId: string; weeksAgo: number; scores: readonly number[] }>,
): Promise<void> {
  const at = new Date(now - weeksAgo * weekMs)
  await sql`insert into qa_reviews (workspace_id, review_id, session_id, agent_id, reviewer_id, state, score,
      created_at, updated_at, submitted_at)
    select ${place.scope.workspaceId}, gen_random_uuid(), ${sessionId}, ${agentId}, gen_random_uuid(), 'submitted', score,
      ${at}, ${at}, ${at}
    from unnest(${scores}::float8[]) as score`.execute(database.db)
}

/** The team's mean as somebody is told it, by each time they can ask about. */
const meansOf = async ({ reviews }: Desk, ctx: AgentContext, weeksLater = 0) => {
  const then = { ...ctx, now: () => instant(now + weeksLater * weekMs) }
  const told = coachingWeeks.map(async (weeks) => {
    const { everyone } = await reviews('coaching', then, { agentId: ctx.agentId, weeks })
    return [weeks, everyone] as const
  })
  return Object.fromEntries(await Promise.all(told))
}

test('an agent cannot reckon a colleague’s score from the team’s means, of other times or of another week', async () => {
  const desk = await aQualityDesk(database.db)
  const { agent, colleague } = desk
  const [third, fourth] = [await desk.place.agentContext('agent'), await desk.place.agentContext('agent')]
  const sessionId = await desk.endedSession()
  const others = [colleague, third, fourth].map(({ agentId }) => agentId)
  for (const agentId of others) {
    await judged(desk, sessionId, { agentId, weeksAgo: 2, scores: [70, 80] })
    await judged(desk, sessionId, { agentId, weeksAgo: 7, scores: [60, 61] })
  }
  await judged(desk, sessionId, { agentId: agent.agentId, weeksAgo: 2, scores: [95, 95] })
  const before = await meansOf(desk, agent)
  expect(before).toEqual({ 4: 80, 12: 72, 24: 72, 52: 72 })

  // What one colleague alone got: in the week under way, in the weeks just before, and in months with hardly any review.
  const secret = { agentId: colleague.agentId, scores: [3] }
  for (const weeksAgo of [0, 10, 20, 40]) await judged(desk, sessionId, { ...secret, weeksAgo })
  expect(await meansOf(desk, agent)).toEqual(before)
  // A month later it is a whole period, and still of one alone; what was newest before is now the second.
  expect(await meansOf(desk, agent, 4)).toEqual({ 4: null, 12: 72, 24: 72, 52: 72 })
  for (const weeksLater of [1, 2, 3]) expect(await meansOf(desk, agent, weeksLater)).toEqual(before)
  // Whoever reviews may know all of it.
  expect((await meansOf(desk, desk.supervisor))[4]).toBe(71.4)
})

test('coaching is asked about a few times alone, in whole weeks of the workspace', async () => {
  const { input } = reviewEndpoints.coaching
  const agentId = randomUUIDv7()
  for (const weeks of ['4', 12, '24', 52, undefined])
    expect(input.safeParse({ agentId, weeks }).success).toBe(true)
  for (const wrong of [{ weeks: 5 }, { weeks: 0 }, { weeks: '4.5' }, { since: 0 }, { until: now }])
    expect(input.safeParse({ agentId, ...wrong }).success).toBe(false)

  const desk = await aQualityDesk(database.db)
  const { agent, reviews } = desk
  const sessionId = await desk.endedSession()
  const own = (weeksAgo: number, scores: readonly number[]) =>
    judged(desk, sessionId, { agentId: agent.agentId, weeksAgo, scores })
  await own(0, [90])
  await own(4, [50])
  await own(5, [10])
  const asked = { ...agent, now: () => instant(now) }
  const coaching = await reviews('coaching', asked, { agentId: agent.agentId, weeks: 4 })
  expect(coaching).toMatchObject({ reviews: 2, score: 70, trend: [{ score: 50 }, { score: 90 }] })
  const [first = 0, last = 0] = coaching.trend.map(({ from }) => from)
  expect(last - first).toBe(4 * weekMs)
  expect(await codeOf(reviews('coaching', desk.colleague, { agentId: agent.agentId }))).toBe('not_found')
})

test('an example says when and with which words the message began that shows it', async () => {
  const desk = await aQualityDesk(database.db)
  const { agent, supervisor, reviews, card } = desk
  const sessionId = await desk.endedSession()
  const { rows } = await sql<{ id: string }>`select message_id as id from messages
    where workspace_id = ${desk.place.scope.workspaceId} and session_id = ${sessionId}`.execute(database.db)
  const evidence = rows.map(({ id }) => id)
  const begun = await reviews('begin', supervisor, { sessionId, scorecardId: card.id })
  const answers = { ...someAnswers(), greeting: { value: 0, comment: 'None', evidence } }
  await reviews('submit', supervisor, { reviewId: begun.id, seenVersion: 1, answers } as never)
  const exampleOf = async () => {
    const { criteria } = await reviews('coaching', agent, { agentId: agent.agentId })
    return criteria[0]?.examples[0]
  }
  expect(await exampleOf()).toMatchObject({
    ...{ sessionId, score: 0, comment: 'None' },
    evidence: [{ messageId: evidence[0], words: 'Hello', at: expect.any(Number) }],
  })
  await sql`update messages set text = null where workspace_id = ${desk.place.scope.workspaceId}
    and session_id = ${sessionId}`.execute(database.db)
  expect(await exampleOf()).toMatchObject({ evidence: [{ messageId: evidence[0], words: null }] })
})

test('two reviewers of one session who judged two agents are not compared', async () => {
  const desk = await aQualityDesk(database.db)
  const { agent, colleague, supervisor, second, admin, card, reviews } = desk
  const sessionId = await desk.liveSession(agent)
  const acting = { id: agent.agentId, mayIntervene: false }
  const to = { agentId: colleague.agentId }
  await changeSession(agent, sessionId, (session) => transferSession(session, acting, to, null))
  await changeSession(colleague, sessionId, (session) =>
    closeSession(session, colleague.actor, 'agent_ended'),
  )
  const give = async (ctx: AgentContext, of: AgentId, greeting: number) => {
    const begun = await reviews('begin', ctx, { sessionId, scorecardId: card.id, agentId: of })
    expect(begun.agentId).toBe(of)
    const given = { reviewId: begun.id, seenVersion: 1, answers: someAnswers({ greeting }) }
    await reviews('submit', ctx, given as never)
  }
  await give(supervisor, agent.agentId, 0)
  await give(second, colleague.agentId, 5)
  const compare = () => reviews('calibration', supervisor, { scorecardId: card.id })
  expect(await compare()).toEqual({ parts: [], criteria: [], reviewers: [] })
  await give(admin, colleague.agentId, 3)
  expect(await compare()).toMatchObject({
    parts: [{ sessionId, agentId: colleague.agentId, spread: 10, reviews: [{}, {}] }],
    reviewers: [{ id: admin.agentId }, { id: second.agentId }],
  })
})
