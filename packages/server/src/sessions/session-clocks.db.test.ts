import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { inboxEndpoints, sessionEndpoints } from '@rapport/contract'
import {
  asId,
  type ContactId,
  clocksAt,
  contact,
  durationMs,
  endSession,
  holdSession,
  instant,
  participantsAt,
  type SessionId,
  takeSession,
  waitMs,
} from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inboxRoutes } from '../inboxes/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { changeSession } from './change-session.ts'
import { ingestMessage } from './ingest-message.ts'
import { sessionRoutes } from './session-routes.ts'
import { fromRow } from './session-row.ts'
import { findSession } from './sessions-queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const sendingOn = () => ({ replyUntil: null, cannotSend: null })
const routes = sessionRoutes({
  people: { find: async () => [] },
  epochOf: async () => '',
  sendingOn,
  noteViewing: async () => undefined,
})
const hourMs = 3_600_000
const moment = (iso: string) => instant(Date.parse(iso))

/** A desk whose clock stands where a test puts it, with a session that began on a Friday at four in the afternoon. */
async function aSession() {
  const clock = { now: moment('2026-11-20T16:00:00+01:00') }
  const place = await aWorkspace(database.db, { now: () => clock.now })
  const ctx = await place.ownerContext()
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: null, email: null, locale: null }
  const words = { contactId, person, text: 'Hello', fileIds: [], clientId: null }
  const { sessionId } = await ingestMessage(
    { ...ctx, actor: contact(contactId) },
    { inboxId: place.inbox.id, startsIn: { as: 'unassigned', teamId: null } },
    { key: randomUUID(), thread: contactId, ...words },
  )
  return { clock, place, ctx, sessionId }
}

const clocksOf = (ctx: Awaited<ReturnType<typeof aSession>>['ctx'], sessionId: SessionId) =>
  callRoute(routes, sessionEndpoints.clocks, { ctx }, { sessionId })

test('by the wall clock they are the row’s own, at every moment of the session’s life', async () => {
  const { clock, ctx, sessionId } = await aSession()
  const acting = { id: ctx.agentId, mayIntervene: true }
  const steps: readonly (() => Promise<unknown>)[] = [
    () => Promise.resolve(),
    () => changeSession(ctx, sessionId, (s) => takeSession(s, ctx.agentId, 'take')),
    () =>
      callRoute(routes, sessionEndpoints.send, { ctx }, { sessionId, clientId: randomUUID(), text: 'Hi' }),
    () => changeSession(ctx, sessionId, (s) => holdSession(s, acting, null)),
    () => changeSession(ctx, sessionId, (s) => endSession(s, acting, 'agent_ended')),
  ]
  for (const step of steps) {
    clock.now = instant(clock.now + 61_000)
    await step()
    clock.now = instant(clock.now + 7_000)
    const row = await findSession(database.db, ctx.scope, sessionId)
    const session = fromRow(row!)
    const { wall, participants, business, at } = await clocksOf(ctx, sessionId)
    const { firstUnassignedAt, handoffAt, ...clocks } = clocksAt(session, at)
    expect(wall).toEqual({ ...clocks, waitMs: waitMs(session, at), durationMs: durationMs(session, at) })
    expect(
      participants.map(({ name, wall: part, business: none, ...rest }) => ({ ...rest, ...part })),
    ).toEqual(participantsAt(session, at))
    expect(business).toBeNull()
  }
})

test('in business hours they leave out the night and the weekend of the inbox’s calendar', async () => {
  const { clock, ctx, place, sessionId } = await aSession()
  const week = [1, 2, 3, 4, 5].map((day) => ({ day, slots: [{ from: '09:00', to: '17:00' }] }))
  const calendar = { timeZone: 'Europe/Prague', week, holidays: [] }
  await callRoute(inboxRoutes, inboxEndpoints.setCalendar, { ctx }, { inboxId: place.inbox.id, calendar })
  clock.now = moment('2026-11-23T09:30:00+01:00')
  await changeSession(ctx, sessionId, (s) => takeSession(s, ctx.agentId, 'take'))
  clock.now = moment('2026-11-24T10:00:00+01:00')
  const { business, wall, participants, segments, timeZone } = await clocksOf(ctx, sessionId)
  expect(timeZone).toBe('Europe/Prague')
  expect(business).toMatchObject({
    waitMs: 1.5 * hourMs,
    totalWaitMs: 1.5 * hourMs,
    handlingMs: 8.5 * hourMs,
    durationMs: 10 * hourMs,
    firstResponseMs: null,
  })
  expect(wall.durationMs).toBe(90 * hourMs)
  expect(participants).toMatchObject([
    { agentId: ctx.agentId, business: { handlingMs: 8.5 * hourMs }, wall: { handlingMs: 24.5 * hourMs } },
  ])
  expect(segments.map(({ state, agentId }) => [state, agentId])).toEqual([
    ['unassigned', null],
    ['assigned', ctx.agentId],
  ])
})

test('a session of an inbox that one does not work is not found', async () => {
  const { place, sessionId } = await aSession()
  const elsewhere = await place.agentContext('agent', { inboxes: [] })
  expect(await codeOf(clocksOf(elsewhere, sessionId))).toBe('not_found')
})
