import type { SessionRow } from '@rapport/contract/light'
import { clocksAt, durationMs, instant, type Session, waitMs } from '@rapport/domain'
import { Duration, useNow } from '../../ui/index.ts'

/** The lengths of time that a session has, by the name of their column. */
export type ClockName =
  | 'duration'
  | 'firstResponse'
  | 'wait'
  | 'totalWait'
  | 'waiting'
  | 'handling'
  | 'hold'
  | 'wrapUp'
  | 'botTime'

const lengths: Readonly<Record<ClockName, (session: Session, at: number) => number | null>> = {
  duration: (session, at) => durationMs(session, instant(at)),
  firstResponse: ({ clocks }) => clocks.firstResponseMs,
  wait: (session, at) => waitMs(session, instant(at)),
  totalWait: (session, at) => clocksAt(session, instant(at)).totalWaitMs,
  waiting: ({ state, waitingSince }, at) =>
    state === 'ended' || waitingSince === null ? null : Math.max(0, at - waitingSince),
  handling: (session, at) => clocksAt(session, instant(at)).handlingMs,
  hold: (session, at) => clocksAt(session, instant(at)).holdMs,
  wrapUp: (session, at) => clocksAt(session, instant(at)).wrapUpMs,
  botTime: (session, at) => clocksAt(session, instant(at)).botMs,
}

const runsIn: Partial<Readonly<Record<ClockName, Session['state']>>> = {
  totalWait: 'unassigned',
  handling: 'assigned',
  hold: 'on_hold',
  wrapUp: 'wrap_up',
  botTime: 'bot',
}

/** Whether a length grows at the moment, so that only those tick that have to. */
export function isRunning(name: ClockName, session: Session): boolean {
  if (session.state === 'ended') return false
  if (name === 'duration') return true
  if (name === 'waiting') return session.waitingSince !== null
  if (name === 'wait') return session.clocks.waitMs === null && session.clocks.firstUnassignedAt !== null
  return runsIn[name] === session.state
}

/** A length of the session's time: ticking while it grows, a dash where there is none. */
export function ClockCell({ row: { session }, name }: { row: SessionRow; name: ClockName }) {
  if (isRunning(name, session)) return <Ticking session={session} name={name} />
  return <Length milliseconds={lengths[name](session, session.since)} />
}

function Ticking({ session, name }: { session: Session; name: ClockName }) {
  const now = useNow(1000)
  return (
    <span role="timer" aria-live="off">
      <Length milliseconds={lengths[name](session, now)} />
    </span>
  )
}

function Length({ milliseconds }: { milliseconds: number | null }) {
  // A clock that has never run says as little as one that could not.
  return milliseconds === null || milliseconds === 0 ? (
    <span className="text-faint">–</span>
  ) : (
    <Duration milliseconds={milliseconds} />
  )
}
