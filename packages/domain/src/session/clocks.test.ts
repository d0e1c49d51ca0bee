import { describe, expect, test } from 'vitest'
import { agent, bot, system } from '../actor.ts'
import { clocksAt, durationMs } from './clocks.ts'
import type { SessionEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { blankSession, type Session } from './session.ts'
import { agentA, agentB, aMessage, asBot, asUnassigned, at, botId, teamId } from './testing/build-session.ts'

/** The session after these events, each with its second. */
function after(...events: readonly (readonly [number, SessionEvent])[]): Session {
  return events.reduce(
    (session, [seconds, event], i) => evolve(session, { version: i + 1, at: at(seconds), event }),
    blankSession(asBot.workspaceId, asBot.sessionId),
  )
}

const taken: SessionEvent = { type: 'session.assigned', agentId: agentA, by: agent(agentA), how: 'take' }
const released: SessionEvent = { type: 'session.released', by: agent(agentA) }
const ended: SessionEvent = { type: 'session.ended', endReason: 'agent_ended', by: agent(agentA) }
const handedOff: SessionEvent = { type: 'session.handed_off', by: bot(botId), reason: null, teamId: null }

describe('wait', () => {
  test('runs from first unassigned to first assigned, once; the total counts every wait', () => {
    const session = after([0, asUnassigned.started], [30, taken], [50, released], [90, taken])
    expect(session.clocks).toMatchObject({ waitMs: 30_000, totalWaitMs: 70_000, handlingMs: 20_000 })
  })

  test('is unknown while the first wait goes on, and the total ticks', () => {
    const session = after([0, asUnassigned.started])
    expect(clocksAt(session, at(12))).toMatchObject({ waitMs: null, totalWaitMs: 12_000 })
  })

  test('begins with the handoff where a bot had the session first', () => {
    const session = after([0, asBot.started], [20, handedOff], [65, taken])
    expect(session.clocks).toMatchObject({ botMs: 20_000, waitMs: 45_000, totalWaitMs: 45_000 })
  })

  test('is never known for a session that an agent took from the bot', () => {
    const session = after([0, asBot.started], [20, taken], [25, ended])
    expect(session.clocks).toMatchObject({ botMs: 20_000, waitMs: null, totalWaitMs: 0, handlingMs: 5_000 })
  })

  test('goes on when a session is given to a team, and ends when it is given to an agent', () => {
    const toTeam: SessionEvent = { type: 'session.transferred', to: { teamId }, by: agent(agentA) }
    const toAgent: SessionEvent = { type: 'session.transferred', to: { agentId: agentB }, by: agent(agentA) }
    const session = after([0, asUnassigned.started], [10, taken], [20, toTeam], [50, toAgent], [60, ended])
    expect(session.clocks).toMatchObject({ waitMs: 10_000, totalWaitMs: 40_000, handlingMs: 20_000 })
    expect(session.counters.transfers).toBe(2)
  })
})

describe('first response', () => {
  const asked: SessionEvent = { type: 'message.received', messageId: aMessage(9) }
  const reply = (author = agent(agentA)): SessionEvent => ({
    type: 'message.sent',
    messageId: aMessage(1),
    author,
  })

  test('runs from the start to the first reply by a human', () => {
    const session = after([0, asUnassigned.started], [0, asked], [10, taken], [42, reply()], [90, reply()])
    expect(session.clocks.firstResponseMs).toBe(42_000)
  })

  test('runs from the handoff where there was one', () => {
    const session = after([0, asBot.started], [0, asked], [30, handedOff], [35, taken], [42, reply()])
    expect(session.clocks.firstResponseMs).toBe(12_000)
  })

  test('runs from the contact’s first words where an agent wrote to them first', () => {
    const session = after([0, asUnassigned.started], [0, taken], [0, reply()], [600, asked], [660, reply()])
    expect(session.clocks.firstResponseMs).toBe(60_000)
  })

  test('is known for each agent too, from when they joined', () => {
    const given: SessionEvent = { type: 'session.transferred', to: { agentId: agentB }, by: agent(agentA) }
    const session = after(
      [0, asUnassigned.started],
      [0, asked],
      [10, taken],
      [15, reply()],
      [40, given],
      [47, reply(agent(agentB))],
      [60, ended],
    )
    expect(session.participants).toEqual([
      expect.objectContaining({ agentId: agentA, messages: 1, firstResponseMs: 5_000, handlingMs: 30_000 }),
      expect.objectContaining({ agentId: agentB, messages: 1, firstResponseMs: 7_000, handlingMs: 20_000 }),
    ])
  })

  test('is not what a bot or Rapport itself says', () => {
    const session = after([0, asBot.started], [1, reply(bot(botId))], [2, reply(system)])
    expect(session.clocks.firstResponseMs).toBeNull()
  })
})

describe('handling, hold and wrap-up', () => {
  const held: SessionEvent = { type: 'session.held', until: null, by: agent(agentA) }
  const resumed: SessionEvent = { type: 'session.resumed', by: agent(agentA) }
  const wrapUp: SessionEvent = { type: 'session.wrap_up_started', by: agent(agentA) }

  test('each runs in its own state alone, and together with waiting they are the duration', () => {
    const session = after(
      [0, asUnassigned.started],
      [5, taken],
      [25, held],
      [85, resumed],
      [100, wrapUp],
      [110, ended],
    )
    expect(session.clocks).toMatchObject({
      handlingMs: 35_000,
      holdMs: 60_000,
      wrapUpMs: 10_000,
      totalWaitMs: 5_000,
    })
    expect(durationMs(session, at(9_999))).toBe(110_000)
  })

  test('an ended session stands still, a running one does not', () => {
    const session = after([0, asUnassigned.started], [5, taken])
    expect(clocksAt(session, at(65)).handlingMs).toBe(60_000)
    expect(durationMs(session, at(65))).toBe(65_000)
    const over = evolve(session, { version: 3, at: at(10), event: ended })
    expect(clocksAt(over, at(65))).toEqual(over.clocks)
  })
})

test('moments that run backwards never give a negative time', () => {
  const session = after([100, asUnassigned.started], [90, taken], [80, released], [70, taken], [60, ended])
  for (const ms of Object.values(clocksAt(session, at(0)))) expect(ms ?? 0).toBeGreaterThanOrEqual(0)
  expect(durationMs(session, at(0))).toBeGreaterThanOrEqual(0)
  expect(session.lastActivityAt).toBe(at(100))
})

test('a contact waits from their first unanswered message to the next human reply', () => {
  const received: SessionEvent = { type: 'message.received', messageId: aMessage(1) }
  const botReply: SessionEvent = { type: 'message.sent', messageId: aMessage(2), author: bot(botId) }
  const reply: SessionEvent = { type: 'message.sent', messageId: aMessage(3), author: agent(agentA) }
  const waiting = after([0, asUnassigned.started], [1, received], [5, received], [6, botReply])
  expect(waiting.waitingSince).toBe(at(1))
  expect(evolve(waiting, { version: 5, at: at(9), event: reply }).waitingSince).toBeNull()
})

test('messages are counted by who wrote them, and the sum is all of them', () => {
  const received: SessionEvent = { type: 'message.received', messageId: aMessage(1) }
  const sent = (author: typeof system): SessionEvent => ({
    type: 'message.sent',
    messageId: aMessage(2),
    author,
  })
  const note: SessionEvent = { type: 'note.added', noteId: asBot.noteId, author: agent(agentA) }
  const session = after(
    [0, asUnassigned.started],
    [1, received],
    [2, sent(bot(botId))],
    [3, sent(system)],
    [4, received],
    [5, sent(agent(agentA))],
    [6, note],
  )
  expect(session.counters).toEqual({
    messages: 5,
    byContact: 2,
    byBots: 2,
    byAgents: 1,
    notes: 1,
    transfers: 0,
    watchHits: 0,
  })
})
