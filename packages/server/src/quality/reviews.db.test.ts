import { randomUUIDv7 } from 'node:crypto'
import { reviewEndpoints } from '@rapport/contract'
import { asId, type ReviewId, type SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { findSession, removeSession } from '../sessions/index.ts'
import { codeOf } from '../testing/call-route.ts'
import { aQualityDesk, someAnswers } from './testing/a-quality-desk.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Desk = Awaited<ReturnType<typeof aQualityDesk>>

const scoreOfSession = async ({ place }: Desk, id: SessionId) =>
  (await findSession(database.db, place.scope, id))?.qa_score

async function pathsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => null,
    (it: unknown) => it,
  )
  if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error ?? new Error('Not refused')
  return error.fields.map(({ path }) => path.join('.'))
}

const aJudgement = (values: Parameters<typeof someAnswers>[0] = {}) => ({
  answers: someAnswers(values),
  comment: 'Well done',
  score: null,
})

test('a review is begun once, kept as far as it has come, and given; the session has its score', async () => {
  const desk = await aQualityDesk(database.db)
  const { supervisor, card, agent, reviews } = desk
  const sessionId = await desk.endedSession()
  const begun = await reviews('begin', supervisor, { sessionId, scorecardId: card.id })
  expect(begun).toMatchObject({ state: 'draft', agentId: agent.agentId, score: null, version: 1 })
  expect((await reviews('begin', supervisor, { sessionId, scorecardId: card.id })).id).toBe(begun.id)
  const ofSomebodyElse = { sessionId, scorecardId: card.id, agentId: supervisor.agentId }
  expect(await pathsOf(reviews('begin', supervisor, ofSomebodyElse))).toEqual(['agentId'])

  const answers = { greeting: { value: 4, comment: 'Warm', evidence: [] } }
  const place = { reviewId: begun.id }
  const draft = await reviews('save', supervisor, { ...place, seenVersion: 1, answers, comment: 'So far' })
  expect(draft).toMatchObject({ version: 2, comment: 'So far', score: null, state: 'draft' })
  expect(await pathsOf(reviews('submit', supervisor, { ...place, seenVersion: 2, answers }))).toEqual([
    'answers.tone',
    'answers.solved',
    'answers.privacy',
  ])
  expect(await scoreOfSession(desk, sessionId)).toBeNull()
  const given = await reviews('submit', supervisor, { ...place, seenVersion: 2, ...aJudgement() })
  expect(given).toMatchObject({
    state: 'submitted',
    score: 95,
    categoryScores: { manner: 80, matter: 100 },
    version: 3,
  })
  expect(await scoreOfSession(desk, sessionId)).toBe(95)
})

test('of two tabs of one reviewer the second is told, and a review that was given stays as it is', async () => {
  const desk = await aQualityDesk(database.db)
  const { supervisor, reviews } = desk
  const sessionId = await desk.endedSession()
  const { id: reviewId } = await reviews('begin', supervisor, { sessionId })
  const both = await Promise.all(
    [1, 2].map(() =>
      codeOf(reviews('save', supervisor, { reviewId, seenVersion: 1, answers: {}, score: 50 })),
    ),
  )
  expect(both.toSorted()).toEqual(['changed_meanwhile', null].toSorted())
  const given = [1, 2].map(() =>
    codeOf(reviews('submit', supervisor, { reviewId, seenVersion: 2, answers: {}, score: 72.04 })),
  )
  expect((await Promise.all(given)).toSorted()).toEqual(['review_submitted', null].toSorted())
  expect(await scoreOfSession(desk, sessionId)).toBe(72)
  const place = { reviewId, seenVersion: 3 }
  expect(await codeOf(reviews('save', supervisor, { ...place, answers: {} }))).toBe('review_submitted')
  expect(await codeOf(reviews('discard', supervisor, { reviewId }))).toBe('review_submitted')
})

test('reviewers of one session at once lose none of their scores: the session has the mean', async () => {
  const desk = await aQualityDesk(database.db)
  const { supervisor, second, admin } = desk
  const sessionId = await desk.endedSession()
  const owner = await desk.place.ownerContext()
  const reviewers = [supervisor, second, admin, owner]
  await Promise.all(reviewers.map((ctx, i) => desk.give(ctx, sessionId, { greeting: i })))
  // A fifth of the manner's quarter each: 75, 80, 85, 90.
  expect(await scoreOfSession(desk, sessionId)).toBe(82.5)
  const { rows } = await sql<{ qa: number }>`
    select (event ->> 'qaScore')::float8 as qa from session_events
    where workspace_id = ${desk.place.scope.workspaceId} and session_id = ${sessionId}
      and event ->> 'type' = 'session.reviewed' order by version`.execute(database.db)
  expect(rows).toHaveLength(4)
  expect(rows.at(-1)?.qa).toBe(82.5)
})

test('what cannot be reviewed is refused: what lives, one’s own work, strangers, scorecards put away', async () => {
  const desk = await aQualityDesk(database.db)
  const { supervisor, colleague, card, admin, reviews } = desk
  const begin = (ctx: AgentContext, sessionId: string, more = {}) =>
    reviews('begin', ctx, { sessionId, ...more })
  expect(await codeOf(begin(supervisor, await desk.liveSession()))).toBe('session_live')
  expect(await codeOf(begin(supervisor, randomUUIDv7()))).toBe('not_found')
  expect(await pathsOf(begin(supervisor, await desk.endedSession(supervisor)))).toEqual(['agentId'])
  const ended = await desk.endedSession()
  expect(await pathsOf(begin(supervisor, ended, { agentId: colleague.agentId }))).toEqual(['agentId'])
  await desk.scorecards('archive', admin, { scorecardId: card.id, isArchived: true })
  expect(await pathsOf(begin(supervisor, ended, { scorecardId: card.id }))).toEqual(['scorecardId'])
})

test('judgements outside their scale, of nothing there is, or with foreign evidence are refused by name', async () => {
  const desk = await aQualityDesk(database.db)
  const { supervisor, card, reviews } = desk
  const [sessionId, other] = [await desk.endedSession(), await desk.endedSession()]
  const { id: reviewId } = await reviews('begin', supervisor, { sessionId, scorecardId: card.id })
  const messageOf = async (id: string) => {
    const { rows } = await sql<{ id: string }>`select message_id as id from messages
      where workspace_id = ${desk.place.scope.workspaceId} and session_id = ${id}`.execute(database.db)
    return rows[0]?.id ?? ''
  }
  const save = (answers: object) =>
    reviews('save', supervisor, { reviewId, seenVersion: 1, answers } as never)
  const wrong = [
    [{ ...someAnswers({ greeting: 6 }) }, ['answers.greeting.value']],
    [
      { ...someAnswers({ greeting: 1.5, privacy: null }) },
      ['answers.greeting.value', 'answers.privacy.value'],
    ],
    [{ nothing: { value: 1, comment: '', evidence: [] } }, ['answers.nothing']],
    [
      { greeting: { value: 1, comment: '', evidence: [await messageOf(other)] } },
      ['answers.greeting.evidence'],
    ],
  ] as const
  for (const [answers, paths] of wrong) expect(await pathsOf(save(answers))).toEqual(paths)
  const evidence = [await messageOf(sessionId)]
  const kept = await save({ greeting: { value: 1, comment: '', evidence } })
  expect(kept.answers.greeting).toMatchObject({ value: 1, evidence })
  const { id: plain } = await reviews('begin', supervisor, { sessionId: other })
  const given = { reviewId: plain, seenVersion: 1, answers: {} }
  for (const score of [-0.1, 100.1, Number.NaN, Number.POSITIVE_INFINITY, '50'])
    expect(reviewEndpoints.submit.input.safeParse({ ...given, score }).success).toBe(false)
  expect(
    await pathsOf(reviews('submit', supervisor, { reviewId: plain, seenVersion: 1, answers: {} })),
  ).toEqual(['score'])
})

test('an agent sees their own reviews once given, says what they think once, and the dispute is answered', async () => {
  const desk = await aQualityDesk(database.db)
  const { agent, colleague, supervisor, second, card, reviews } = desk
  const sessionId = await desk.endedSession()
  const draft = await reviews('begin', supervisor, { sessionId, scorecardId: card.id })
  const place = { reviewId: draft.id }
  const seenBy = async (ctx: AgentContext) =>
    (await reviews('list', ctx, { sessionId })).items.map(({ state }) => state)
  expect([await seenBy(agent), await seenBy(second), await seenBy(supervisor)]).toEqual([[], [], ['draft']])
  expect(await codeOf(reviews('respond', agent, { ...place, response: 'acknowledged' }))).toBe('not_found')
  await reviews('submit', supervisor, { ...place, seenVersion: 1, ...aJudgement({ privacy: 0 }) })
  expect(await scoreOfSession(desk, sessionId)).toBe(0)
  expect([await seenBy(agent), await seenBy(colleague), await seenBy(second)]).toEqual([
    ['submitted'],
    [],
    ['submitted'],
  ])
  expect(await codeOf(reviews('get', colleague, place))).toBe('not_found')
  expect(await codeOf(reviews('respond', colleague, { ...place, response: 'disputed', text: 'No' }))).toBe(
    'not_found',
  )
  const answer = { ...place, text: 'You are right', corrected: aJudgement() }
  expect(await codeOf(reviews('answer', second, { ...answer, seenVersion: 2 }))).toBe('review_not_disputed')
  expect(await pathsOf(reviews('respond', agent, { ...place, response: 'disputed', text: ' ' }))).toEqual([
    'text',
  ])
  const disputed = await reviews('respond', agent, { ...place, response: 'disputed', text: 'It was asked' })
  expect(disputed).toMatchObject({ response: 'disputed', responseText: 'It was asked', version: 3 })
  expect(await codeOf(reviews('respond', agent, { ...place, response: 'acknowledged' }))).toBe(
    'review_answered',
  )
  expect(await codeOf(reviews('answer', second, { ...answer, seenVersion: 2 }))).toBe('changed_meanwhile')
  const corrected = await reviews('answer', second, { ...answer, seenVersion: 3 })
  expect(corrected).toMatchObject({ response: 'corrected', score: 95, answerText: 'You are right' })
  expect(corrected.answeredByName).toContain('supervisor')
  expect(await scoreOfSession(desk, sessionId)).toBe(95)
  expect(await codeOf(reviews('answer', second, { ...answer, seenVersion: 5 }))).toBe('review_not_disputed')
})

test('a dispute that is upheld leaves the score, and nobody answers one of their own work', async () => {
  const desk = await aQualityDesk(database.db)
  const { supervisor, second, reviews } = desk
  const sessionId = await desk.endedSession(supervisor)
  const { id: reviewId } = await reviews('begin', second, { sessionId })
  await reviews('submit', second, { reviewId, seenVersion: 1, answers: {}, score: 40 })
  await reviews('respond', supervisor, { reviewId, response: 'disputed', text: 'Too low' })
  const answer = { reviewId, seenVersion: 3, text: 'It stands' }
  expect(await pathsOf(reviews('answer', supervisor, answer))).toEqual(['reviewId'])
  expect(await reviews('answer', second, answer)).toMatchObject({ response: 'upheld', score: 40 })
  expect(await scoreOfSession(desk, sessionId)).toBe(40)
})

test('a correction that corrects nothing is refused: the review it would leave as it is can be upheld', async () => {
  const desk = await aQualityDesk(database.db)
  const { agent, supervisor, second, reviews } = desk
  const disputed = async ({ id: reviewId }: Readonly<{ id: ReviewId }>) => {
    const { version } = await reviews('respond', agent, {
      reviewId,
      response: 'disputed',
      text: 'I did greet',
    })
    return { reviewId, seenVersion: version, text: 'You are right' }
  }
  const given = await desk.give(supervisor, await desk.endedSession(), { greeting: 3 })
  const place = await disputed(given)
  const correct = (corrected: object) => reviews('answer', second, { ...place, corrected } as never)
  const same = { answers: someAnswers({ greeting: 3 }), comment: '', score: null }
  expect(await pathsOf(correct(same))).toEqual(['corrected'])
  // A score that nobody asks for, beside a scorecard, corrects nothing either.
  expect(await pathsOf(correct({ ...same, score: 99 }))).toEqual(['corrected'])
  const standing = await reviews('get', agent, { reviewId: place.reviewId })
  expect(standing).toMatchObject({ response: 'disputed', version: place.seenVersion, answerText: null })
  expect(await correct({ ...same, comment: 'It was late that day' })).toMatchObject({
    response: 'corrected',
    score: given.score,
  })

  const sessionId = await desk.endedSession()
  const { id } = await reviews('begin', supervisor, { sessionId })
  await reviews('submit', supervisor, { reviewId: id, seenVersion: 1, answers: {}, score: 40 })
  const plain = await disputed({ id })
  const scored = (score: number) =>
    reviews('answer', second, { ...plain, corrected: { answers: {}, comment: '', score } })
  expect(await pathsOf(scored(40.04))).toEqual(['corrected'])
  expect(await scored(60)).toMatchObject({ response: 'corrected', score: 60 })
})

test('of two who answer at once, the agent in two tabs or two reviewers of a dispute, one is heard and one is told', async () => {
  const desk = await aQualityDesk(database.db)
  const { agent, supervisor, second, admin, reviews } = desk
  const { id: reviewId } = await desk.give(supervisor, await desk.endedSession(), { greeting: 3 })
  const responses = ['I did greet', 'I greeted'].map((text) =>
    codeOf(reviews('respond', agent, { reviewId, response: 'disputed', text })),
  )
  expect((await Promise.all(responses)).toSorted()).toEqual(['review_answered', null].toSorted())
  const { version: seenVersion } = await reviews('get', admin, { reviewId })
  const place = { reviewId, seenVersion, text: 'So it is' }
  const corrected = { answers: someAnswers({ greeting: 5 }), comment: '', score: null }
  const codes = await Promise.all([
    codeOf(reviews('answer', second, { ...place, corrected } as never)),
    codeOf(reviews('answer', admin, place)),
  ])
  expect(codes.filter((code) => code === null)).toHaveLength(1)
  expect(['review_not_disputed', 'changed_meanwhile']).toContain(codes.find((code) => code !== null))
  const { response, score, sessionId } = await reviews('get', agent, { reviewId })
  expect([response, score]).toEqual(codes[0] === null ? ['corrected', 100] : ['upheld', 90])
  expect(await scoreOfSession(desk, sessionId)).toBe(score)
})

test('a draft can be thrown away by its reviewer alone, and a deleted session takes its reviews along', async () => {
  const desk = await aQualityDesk(database.db)
  const { supervisor, second, reviews } = desk
  const sessionId = await desk.endedSession()
  const { id: reviewId } = await reviews('begin', supervisor, { sessionId })
  expect(await codeOf(reviews('discard', second, { reviewId }))).toBe('not_found')
  await reviews('discard', supervisor, { reviewId })
  expect(await codeOf(reviews('get', supervisor, { reviewId }))).toBe('not_found')
  const given = await desk.give(supervisor, sessionId)
  await removeSession(desk.admin, sessionId)
  expect(await codeOf(reviews('get', supervisor, { reviewId: given.id }))).toBe('not_found')
  expect(await codeOf(reviews('get', supervisor, { reviewId: asId<ReviewId>(randomUUIDv7()) }))).toBe(
    'not_found',
  )
})

test('the list goes page by page, the newest first, narrowed by what is asked', async () => {
  const desk = await aQualityDesk(database.db)
  const { supervisor, agent, second, card, reviews } = desk
  for (let i = 0; i < 5; i += 1) await desk.give(i % 2 === 0 ? supervisor : second, await desk.endedSession())
  const first = await reviews('list', agent, { limit: 3 })
  const rest = await reviews('list', agent, { limit: 3, cursor: first.next ?? '' })
  const ids = [...first.items, ...rest.items].map(({ id }) => id)
  expect(ids).toEqual(ids.toSorted().reverse())
  expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 2, null])
  const count = async (asked: object) => (await reviews('list', supervisor, asked as never)).items.length
  expect(await count({ reviewerId: second.agentId })).toBe(2)
  expect(await count({ scorecardId: card.id, state: 'submitted', response: 'none' })).toBe(5)
  expect(await count({ response: 'disputed' })).toBe(0)
  expect(await count({ until: 0 })).toBe(0)
  expect(await codeOf(reviews('list', supervisor, { cursor: 'x' }))).toBe('bad_request')
})
