import { type Actor, system } from '../actor.ts'
import { isKnownEvent, type RecordedEvent, type SessionEvent } from './events.ts'
import { noClocks, noCounters, noMarks, type Session } from './session.ts'

/** Who looks. `contact` is the person outside; the other two are people inside. */
export const audiences = ['agent', 'supervisor', 'contact'] as const
export type Audience = (typeof audiences)[number]

/**
 * The event as this audience may see it, or null when it may not know that it happened.
 * The contact learns who speaks to them and that the talk ended; never why a session moved, notes,
 * teams, holds, or who inside did it.
 */
export function visibleTo(audience: Audience, event: SessionEvent): SessionEvent | null {
  if (!isKnownEvent(event)) return null
  if (audience === 'contact') return visibleToContact(event)
  // What a supervisor thinks of an agent's work is for that agent, who is told it in their own reviews.
  return audience === 'agent' && event.type === 'session.reviewed' ? null : event
}

/** The same, for an event with its place in the log, which does not change. */
export function recordVisibleTo(audience: Audience, recorded: RecordedEvent): RecordedEvent | null {
  const event = visibleTo(audience, recorded.event)
  return event === null ? null : { ...recorded, event }
}

function visibleToContact(event: SessionEvent): SessionEvent | null {
  switch (event.type) {
    case 'session.started':
      return event.as === 'bot' ? event : { ...event, teamId: null }
    case 'session.handed_off':
      return { ...event, by: system, reason: null, teamId: null }
    case 'session.assigned':
      return { ...event, by: system, how: 'take' }
    case 'session.released':
      return { ...event, by: system }
    case 'session.transferred':
      // To a team is, for the contact, to be waiting again; which team is not theirs to know.
      return 'agentId' in event.to
        ? { type: 'session.assigned', agentId: event.to.agentId, by: system, how: 'take' }
        : { type: 'session.released', by: system }
    case 'session.ended':
      return { ...event, endReason: 'agent_ended', by: contactSees(event.by) }
    case 'message.received':
    case 'message.sent':
      return event
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
      return { ...event, by: contactSees(event.by) }
    case 'message.accepted':
    case 'message.failed':
    case 'message.unknown':
    case 'session.held':
    case 'session.resumed':
    case 'session.wrap_up_started':
    case 'note.added':
    case 'note.mentioned':
    case 'session.prioritised':
    case 'session.outcome_set':
    case 'session.tagged':
    case 'session.untagged':
    case 'session.fields_set':
    case 'session.flagged':
    case 'session.summarised':
    case 'session.sentiment_set':
    case 'session.reviewed':
      return null
    case 'session.rated':
      return { ...event, by: contactSees(event.by) }
  }
}

/** The contact may know that they ended it themselves, and nothing else about who did. */
const contactSees = (by: Actor): Actor => (by.kind === 'contact' ? by : system)

/**
 * The session as this audience may see it. For the contact, what must stay inside is taken out, not hidden in
 * the page: counters, clocks, team, hold and wrap-up. Folding the events this audience sees onto the
 * session it sees gives what a fresh load would give; a property test holds it to that.
 */
export function sessionFor(audience: Audience, session: Session): Session {
  if (audience === 'contact') return sessionForContact(session)
  return audience === 'agent' && session.qaScore !== null ? { ...session, qaScore: null } : session
}

function sessionForContact(session: Session): Session {
  const base = {
    workspaceId: session.workspaceId,
    id: session.id,
    conversationId: session.conversationId,
    contactId: session.contactId,
    inboxId: session.inboxId,
    number: session.number,
    startedAt: session.startedAt,
    version: session.version,
    teamId: null,
    ...noMarks,
    rating: session.rating,
    counters: noCounters,
    clocks: noClocks,
    lastMessage: session.lastMessage,
    lastActivityAt: session.startedAt,
    waitingSince: null,
  }
  const since = session.startedAt
  switch (session.state) {
    case 'bot':
      return { ...base, state: 'bot', botId: session.botId, since }
    case 'unassigned':
      return { ...base, state: 'unassigned', since }
    case 'assigned':
    case 'on_hold':
    case 'wrap_up':
      return { ...base, state: 'assigned', agentId: session.agentId, since }
    case 'ended':
      return {
        ...base,
        state: 'ended',
        agentId: session.agentId,
        endReason: 'agent_ended',
        endedBy: contactSees(session.endedBy),
        since: session.since,
      }
  }
}
