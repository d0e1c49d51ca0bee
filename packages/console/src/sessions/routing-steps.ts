import type { NoteView } from '@rapport/contract/light'
import { type Instant, isMark, type MarkEvent, type SessionEvent } from '@rapport/domain'
import type { ThreadContent } from './thread/thread-items.ts'
import { waitsAfter } from './thread/waits-after.ts'

/** One thing that decided who has the session. */
export type RoutingStep = Readonly<{
  version: number
  at: Instant
  event: RoutingEvent
  /** What a colleague wrote for whoever gets the session, or the bot's reason. */
  remark: string | null
  /** How long the contact had waited when somebody took the session. */
  waitedMs: number | null
  /** How long it stayed so, until the next step; null for the last one. */
  lastedMs: number | null
}>

/** What moves a session from hand to hand. What is said about it, such as a tag, is not told here. */
export type RoutingEvent = Exclude<Extract<SessionEvent, { type: `session.${string}` }>, MarkEvent>

/** The way of a session from hand to hand, oldest first, with the note of a transfer at its transfer. */
export function routingSteps({
  events,
  notes,
}: Pick<ThreadContent, 'events' | 'notes'>): readonly RoutingStep[] {
  const noteAt = new Map(notes.map((note) => [note.version, note]))
  const steps: RoutingStep[] = []
  let waitingSince: Instant | null = null
  for (const { recorded } of events) {
    const { event, version, at } = recorded
    if (!isRouting(event)) continue
    steps.push({
      version,
      at,
      event,
      remark: remarkOf(event, noteAt.get(version - 1)),
      waitedMs: event.type === 'session.assigned' && waitingSince !== null ? at - waitingSince : null,
      lastedMs: null,
    })
    waitingSince = waitsAfter(recorded, waitingSince)
  }
  return steps.map((step, i) => ({ ...step, lastedMs: lasted(step, steps[i + 1]) }))
}

const lasted = (step: RoutingStep, next: RoutingStep | undefined): number | null =>
  next === undefined ? null : Math.max(0, next.at - step.at)

const isRouting = (event: SessionEvent): event is RoutingEvent =>
  event.type.startsWith('session.') && !isMark(event)

/** A transfer's note is recorded just before it, so that whoever sees the transfer can already read why. */
function remarkOf(event: RoutingEvent, before: NoteView | undefined): string | null {
  if (event.type === 'session.handed_off') return event.reason
  if (event.type !== 'session.transferred' || before === undefined) return null
  const { by } = event
  const isTheirs = by.kind === 'agent' && before.author.kind === 'agent' && before.author.id === by.id
  return isTheirs ? before.text : null
}
