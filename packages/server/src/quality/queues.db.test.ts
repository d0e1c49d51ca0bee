import { type ReviewQueueView, scorecardDefinition } from '@rapport/contract'
import { closeSession, instant, type ReviewQueue, type SessionId, transferSession } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { changeSession } from '../sessions/index.ts'
import { codeOf } from '../testing/call-route.ts'
import { drawForQueues } from './draw-queue.ts'
import { aQualityDesk, aScorecard } from './testing/a-quality-desk.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Desk = Awaited<ReturnType<typeof aQualityDesk>>

const aQueue = ({ card }: Desk, more: Partial<ReviewQueue> = {}): ReviewQueue => ({
  list: 'ended',
  filter: '',
  sample: { perWeek: 5, stratum: null },
  scorecardId: card.id,
  reviewerIds: [],
  weeklyGoal: 3,
  ...more,
})

async function several<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = []
  for (let i = 0; i < count; i += 1) made.push(await make())
  return made
}

const nextOf = async ({ queues }: Desk, ctx: AgentContext, { id }: Pick<ReviewQueueView, 'id'>) =>
  (await queues('next', ctx, { reviewQueueId: id })).item

test('a queue draws its sample, and hands each session to one reviewer, however many ask at once', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, supervisor, second, queues } = desk
  const ended = await several(12, () => desk.endedSession())
  await desk.liveSession()
  const queue = await queues('create', admin, {
    name: 'Weekly',
    definition: aQueue(desk, { sample: { perWeek: 10, stratum: null } }),
  })
  expect(queue).toMatchObject({ waiting: 10, claimed: 0, doneThisWeek: 0 })
  const owner = await desk.place.ownerContext()
  const handed = await Promise.all([supervisor, second, owner].map((ctx) => nextOf(desk, ctx, queue)))
  expect(new Set(handed.map((item) => item?.sessionId)).size).toBe(3)
  for (const item of handed) expect(ended).toContain(item?.sessionId)
  const again = await nextOf(desk, supervisor, queue)
  expect(again).toMatchObject({ sessionId: handed[0]?.sessionId, scorecardId: desk.card.id, waiting: 7 })
})

test('what a reviewer gives is done, what they skip is gone, and the end of the queue is said', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, supervisor, second, queues } = desk
  await several(2, () => desk.endedSession())
  const definition = aQueue(desk, { reviewerIds: [supervisor.agentId] })
  const queue = await queues('create', admin, { name: 'Mine', definition })
  expect(await codeOf(nextOf(desk, second, queue))).toBe('forbidden')
  const first = await nextOf(desk, supervisor, queue)
  if (first === null) throw new Error('Nothing was handed out')
  await desk.give(supervisor, first.sessionId)
  const other = await nextOf(desk, supervisor, queue)
  expect(other?.sessionId).not.toBe(first.sessionId)
  const place = { reviewQueueId: queue.id, sessionId: other?.sessionId ?? '' }
  await queues('skip', supervisor, place)
  expect(await codeOf(queues('skip', supervisor, place))).toBe('not_found')
  expect(await nextOf(desk, supervisor, queue)).toBeNull()
  const [view] = (await queues('list', supervisor, {})).items
  expect(view).toMatchObject({
    waiting: 0,
    claimed: 0,
    doneThisWeek: 1,
    reviewers: [{ id: supervisor.agentId, done: 1, goal: 3 }],
  })
})

test('who corrects a disputed review still has the session in hand that they were to review themselves', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, agent, supervisor, second, queues, reviews } = desk
  const { id: reviewId } = await desk.give(supervisor, await desk.endedSession())
  await reviews('respond', agent, { reviewId, response: 'disputed', text: 'I did greet' })
  const { version, sessionId, answers } = await reviews('get', second, { reviewId })
  const drawn = { workspaceId: desk.place.scope.workspaceId, reviewerId: second.agentId }
  const queue = await queues('create', admin, { name: 'Mine', definition: aQueue(desk) })
  await sql`insert into review_items
      (workspace_id, queue_id, session_id, position, drawn_at, state, reviewer_id, claimed_at)
    values (${drawn.workspaceId}, ${queue.id}, ${sessionId}, 1, now(), 'claimed', ${drawn.reviewerId}, now())`.execute(
    database.db,
  )
  const corrected = { answers, comment: 'You greeted', score: null }
  await reviews('answer', second, { reviewId, seenVersion: version, text: 'So you did', corrected })
  expect(await nextOf(desk, second, queue)).toMatchObject({ sessionId })
})

test('nobody is handed what they had a part in themselves, nor what they reviewed already', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, supervisor, second, queues } = desk
  const [own, reviewed] = [await desk.endedSession(supervisor), await desk.endedSession()]
  const queue = await queues('create', admin, { name: 'All', definition: aQueue(desk) })
  await desk.give(supervisor, reviewed)
  expect(await nextOf(desk, supervisor, queue)).toBeNull()
  const handed = await nextOf(desk, second, queue)
  expect([own, reviewed]).toContain(handed?.sessionId)
})

test('what is left in hand for a day goes to another; the week is filled up, and nothing is drawn twice', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, supervisor, second, queues, place } = desk
  const [only] = await several(1, () => desk.endedSession())
  const queue = await queues('create', admin, { name: 'Left', definition: aQueue(desk) })
  await nextOf(desk, supervisor, queue)
  expect(await nextOf(desk, second, queue)).toBeNull()
  const fresh = await desk.endedSession()
  const tomorrow = { ...place.platform, now: () => instant(place.platform.now() + 25 * 3_600_000) }
  await drawForQueues(tomorrow, place.scope)
  await drawForQueues(tomorrow, place.scope)
  expect((await queues('list', supervisor, {})).items[0]).toMatchObject({ waiting: 2, claimed: 0 })
  const handed = [await nextOf(desk, second, queue), await nextOf(desk, supervisor, queue)]
  expect(handed.map((item) => item?.sessionId).toSorted()).toEqual([only, fresh].toSorted())
})

test('a stratified sample has its equal share of each agent, and the preview says so before', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, agent, colleague, queues, place } = desk
  await several(9, () => desk.endedSession(agent))
  await several(2, () => desk.endedSession(colleague))
  const definition = aQueue(desk, { sample: { perWeek: 6, stratum: 'agent' } })
  const preview = await queues('preview', admin, { definition })
  expect(preview).toMatchObject({
    matching: 11,
    drawn: 6,
    strata: [
      { id: agent.agentId, matching: 9, drawn: 4 },
      { id: colleague.agentId, matching: 2, drawn: 2 },
    ],
  })
  const queue = await queues('create', admin, { name: 'Fair', definition })
  const { rows } = await sql<{ stratum: string; count: number }>`
    select stratum, count(*)::int as count from review_items
    where workspace_id = ${place.scope.workspaceId} and queue_id = ${queue.id} group by stratum`.execute(
    database.db,
  )
  expect(new Map(rows.map(({ stratum, count }) => [stratum, count]))).toEqual(
    new Map<string, number>([
      [agent.agentId, 4],
      [colleague.agentId, 2],
    ]),
  )
})

test('what no agent had a part in is not drawn; what one let go of before its end is drawn, and is their work', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, agent, supervisor, queues, reviews } = desk
  const end = (id: SessionId) =>
    changeSession(admin, id, (session) => closeSession(session, admin.actor, 'agent_ended'))
  await end(await desk.openSession())
  const letGo = await desk.liveSession()
  const teamId = await desk.place.aTeam('Second line')
  const acting = { id: agent.agentId, mayIntervene: false }
  await changeSession(agent, letGo, (session) => transferSession(session, acting, { teamId }, null))
  await end(letGo)
  const definition = aQueue(desk, { sample: { perWeek: 5, stratum: 'agent' } })
  expect(await queues('preview', admin, { definition })).toMatchObject({ matching: 1, drawn: 1 })
  const queue = await queues('create', admin, { name: 'Work', definition })
  expect(queue.waiting).toBe(1)
  expect((await nextOf(desk, supervisor, queue))?.sessionId).toBe(letGo)
  const begun = await reviews('begin', supervisor, { sessionId: letGo, scorecardId: desk.card.id })
  expect(begun.agentId).toBe(agent.agentId)
})

test('a session that came back to an agent before nobody had it any more is theirs, to review and to draw', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, agent, colleague, supervisor, queues, reviews } = desk
  const sessionId = await desk.liveSession(agent)
  const give = async (from: AgentContext, to: Parameters<typeof transferSession>[2]) => {
    const acting = { id: from.agentId, mayIntervene: false }
    await changeSession(from, sessionId, (session) => transferSession(session, acting, to, null))
  }
  await give(agent, { agentId: colleague.agentId })
  await give(colleague, { agentId: agent.agentId })
  await give(agent, { teamId: await desk.place.aTeam('Second line') })
  await changeSession(admin, sessionId, (session) => closeSession(session, admin.actor, 'agent_ended'))
  const definition = aQueue(desk, { sample: { perWeek: 5, stratum: 'agent' } })
  const { strata } = await queues('preview', admin, { definition })
  expect(strata).toMatchObject([{ id: agent.agentId, matching: 1, drawn: 1 }])
  expect((await reviews('begin', supervisor, { sessionId })).agentId).toBe(agent.agentId)
})

test('a changed queue draws anew what waits and keeps what is in hand; a deleted one leaves its reviews', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, supervisor, queues, reviews } = desk
  await several(4, () => desk.endedSession())
  const queue = await queues('create', admin, { name: 'One', definition: aQueue(desk) })
  const inHand = await nextOf(desk, supervisor, queue)
  const change = {
    reviewQueueId: queue.id,
    name: 'One',
    definition: aQueue(desk, { filter: 'rating:at_least(5)' }),
  }
  expect(await queues('change', admin, change)).toMatchObject({ waiting: 0, claimed: 1 })
  expect((await nextOf(desk, supervisor, queue))?.sessionId).toBe(inHand?.sessionId)
  const { id: reviewId } = await desk.give(supervisor, inHand?.sessionId ?? ('' as never))
  await queues('remove', admin, { reviewQueueId: queue.id })
  expect((await reviews('get', supervisor, { reviewId })).state).toBe('submitted')
  expect(await codeOf(nextOf(desk, supervisor, queue))).toBe('not_found')
})

test('a queue that makes no sense is refused: a filter, a list, a scorecard, a reviewer, a name taken', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, card, queues, scorecards } = desk
  const create = (more: Partial<ReviewQueue>, name = 'Other') =>
    codeOf(queues('create', admin, { name, definition: aQueue(desk, more) }))
  expect(await create({ filter: 'nothing:is(1)' })).toBe('invalid_input')
  expect(await create({ list: 'unassigned' })).toBe('invalid_input')
  expect(await create({ scorecardId: desk.agent.agentId as never })).toBe('invalid_input')
  expect(await create({ reviewerIds: [card.id as never] })).toBe('invalid_input')
  expect(await create({}, 'First')).toBeNull()
  expect(await create({}, 'FIRST')).toBe('name_taken')
  expect(await codeOf(scorecards('archive', admin, { scorecardId: card.id, isArchived: true }))).toBe(
    'in_use',
  )
})

test('a scorecard has versions: its reviews keep theirs, and of two who change it at once the second is told', async () => {
  const desk = await aQualityDesk(database.db)
  const { admin, card, supervisor, scorecards, reviews } = desk
  const given = await desk.give(supervisor, await desk.endedSession())
  const changed = { ...aScorecard, categories: aScorecard.categories.slice(0, 1) }
  const change = (definition: typeof aScorecard, seenVersion = 1) =>
    scorecards('change', admin, {
      scorecardId: card.id,
      seenVersion,
      name: 'Service',
      definition: scorecardDefinition.parse(definition),
    })
  expect((await change(aScorecard)).version).toBe(1)
  const codes = await Promise.all([codeOf(change(changed)), codeOf(change(changed))])
  expect(codes.toSorted()).toEqual(['changed_meanwhile', null].toSorted())
  expect((await scorecards('list', supervisor, {})).items).toMatchObject([{ version: 2, reviews: 1 }])
  const review = await reviews('get', supervisor, { reviewId: given.id })
  expect(review.scorecard).toMatchObject({ version: 1, definition: aScorecard })
  expect(review.score).toBe(95)
  expect(await codeOf(change({ categories: [] }, 2))).toBe('invalid_input')
})

test('calibration shows where reviewers differ; coaching shows an agent their trend, weakest criteria and examples', async () => {
  const desk = await aQualityDesk(database.db)
  const { agent, colleague, supervisor, second, card, reviews } = desk
  const sessionId = await desk.endedSession()
  await desk.give(supervisor, sessionId, { greeting: 5 })
  const low = await desk.give(second, sessionId, { greeting: 0 })
  await desk.give(supervisor, await desk.endedSession(colleague), { greeting: 3 })
  const compared = await reviews('calibration', supervisor, { scorecardId: card.id })
  expect(compared.parts).toMatchObject([{ sessionId, agentId: agent.agentId, spread: 25, reviews: [{}, {}] }])
  expect(compared.criteria[0]).toEqual({ id: 'greeting', name: 'Greeting', spread: 1, parts: 1 })
  expect(compared.reviewers).toMatchObject([
    { id: second.agentId, leaning: -12.5 },
    { id: supervisor.agentId, leaning: 12.5 },
  ])
  const coaching = await reviews('coaching', agent, { agentId: agent.agentId })
  expect(coaching).toMatchObject({ reviews: 2, score: 87.5, everyone: null, waiting: 2, disputed: 0 })
  expect(coaching.trend).toMatchObject([{ score: 87.5, reviews: 2 }])
  expect(coaching.criteria[0]).toMatchObject({
    criterionId: 'greeting',
    scorecardName: 'Service',
    score: 50,
    reviews: 2,
    examples: [{ sessionId, reviewId: low.id, score: 0 }],
  })
  const seen = await reviews('coaching', supervisor, { agentId: agent.agentId })
  expect(seen).toEqual({ ...coaching, everyone: 88.3 })
  expect(await codeOf(reviews('coaching', colleague, { agentId: agent.agentId }))).toBe('not_found')
})
