import { businessMsBetween } from '../hours/business-ms.ts'
import type { Calendar } from '../hours/calendar.ts'
import { type AgentId, asId } from '../ids.ts'
import { type Instant, instant, later } from '../time.ts'
import { durationMs, waitMs } from './clocks.ts'
import type { RecordedEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { agentOf, blankSession, type Session, type SessionState } from './session.ts'

/** A stretch of a session's time in one state, and who had it then. From the first moment up to the second. */
export type Segment = Readonly<{
  state: Exclude<SessionState, 'ended'>
  from: Instant
  to: Instant
  agentId: AgentId | null
}>

/** From one moment to another. */
export type Stretch = Readonly<{ from: Instant; to: Instant }>

/** What passed of a session's time up to a moment: what every figure of its clocks is measured on. */
export type Course = Readonly<{
  segments: readonly Segment[]
  /** From first unassigned to first assigned, or to now; null where it never was unassigned, or was taken before. */
  wait: Stretch | null
  /** From when the contact had to be answered to the first answer by a human; null before it. */
  firstResponse: Stretch | null
  duration: Stretch
  /** Each agent's part, in the order they came. */
  parts: readonly Readonly<{
    agentId: AgentId
    joinedAt: Instant
    messages: number
    firstResponse: Stretch | null
  }>[]
}>

/** A session's clocks as lengths of time, in milliseconds, by whichever clock they were measured. */
export type Figures = Readonly<{
  waitMs: number | null
  totalWaitMs: number
  botMs: number
  firstResponseMs: number | null
  handlingMs: number
  holdMs: number
  wrapUpMs: number
  durationMs: number
}>

/** The same of one agent's part. */
export type PartFigures = Pick<Figures, 'firstResponseMs' | 'handlingMs' | 'holdMs' | 'wrapUpMs'>

/** How long a stretch was, in milliseconds: by the wall clock, or by somebody's hours. */
export type Measure = (from: Instant, to: Instant) => number

/** The wall clock: all the time there was. */
export const wallMeasure: Measure = (from, to) => Math.max(0, to - from)

/** Somebody's hours: only the time they were open. */
export const businessMeasure =
  (calendar: Calendar): Measure =>
  (from, to) =>
    businessMsBetween(calendar, from, to)

/**
 * A session's time, told by its log up to a moment. Measured by the wall clock it gives exactly what the session's own
 * clocks say at that moment, since both are the same fold; its stretches can be measured by any other clock too.
 */
export function courseOf(log: readonly RecordedEvent[], at: Instant): Course {
  const segments: Segment[] = []
  let session: Session = blankSession(asId(''), asId(''))
  let answeredAt: Instant | null = null
  for (const recorded of log) {
    const after = evolve(session, recorded)
    if (session.version > 0 && hasMoved(session, after)) addSegment(segments, session, recorded.at)
    if (session.clocks.firstResponseMs === null && after.clocks.firstResponseMs !== null)
      answeredAt = recorded.at
    session = after
  }
  addSegment(segments, session, at)
  return {
    segments,
    wait: backFrom(session.clocks.firstUnassignedAt, waitMs(session, at)),
    firstResponse: upTo(answeredAt, session.clocks.firstResponseMs),
    duration: { from: session.startedAt, to: instant(session.startedAt + durationMs(session, at)) },
    parts: session.participants.map(({ agentId, joinedAt, messages, firstResponseMs }) => ({
      agentId,
      joinedAt,
      messages,
      firstResponse: backFrom(joinedAt, firstResponseMs),
    })),
  }
}

/** Whether an event closed the books on the state before it: see `settle`. */
const hasMoved = (before: Session, after: Session): boolean =>
  before.state !== after.state || before.since !== after.since || agentOf(before) !== agentOf(after)

function addSegment(segments: Segment[], session: Session, at: Instant): void {
  if (session.state === 'ended' || session.version === 0) return
  const { state, since: from } = session
  const to = later(at, from)
  if (to === from) return
  const agentId = agentOf(session)
  const last = segments.at(-1)
  // Given again to whoever had it: the state went on.
  if (last?.state === state && last.agentId === agentId && last.to === from)
    segments[segments.length - 1] = { ...last, to }
  else segments.push({ state, from, to, agentId })
}

const backFrom = (from: Instant | null, ms: number | null): Stretch | null =>
  from === null || ms === null ? null : { from, to: instant(from + ms) }

const upTo = (to: Instant | null, ms: number | null): Stretch | null =>
  to === null || ms === null ? null : { from: instant(to - ms), to }

/** Every figure of a session's clocks, by one measure. */
export function figuresOf({ segments, wait, firstResponse, duration }: Course, measure: Measure): Figures {
  const sum = (state: Segment['state']) => total(segments, measure, (segment) => segment.state === state)
  return {
    waitMs: length(wait, measure),
    totalWaitMs: sum('unassigned'),
    botMs: sum('bot'),
    firstResponseMs: length(firstResponse, measure),
    handlingMs: sum('assigned'),
    holdMs: sum('on_hold'),
    wrapUpMs: sum('wrap_up'),
    durationMs: measure(duration.from, duration.to),
  }
}

/** The figures of one agent's part, by one measure: only while the session was theirs. */
export function partFiguresOf(
  { segments }: Course,
  { agentId, firstResponse }: Course['parts'][number],
  measure: Measure,
): PartFigures {
  const sum = (state: Segment['state']) =>
    total(segments, measure, (segment) => segment.state === state && segment.agentId === agentId)
  return {
    firstResponseMs: length(firstResponse, measure),
    handlingMs: sum('assigned'),
    holdMs: sum('on_hold'),
    wrapUpMs: sum('wrap_up'),
  }
}

const total = (segments: readonly Segment[], measure: Measure, counts: (segment: Segment) => boolean) =>
  segments.reduce((ms, segment) => (counts(segment) ? ms + measure(segment.from, segment.to) : ms), 0)

const length = (stretch: Stretch | null, measure: Measure): number | null =>
  stretch === null ? null : measure(stretch.from, stretch.to)
