import { sessionEventTypes } from '@rapport/domain'
import { expect, test } from 'vitest'
import { eventGroups, withEvents } from './event-groups.ts'

test('every event there is stands in one group', () => {
  const grouped = eventGroups.flatMap(({ events }) => events)
  expect(grouped.toSorted()).toEqual(sessionEventTypes.toSorted())
})

test('a group is switched as one and leaves the others alone', () => {
  const messages = eventGroups.find(({ group }) => group === 'messages')?.events ?? []
  const some = withEvents(['session.ended', 'message.sent'], messages, true)
  expect(some).toEqual(['session.ended', ...messages])
  expect(withEvents(some, messages, false)).toEqual(['session.ended'])
})
