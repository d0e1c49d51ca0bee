import { blankSession, clocksAt, evolve, type Instant, type Session } from '@rapport/domain'
import type { PlacedEvent } from '@rapport/sdk'
import type { TimeSegment } from '../ui/index.ts'

/** A stretch of a session's time, by who or what had it. */
export type Stretch = Readonly<{ kind: TimeSegment['kind']; milliseconds: number }>

const kindOf = {
  bot: 'bot',
  unassigned: 'waiting',
  assigned: 'active',
  on_hold: 'hold',
  wrap_up: 'wrapup',
} as const

/**
 * How a session's time was spent, in the order it was spent, up to `at`. Found by the server's own fold over the
 * log, so each kind's sum is the session's clock.
 */
export function timeSegments(
  session: Session,
  events: readonly PlacedEvent[],
  at: Instant,
): readonly Stretch[] {
  const stretches: Stretch[] = []
  const spend = (spent: Session, until: Instant) => {
    if (spent.version === 0 || spent.state === 'ended') return
    const kind = kindOf[spent.state]
    const milliseconds = Math.max(0, until - spent.since)
    const last = stretches.at(-1)
    if (last?.kind === kind) {
      stretches[stretches.length - 1] = { kind, milliseconds: last.milliseconds + milliseconds }
    } else stretches.push({ kind, milliseconds })
  }
  let held = blankSession(session.workspaceId, session.id)
  for (const { recorded } of events) {
    const next = evolve(held, recorded)
    if (next.state === held.state && next.since === held.since) continue
    spend(held, recorded.at)
    held = next
  }
  spend(held, at)
  return stretches.filter(({ milliseconds }) => milliseconds > 0)
}

/** The same from the clocks alone, one stretch of each kind, for as long as the log is not here. */
export function clockSegments(session: Session, at: Instant): readonly Stretch[] {
  const { botMs, totalWaitMs, handlingMs, holdMs, wrapUpMs } = clocksAt(session, at)
  const stretches: readonly Stretch[] = [
    { kind: 'bot', milliseconds: botMs },
    { kind: 'waiting', milliseconds: totalWaitMs },
    { kind: 'active', milliseconds: handlingMs },
    { kind: 'hold', milliseconds: holdMs },
    { kind: 'wrapup', milliseconds: wrapUpMs },
  ]
  return stretches.filter(({ milliseconds }) => milliseconds > 0)
}
