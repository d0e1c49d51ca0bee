import { type AgentId, asId, type TakeMode } from '@rapport/domain'
import { expect, test } from 'vitest'
import { aSession } from '../testing/a-session-in-state.ts'
import { contactStateIn, type Reader, replyStateIn, rightsIn } from './session-rights.ts'

const meId = asId<AgentId>('me')
const anAgent = (takeMode: TakeMode = 'open'): Reader => ({ meId, role: 'agent', takeMode })
const aSupervisor: Reader = { meId, role: 'supervisor', takeMode: 'open' }

test.each(['open', 'reply'] as const)('with "%s" a reply to a session nobody has takes it', (mode) => {
  for (const state of ['bot', 'unassigned'] as const) {
    expect(replyStateIn(aSession({ state }), anAgent(mode), null)).toEqual({
      can: true,
      takes: true,
      starts: false,
    })
  }
})

test('with "take" nothing can be written before Take is pressed', () => {
  expect(replyStateIn(aSession({ state: 'unassigned' }), anAgent('take'), null)).toEqual({
    can: false,
    why: 'take_first',
  })
})

test("in a colleague's session an agent writes notes only, a supervisor may reply without taking", () => {
  const session = aSession({ state: 'assigned', agentId: 'ana' })
  expect(replyStateIn(session, anAgent(), null)).toEqual({ can: false, why: 'other_agent' })
  expect(replyStateIn(session, aSupervisor, null)).toEqual({ can: true, takes: false, starts: false })
})

test('where the inbox has no channel nothing can be sent, whoever asks', () => {
  expect(replyStateIn(aSession({ state: 'assigned' }), aSupervisor, 'not_connected')).toEqual({
    can: false,
    why: 'not_connected',
  })
})

test('an ended session offers nothing that would change it', () => {
  expect(rightsIn(aSession({ state: 'ended' }), aSupervisor)).toEqual({
    isMine: false,
    take: null,
    canTransfer: false,
    canEnd: false,
    canResume: false,
  })
})

test("a colleague's session can be taken over by a supervisor and not by an agent", () => {
  const session = aSession({ state: 'on_hold', agentId: 'ana' })
  expect(rightsIn(session, anAgent()).take).toBe(null)
  expect(rightsIn(session, aSupervisor)).toMatchObject({ take: 'over', canEnd: true, canResume: true })
})

test('after an end one may write first, unless another session is going on, the contact is banned or the channel is shut', () => {
  const ended = aSession({ state: 'ended' })
  const free = { cannotSend: null, isBanned: false }
  expect(contactStateIn(ended, free)).toEqual({ can: true, takes: false, starts: true })
  expect(contactStateIn(aSession({ state: 'bot' }), free)).toEqual({ can: false, why: 'live' })
  expect(contactStateIn(ended, { ...free, isBanned: true })).toEqual({ can: false, why: 'banned' })
  expect(contactStateIn(ended, { ...free, cannotSend: 'contact_banned' })).toEqual({
    can: false,
    why: 'banned',
  })
  expect(contactStateIn(ended, { ...free, cannotSend: 'window_closed' })).toEqual({
    can: false,
    why: 'window_closed',
  })
})
