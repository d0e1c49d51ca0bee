import { type SessionEventType, sessionEventTypes } from '@rapport/domain'

/** The events by what they are about, each group in the order of a session's life. */
export const eventGroups = (['sessions', 'messages', 'notes'] as const).map((group) => ({
  group,
  events: sessionEventTypes.filter((type) => type.startsWith(`${group.slice(0, -1)}.`)),
}))

/** The chosen events with these switched on or off, in the order of the whole list. */
export function withEvents(
  chosen: readonly SessionEventType[],
  events: readonly SessionEventType[],
  isOn: boolean,
): SessionEventType[] {
  return sessionEventTypes.filter((type) => (events.includes(type) ? isOn : chosen.includes(type)))
}
