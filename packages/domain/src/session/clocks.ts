import { type Instant, later } from '../time.ts'
import type { Clocks, Session, SessionBase } from './session.ts'

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

/** From the start to the end, or to `at` while the session runs. Milliseconds, never negative. */
export function durationMs(session: Session, at: Instant): number {
  const end = session.state === 'ended' ? session.since : at
  return Math.max(0, end - session.startedAt)
}

/** Closes the books on the present state: what every transition starts from. */
export function settle(session: Session, at: Instant): SessionBase {
  return { ...baseOf(session), clocks: clocksAt(session, later(at, session.since)) }
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

/** The first public reply by a human fixes the first response time. */
export function countFirstResponse(clocks: Clocks, startedAt: Instant, at: Instant): Clocks {
  if (clocks.firstResponseMs !== null) return clocks
  return { ...clocks, firstResponseMs: Math.max(0, at - (clocks.handoffAt ?? startedAt)) }
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
    counters: session.counters,
    clocks: session.clocks,
    lastMessage: session.lastMessage,
    lastActivityAt: session.lastActivityAt,
    waitingSince: session.waitingSince,
  }
}
