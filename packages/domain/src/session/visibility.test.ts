import { expect, test } from 'vitest'
import { agent, contact } from '../actor.ts'
import type { SessionEvent } from './events.ts'
import {
  agentA,
  agentB,
  aSession,
  at,
  contactId,
  everyEvent,
  teamId,
  withEvents,
} from './testing/build-session.ts'
import { audiences, recordVisibleTo, sessionFor, visibleTo } from './visibility.ts'

const events = Object.values(everyEvent)

/** Everything a contact may be told, as the paths of keys with the values that are not theirs to know cut off. */
const contactMaySee: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> = {
  'session.started': {
    conversationId: 'any',
    contactId: 'any',
    inboxId: 'any',
    number: 'any',
    as: 'any',
    teamId: null,
  },
  'session.handed_off': { by: { kind: 'system' }, reason: null, teamId: null },
  'session.assigned': { agentId: 'any', by: { kind: 'system' }, how: 'take' },
  'session.released': { by: { kind: 'system' } },
  'session.transferred': { by: { kind: 'system' } },
  'session.held': null,
  'session.resumed': null,
  'session.wrap_up_started': null,
  'session.ended': { endReason: 'agent_ended', by: { kind: 'system' } },
  'message.received': { messageId: 'any' },
  'message.sent': { messageId: 'any', author: 'any' },
  'message.accepted': null,
  'message.failed': null,
  'message.unknown': null,
  'message.edited': { messageId: 'any', by: { kind: 'system' } },
  'message.deleted': { messageId: 'any', by: { kind: 'system' } },
  'message.reacted': { messageId: 'any', emoji: 'any', by: { kind: 'system' } },
  'note.added': null,
  'note.mentioned': null,
  'session.prioritised': null,
  'session.outcome_set': null,
  'session.rated': { rating: 'any', by: { kind: 'system' } },
  'session.tagged': null,
  'session.untagged': null,
  'session.fields_set': null,
  'session.flagged': null,
  'session.summarised': null,
  'session.sentiment_set': null,
  'session.reviewed': null,
}

test('a contact is told only what is on the list, for every type of event', () => {
  for (const event of events) {
    const seen = visibleTo('contact', event)
    const allowed = contactMaySee[event.type]
    if (allowed === null) {
      expect(seen).toBeNull()
      continue
    }
    const { type: _, ...rest } = seen ?? { type: 'nothing' }
    expect(Object.keys(rest).toSorted()).toEqual(Object.keys(allowed ?? {}).toSorted())
    for (const [key, value] of Object.entries(allowed ?? {})) {
      if (value !== 'any') expect(rest).toHaveProperty(key, value)
    }
  }
})

test('a transfer to an agent shows the contact the new agent, and nobody who did it', () => {
  const to = { agentId: agentB }
  const seen = visibleTo('contact', { type: 'session.transferred', to, by: agent(agentA) })
  expect(seen).toEqual({ type: 'session.assigned', agentId: agentB, by: { kind: 'system' }, how: 'take' })
})

test('a contact may know that they ended the talk themselves', () => {
  const by = contact(contactId)
  expect(visibleTo('contact', { type: 'session.ended', endReason: 'contact_left', by })).toMatchObject({ by })
})

test("people inside see every event as it is, but for supervisors' verdicts, which agents do not see", () => {
  for (const event of events) {
    expect(visibleTo('agent', event)).toBe(event.type === 'session.reviewed' ? null : event)
    expect(visibleTo('supervisor', event)).toBe(event)
  }
  const reviewed = withEvents(aSession.ended, everyEvent['session.reviewed'])
  expect(sessionFor('supervisor', reviewed)).toBe(reviewed)
  expect(sessionFor('agent', reviewed)).toEqual({ ...reviewed, qaScore: null })
})

test('an event keeps its place and moment whoever sees it', () => {
  const recorded = { version: 4, at: at(4), event: everyEvent['session.released'] }
  expect(recordVisibleTo('contact', recorded)).toMatchObject({ version: 4, at: at(4) })
  expect(recordVisibleTo('contact', { ...recorded, event: everyEvent['note.added'] })).toBeNull()
})

test("nothing inside is left in a contact's session, in any state", () => {
  for (const session of Object.values(aSession)) {
    const seen = sessionFor('contact', { ...withEvents(session, everyEvent['note.added']), teamId })
    expect(seen).toMatchObject({ teamId: null, waitingSince: null, lastActivityAt: seen.startedAt })
    expect(Object.values(seen.counters).every((count) => count === 0)).toBe(true)
    expect(Object.values(seen.clocks).every((clock) => clock === null || clock === 0)).toBe(true)
    expect(['on_hold', 'wrap_up']).not.toContain(seen.state)
    expect(JSON.stringify(seen)).not.toContain('"team"')
  }
})

test('an event of a later version is told to nobody by a node that does not know it', () => {
  const event = { type: 'session.foretold', by: contact(contactId) } as unknown as SessionEvent
  for (const audience of audiences) expect(visibleTo(audience, event)).toBeNull()
})
