import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agent, bot } from '../actor.ts'
import { moment, nineToFive } from '../hours/testing/build-calendar.ts'
import { instant } from '../time.ts'
import { clocksAt, durationMs, participantsAt, waitMs } from './clocks.ts'
import { businessMeasure, courseOf, figuresOf, partFiguresOf, wallMeasure } from './clocks-course.ts'
import type { RecordedEvent, SessionEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { blankSession } from './session.ts'
import {
  agentA,
  agentB,
  aMessage,
  asBot,
  asUnassigned,
  at,
  botId,
  everyEvent,
} from './testing/build-session.ts'

const taken: SessionEvent = { type: 'session.assigned', agentId: agentA, by: agent(agentA), how: 'take' }
const given: SessionEvent = { type: 'session.transferred', to: { agentId: agentB }, by: agent(agentA) }
const held: SessionEvent = { type: 'session.held', until: null, by: agent(agentB) }
const asked: SessionEvent = { type: 'message.received', messageId: aMessage(9) }
const ended: SessionEvent = { type: 'session.ended', endReason: 'agent_ended', by: agent(agentB) }
const handedOff: SessionEvent = { type: 'session.handed_off', by: bot(botId), reason: null, teamId: null }
const reply = (author = agentA): SessionEvent => ({
  type: 'message.sent',
  messageId: aMessage(1),
  author: agent(author),
})

/** A log of these events, each with its second. */
const log = (...events: readonly (readonly [number, SessionEvent])[]): RecordedEvent[] =>
  events.map(([seconds, event], i) => ({ version: i + 1, at: at(seconds), event }))

describe('the course of a session', () => {
  const course = courseOf(
    log(
      [0, asBot.started],
      [0, asked],
      [20, handedOff],
      [50, taken],
      [55, reply()],
      [80, given],
      [90, reply(agentB)],
      [100, held],
      [160, ended],
    ),
    at(999),
  )

  test('is its states one after the other, each with who had it, from the start to the end', () => {
    expect(course.segments).toEqual([
      { state: 'bot', from: at(0), to: at(20), agentId: null },
      { state: 'unassigned', from: at(20), to: at(50), agentId: null },
      { state: 'assigned', from: at(50), to: at(80), agentId: agentA },
      { state: 'assigned', from: at(80), to: at(100), agentId: agentB },
      { state: 'on_hold', from: at(100), to: at(160), agentId: agentB },
    ])
    expect(course.duration).toEqual({ from: at(0), to: at(160) })
  })

  test('says from when to when the contact waited, and for whose answer', () => {
    expect(course.wait).toEqual({ from: at(20), to: at(50) })
    expect(course.firstResponse).toEqual({ from: at(20), to: at(55) })
    expect(course.parts.map(({ agentId, firstResponse }) => [agentId, firstResponse])).toEqual([
      [agentA, { from: at(50), to: at(55) }],
      [agentB, { from: at(80), to: at(90) }],
    ])
  })

  test('goes on to now while the session runs', () => {
    const running = courseOf(log([0, asUnassigned.started], [30, taken]), at(100))
    expect(running.segments.at(-1)).toEqual({ state: 'assigned', from: at(30), to: at(100), agentId: agentA })
    expect(running.duration.to).toBe(at(100))
    expect(running.firstResponse).toBeNull()
    const waiting = courseOf(log([0, asUnassigned.started]), at(40))
    expect(waiting.wait).toEqual({ from: at(0), to: at(40) })
  })

  test('a state that only begins again has one stretch', () => {
    const again = courseOf(log([0, asUnassigned.started], [10, taken], [20, taken]), at(30))
    expect(again.segments.map(({ from, to }) => [from, to])).toEqual([
      [at(0), at(10)],
      [at(10), at(30)],
    ])
  })
})

test('in business hours a night and a weekend do not count, for the session nor for any agent', () => {
  const prague = nineToFive('Europe/Prague')
  const recorded: RecordedEvent[] = [
    ['2026-11-20T16:00:00+01:00', asUnassigned.started],
    ['2026-11-20T16:00:00+01:00', asked],
    ['2026-11-23T09:30:00+01:00', taken],
    ['2026-11-23T10:00:00+01:00', reply()],
    ['2026-11-23T18:00:00+01:00', given],
    ['2026-11-24T09:10:00+01:00', reply(agentB)],
    ['2026-11-24T10:00:00+01:00', ended],
  ].map(([iso, event], i) => ({ version: i + 1, at: moment(iso as string), event: event as SessionEvent }))
  const course = courseOf(recorded, moment('2026-12-01T00:00:00Z'))
  const hours = (ms: number | null) => (ms ?? 0) / 3_600_000
  const figures = figuresOf(course, businessMeasure(prague))
  expect(hours(figures.waitMs)).toBe(1.5)
  expect(hours(figures.totalWaitMs)).toBe(1.5)
  expect(hours(figures.firstResponseMs)).toBe(2)
  expect(hours(figures.handlingMs)).toBe(8.5)
  expect(hours(figures.durationMs)).toBe(10)
  const [first, second] = course.parts.map((part) => partFiguresOf(course, part, businessMeasure(prague)))
  expect(hours(first?.handlingMs ?? 0)).toBe(7.5)
  expect(hours(second?.handlingMs ?? 0)).toBe(1)
  expect((second?.firstResponseMs ?? 0) / 60_000).toBe(10)
})

describe('over any log, though clocks run backwards', () => {
  const later: readonly SessionEvent[] = [
    ...Object.values(everyEvent).filter(({ type }) => type !== 'session.started'),
    taken,
    given,
    reply(),
    reply(agentB),
    asked,
  ]
  const aLog = fc
    .tuple(
      fc.constantFrom(asBot.started, asUnassigned.started),
      fc.array(fc.tuple(fc.constantFrom(...later), fc.integer({ min: -5_000, max: 600_000 })), {
        maxLength: 30,
      }),
    )
    .map(([started, rest]) => {
      let now = at(0)
      return [[started, 0] as const, ...rest].map(([event, passed], i): RecordedEvent => {
        now = instant(now + passed)
        return { version: i + 1, at: now, event }
      })
    })
  const someTime = fc.integer({ min: -10_000, max: 1_000_000 })

  test('what the wall clock measures is what the session’s own clocks say at that moment', () => {
    fc.assert(
      fc.property(aLog, someTime, (recorded, passed) => {
        const now = instant((recorded.at(-1)?.at ?? 0) + passed)
        const session = recorded.reduce(evolve, blankSession(asBot.workspaceId, asBot.sessionId))
        const course = courseOf(recorded, now)
        const { firstUnassignedAt, handoffAt, ...clocks } = clocksAt(session, now)
        expect(figuresOf(course, wallMeasure)).toEqual({
          ...clocks,
          waitMs: waitMs(session, now),
          durationMs: durationMs(session, now),
        })
        expect(
          course.parts.map((part) => ({
            agentId: part.agentId,
            joinedAt: part.joinedAt,
            messages: part.messages,
            ...partFiguresOf(course, part, wallMeasure),
          })),
        ).toEqual(participantsAt(session, now))
      }),
    )
  })

  test('no figure in business hours is more than it is by the wall clock', () => {
    const measure = businessMeasure(nineToFive('America/New_York'))
    fc.assert(
      fc.property(aLog, someTime, (recorded, passed) => {
        const course = courseOf(recorded, instant((recorded.at(-1)?.at ?? 0) + passed))
        const wall = figuresOf(course, wallMeasure)
        for (const [name, ms] of Object.entries(figuresOf(course, measure)))
          expect(ms ?? 0).toBeLessThanOrEqual(wall[name as keyof typeof wall] ?? 0)
      }),
    )
  })
})
