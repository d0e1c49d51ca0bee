import { describe, expect, test } from 'vitest'
import { agent, contact, system } from '../actor.ts'
import * as decide from '../index.ts'
import {
  acting,
  agentA,
  agentB,
  aMessage,
  aSession,
  asBot,
  at,
  botId,
  contactId,
  eventsOf,
  supervising,
  teamId,
  withEvents,
} from './testing/build-session.ts'

const id = aMessage(9)
const { noteId } = asBot
const typesOf = (decision: decide.Decision) => eventsOf(decision).map(({ type }) => type)
const refused = (refusal: decide.Refusal) => ({ accepted: false, refusal })

test('an ended session refuses everything but notes', () => {
  const { ended } = aSession
  const by = supervising(agentA)
  const decisions = [
    decide.receiveMessage(ended, id, contact(contactId)),
    decide.sendReply(ended, by, id, { replyTakes: true }),
    decide.sendBotReply(ended, botId, id),
    decide.handOff(ended, system, null, null),
    decide.takeSession(ended, agentA, 'take'),
    decide.releaseSession(ended, by),
    decide.transferSession(ended, by, { agentId: agentB }, null),
    decide.holdSession(ended, by, null),
    decide.resumeSession(ended, by),
    decide.endSession(ended, by, 'agent_ended'),
    decide.closeSession(ended, system, 'inactivity'),
  ]
  for (const decision of decisions) expect(decision).toEqual(refused('session_ended'))
  expect(typesOf(decide.addNote(noteId, agentA))).toEqual(['note.added'])
})

test('of two agents who take a session, the first has it and the second is told', () => {
  const first = withEvents(
    aSession.unassigned,
    ...eventsOf(decide.takeSession(aSession.unassigned, agentA, 'take')),
  )
  expect(first).toMatchObject({ state: 'assigned', agentId: agentA })
  expect(decide.takeSession(first, agentB, 'take')).toEqual(refused('session_taken'))
  expect(eventsOf(decide.takeSession(first, agentA, 'take'))).toEqual([])
})

test('a session that another agent has is not theirs to change, unless they supervise', () => {
  for (const session of [aSession.assigned, aSession.on_hold, aSession.wrap_up]) {
    const others = [
      (by: decide.ActingAgent) => decide.sendReply(session, by, id, { replyTakes: true }),
      (by: decide.ActingAgent) => decide.releaseSession(session, by),
      (by: decide.ActingAgent) => decide.transferSession(session, by, { teamId }, null),
      (by: decide.ActingAgent) => decide.endSession(session, by, 'agent_ended'),
    ]
    for (const decision of others) {
      expect(decision(acting(agentB))).toEqual(refused('session_not_yours'))
      expect(decision(supervising(agentB)).accepted).toBe(true)
      expect(decision(acting(agentA)).accepted).toBe(true)
    }
  }
})

describe('a reply', () => {
  test('takes a session that nobody has, where replies take; else it is refused', () => {
    for (const session of [aSession.unassigned, aSession.bot]) {
      expect(typesOf(decide.sendReply(session, acting(agentA), id, { replyTakes: true }))).toEqual([
        'session.assigned',
        'message.sent',
      ])
      const decision = decide.sendReply(session, acting(agentA), id, { replyTakes: false })
      expect(decision).toEqual(refused('session_not_taken'))
    }
  })

  test('wakes a session that rests', () => {
    for (const session of [aSession.on_hold, aSession.wrap_up]) {
      const decision = decide.sendReply(session, acting(agentA), id, { replyTakes: false })
      expect(typesOf(decision)).toEqual(['session.resumed', 'message.sent'])
    }
  })

  test('of a bot is dropped once people have the session', () => {
    expect(typesOf(decide.sendBotReply(aSession.bot, botId, id))).toEqual(['message.sent'])
    expect(decide.sendBotReply(aSession.unassigned, botId, id)).toEqual(refused('session_taken'))
    expect(decide.sendBotReply(aSession.assigned, botId, id)).toEqual(refused('session_taken'))
  })
})

test("a contact's message wakes a session that rests, and moves no other", () => {
  const by = contact(contactId)
  expect(typesOf(decide.receiveMessage(aSession.on_hold, id, by))).toEqual([
    'session.resumed',
    'message.received',
  ])
  expect(typesOf(decide.receiveMessage(aSession.wrap_up, id, by))).toEqual([
    'session.resumed',
    'message.received',
  ])
  for (const session of [aSession.bot, aSession.unassigned, aSession.assigned]) {
    expect(typesOf(decide.receiveMessage(session, id, by))).toEqual(['message.received'])
  }
})

test('what has happened already happens again without a trace', () => {
  const by = acting(agentA)
  const nothing = [
    decide.handOff(aSession.assigned, system, null, null),
    decide.takeSession(aSession.assigned, agentA, 'open'),
    decide.releaseSession(aSession.unassigned, by),
    decide.transferSession(aSession.assigned, by, { agentId: agentA }, null),
    decide.resumeSession(aSession.assigned, by),
  ]
  for (const decision of nothing) expect(eventsOf(decision)).toEqual([])
})

test('only a session that somebody has can rest', () => {
  expect(decide.holdSession(aSession.bot, acting(agentA), null)).toEqual(refused('session_not_taken'))
  expect(decide.holdSession(aSession.unassigned, acting(agentA), null)).toEqual(refused('session_not_taken'))
  const held = withEvents(
    aSession.assigned,
    ...eventsOf(decide.holdSession(aSession.assigned, acting(agentA), at(99))),
  )
  expect(held).toMatchObject({ state: 'on_hold', agentId: agentA, until: at(99) })
})

test('the note for the receiver comes before the transfer it explains', () => {
  const decision = decide.transferSession(aSession.assigned, acting(agentA), { agentId: agentB }, noteId)
  expect(typesOf(decision)).toEqual(['note.added', 'session.transferred'])
})

test('anybody who may answer ends a session that nobody has, and the reason is kept', () => {
  const decision = decide.endSession(aSession.unassigned, acting(agentB), 'blocked')
  expect(withEvents(aSession.unassigned, ...eventsOf(decision))).toMatchObject({
    state: 'ended',
    agentId: null,
    endReason: 'blocked',
    endedBy: agent(agentB),
  })
})
