import type { ClockFigures } from '@rapport/contract/light'
import { clocksAt, durationMs, instant, type Session, waitMs } from '@rapport/domain'

/** The clocks in the order they are read. Each id names its words, and its formula. */
export const clockIds = [
  'duration',
  'wait',
  'totalWait',
  'firstResponse',
  'bot',
  'handling',
  'hold',
  'wrapUp',
] as const
export type ClockId = (typeof clockIds)[number]

const figureOf = {
  duration: 'durationMs',
  wait: 'waitMs',
  totalWait: 'totalWaitMs',
  firstResponse: 'firstResponseMs',
  bot: 'botMs',
  handling: 'handlingMs',
  hold: 'holdMs',
  wrapUp: 'wrapUpMs',
} as const satisfies Record<ClockId, keyof ClockFigures>

/** One clock of several; null where there was nothing to measure. */
export const readClock = (figures: ClockFigures, id: ClockId): number | null => figures[figureOf[id]]

/** A session's clocks by the wall clock at a moment, by the same rules as the server's, so that they can tick. */
export function wallFigures(session: Session, now: number): ClockFigures {
  // This machine's clock may be a little behind the server's.
  const at = instant(Math.max(now, session.since))
  const { totalWaitMs, botMs, firstResponseMs, handlingMs, holdMs, wrapUpMs } = clocksAt(session, at)
  return {
    waitMs: waitMs(session, at),
    totalWaitMs,
    botMs,
    firstResponseMs,
    handlingMs,
    holdMs,
    wrapUpMs,
    durationMs: durationMs(session, at),
  }
}
