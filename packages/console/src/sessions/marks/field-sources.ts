import type { EventOf } from '@rapport/domain'
import type { PlacedEvent } from '@rapport/sdk'

/** Who or what last gave a field its value, and when. */
export type FieldOrigin = Readonly<{ at: number }> & Pick<EventOf<'session.fields_set'>, 'source' | 'by'>

/** Where the values of a session's fields came from, by key: the log tells it. */
export function fieldSources(events: readonly PlacedEvent[]): ReadonlyMap<string, FieldOrigin> {
  const origins = new Map<string, FieldOrigin>()
  for (const { recorded } of events) {
    if (recorded.event.type !== 'session.fields_set') continue
    const { keys, source, by } = recorded.event
    for (const key of keys) origins.set(key, { source, by, at: recorded.at })
  }
  return origins
}
