import type { AgentId } from '../ids.ts'
import { type Instant, later } from '../time.ts'
import type { Clocks, Participant, Session, SessionBase } from './session.ts'

/**
 * The session's clocks at a moment, counting the state it is in. Pure, so that a table row ticks
 * without asking the server. An ended session's clocks stand still.
 */
export function clocksAt(session: Session, at: Instant): Clocks {
  const { clocks } = session
  const elapsedMs = Math.max(0, at - session.since)
  switch (session.state) {
    case 'bot':
      return { ...clocks, botMs: clocks.botMs + elapsedMs }
    case 'unassigned':
      return { ...clocks, totalWaitMs: clocks.totalWaitMs + elapsedMs }
    case 'assigned':
      return { ...clocks, handlingMs: clocks.handlingMs + elapsedMs }
    case 'on_hold':
      return { ...clocks, holdMs: clocks.holdMs + elapsedMs }
    case 'wrap_up':
      return { ...clocks, wrapUpMs: clocks.wrapUpMs + elapsedMs }
    case 'ended':
      return clocks
  }
}

/** Each agent's part at a moment, counting the state the session is in, as `clocksAt` does. */
export function participantsAt(session: Session, at: Instant): readonly Participant[] {
  const clock = { assigned: 'handlingMs', on_hold: 'holdMs', wrap_up: 'wrapUpMs' } as const
  if (session.state === 'bot' || session.state === 'unassigned' || session.state === 'ended')
    return session.participants
  const counted = clock[session.state]
  const elapsedMs = Math.max(0, at - session.since)
  return session.participants.map((one) =>
    one.agentId === session.agentId ? { ...one, [counted]: one[counted] + elapsedMs } : one,
  )
}

/** Adds an agent who takes part from now on; nothing changes for one who does already. */
export function join(
  participants: readonly Participant[],
  agentId: AgentId,
  at: Instant,
): readonly Participant[] {
  if (participants.some((one) => one.agentId === agentId)) return participants
  const blank = { messages: 0, firstResponseMs: null, handlingMs: 0, holdMs: 0, wrapUpMs: 0 }
  return [...participants, { agentId, joinedAt: at, ...blank }]
}

/** How long the contact has waited to be assigned, or waited in vain; null where they never had to. Milliseconds. */
export function waitMs(session: Session, at: Instant): number | null {
  const { clocks } = session
  if (clocks.waitMs !== null || clocks.firstUnassignedAt === null) return clocks.waitMs
  return Math.max(0, (session.state === 'ended' ? session.since : at) - clocks.firstUnassignedAt)
}

/** From the start to the end, or to `at` while the session runs. Milliseconds, never negative. */
export function durationMs(session: Session, at: Instant): number {
  const end = session.state === 'ended' ? session.since : at
  return Math.max(0, end - session.startedAt)
}

/** Closes the books on the present state: what every transition starts from. */
export function settle(session: Session, at: Instant): SessionBase {
  const moment = later(at, session.since)
  return {
    ...baseOf(session),
    clocks: clocksAt(session, moment),
    participants: participantsAt(session, moment),
  }
}

/** When the contact began to wait for an agent: kept from the first time, for `waitMs`. */
export function startWaiting(base: SessionBase, at: Instant): SessionBase {
  if (base.clocks.firstUnassignedAt !== null) return base
  return { ...base, clocks: { ...base.clocks, firstUnassignedAt: at } }
}

/** The first assignment fixes the wait time; later ones only add to the total. */
export function stopWaiting(base: SessionBase, at: Instant): SessionBase {
  const { firstUnassignedAt, waitMs } = base.clocks
  if (waitMs !== null || firstUnassignedAt === null) return base
  return { ...base, clocks: { ...base.clocks, waitMs: Math.max(0, at - firstUnassignedAt) } }
}

/**
 * The first public reply by a human fixes the first response time: from the start, or from the handoff. In a session
 * that an agent began, their first words answer nobody; there it counts from when the contact first wrote.
 */
export function countFirstResponse(session: Session, at: Instant): Clocks {
  const { clocks, counters, waitingSince, startedAt } = session
  if (clocks.firstResponseMs !== null || counters.byContact === 0) return clocks
  const from = counters.byAgents > 0 ? (waitingSince ?? startedAt) : (clocks.handoffAt ?? startedAt)
  return { ...clocks, firstResponseMs: Math.max(0, at - from) }
}

/** The same for each agent: from when they joined to their first public reply. */
export function countReply(session: Session, agentId: AgentId, at: Instant): readonly Participant[] {
  return join(session.participants, agentId, at).map((one) =>
    one.agentId === agentId
      ? {
          ...one,
          messages: one.messages + 1,
          firstResponseMs: one.firstResponseMs ?? Math.max(0, at - one.joinedAt),
        }
      : one,
  )
}

/** The session without the keys of its state, so that a transition cannot carry an old one along. */
function baseOf(session: Session): SessionBase {
  return {
    workspaceId: session.workspaceId,
    id: session.id,
    conversationId: session.conversationId,
    contactId: session.contactId,
    inboxId: session.inboxId,
    number: session.number,
    startedAt: session.startedAt,
    version: session.version,
    teamId: session.teamId,
    priority: session.priority,
    outcome: session.outcome,
    rating: session.rating,
    summarisedBy: session.summarisedBy,
    sentiment: session.sentiment,
    qaScore: session.qaScore,
    tagIds: session.tagIds,
    mentionedIds: session.mentionedIds,
    participants: session.participants,
    counters: session.counters,
    clocks: session.clocks,
    lastMessage: session.lastMessage,
    lastActivityAt: session.lastActivityAt,
    waitingSince: session.waitingSince,
  }
}
