import type { Instant, RecordedEvent } from '@rapport/domain'

/** Since when the contact waits for an agent after an event, so that a line can say "taken after 0:31"; null: they do not. */
export function waitsAfter({ event, at }: RecordedEvent, since: Instant | null): Instant | null {
  switch (event.type) {
    case 'session.started':
      return event.as === 'unassigned' ? at : null
    case 'session.handed_off':
    case 'session.released':
      return at
    case 'session.transferred':
      return 'teamId' in event.to ? at : null
    case 'session.assigned':
    case 'session.ended':
      return null
    default:
      return since
  }
}
