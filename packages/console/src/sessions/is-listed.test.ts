import { instant, type MessageId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { isListed } from './is-listed.ts'
import { type TabList, tabLists } from './sessions-address.ts'
import { aSessionRow, idOf } from './testing/a-session-row.ts'

const day = 86_400_000
const at = { now: 30 * day, historicalAfterDays: 7 }
const message = (ago: number) => ({
  lastMessage: { id: idOf<MessageId>(1), at: instant(at.now - ago), from: 'contact' as const },
})
const listsOf = (row: ReturnType<typeof aSessionRow>): TabList[] =>
  tabLists.filter((list) => isListed(row, list, at))

test('a live session is Active for a week after its last message, and Historical from then on', () => {
  expect(listsOf(aSessionRow(1, message(7 * day - 1)))).toEqual(['all', 'active', 'unassigned'])
  expect(listsOf(aSessionRow(1, message(7 * day)))).toEqual(['all', 'unassigned', 'historical'])
})

test('an ended session is in Ended and All, however new it is', () => {
  const ended = { state: 'ended', agentId: null, endReason: 'api', endedBy: { kind: 'system' } } as const
  expect(listsOf(aSessionRow(1, { ...message(0), ...ended }))).toEqual(['all', 'ended'])
})
