import { expect, test } from 'vitest'
import type { SessionEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { agentOf, sessionStates } from './session.ts'
import { aSession, at, everyEvent } from './testing/build-session.ts'

test('every type of event changes the version by one, from every state', () => {
  for (const session of Object.values(aSession)) {
    for (const event of Object.values(everyEvent)) {
      const version = session.version + 1
      expect(evolve(session, { version, at: at(50), event }).version).toBe(version)
    }
  }
})

test('no event takes a session anywhere but into a whole state', () => {
  for (const session of Object.values(aSession)) {
    for (const event of Object.values(everyEvent)) {
      const after = evolve(session, { version: session.version + 1, at: at(50), event })
      expect(sessionStates).toContain(after.state)
      const isHeld = ['assigned', 'on_hold', 'wrap_up'].includes(after.state)
      expect(agentOf(after) !== null || !isHeld).toBe(true)
      expect('endReason' in after).toBe(after.state === 'ended')
    }
  }
})

test('the session before an event is left as it was', () => {
  for (const session of Object.values(aSession)) {
    const before = JSON.stringify(session)
    for (const event of Object.values(everyEvent)) evolve(session, { version: 99, at: at(50), event })
    expect(JSON.stringify(session)).toBe(before)
  }
})

test('an event of a later version, which a node meets while others are upgraded, changes nothing but the version', () => {
  const event = { type: 'session.foretold', by: { kind: 'system' } } as unknown as SessionEvent
  for (const session of Object.values(aSession)) {
    const version = session.version + 1
    expect(evolve(session, { version, at: at(50), event })).toEqual({ ...session, version })
  }
})
