import { type AgentId, asId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { aSessionRow } from '../testing/a-session-row.ts'
import { isInList, type ListReader, namedLists, readList, takesOnOpen } from './inbox-list.ts'

const day = 86_400_000
const reader: ListReader = {
  meId: asId<AgentId>('me'),
  settings: { historicalAfterDays: 7 },
  now: () => 100 * day,
}
const listsOf = (row: ReturnType<typeof aSessionRow>) =>
  namedLists.filter((id) => isInList(readList(id), row, reader))

test.each([
  ['unassigned', ['unassigned', 'active']],
  ['bot', ['bot', 'active']],
  ['assigned', ['mine', 'active']],
  ['on_hold', ['mine', 'active']],
  ['ended', ['ended']],
] as const)('a fresh session that is %s is in the lists the server would put it in', (state, lists) => {
  expect(listsOf(aSessionRow({ state, lastMessageAt: 99 * day }))).toEqual(lists)
})

test("a colleague's session is not mine", () => {
  expect(listsOf(aSessionRow({ state: 'assigned', agentId: 'ana', lastMessageAt: 99 * day }))).toEqual([
    'active',
  ])
})

test('without a message for as long as the workspace says, a session is no longer active', () => {
  expect(listsOf(aSessionRow({ state: 'assigned', lastMessageAt: 93 * day }))).toEqual(['mine'])
})

test("an inbox's list holds that inbox's active sessions and nothing else", () => {
  const list = readList('inbox-i')
  expect(isInList(list, aSessionRow({ inboxId: 'i', lastMessageAt: 99 * day }), reader)).toBe(true)
  expect(isInList(list, aSessionRow({ inboxId: 'j', lastMessageAt: 99 * day }), reader)).toBe(false)
})

test('an address that means no list opens Mine', () => {
  expect([readList(undefined).id, readList('mentions').id]).toEqual(['mine', 'mine'])
})

const anAgent = { role: 'agent', takeMode: 'open' } as const
const aSupervisor = { role: 'supervisor', takeMode: 'open' } as const

test('opening takes from Unassigned alone, only where the workspace says so, and never for a supervisor', () => {
  const waiting = aSessionRow({ state: 'unassigned' })
  expect(takesOnOpen(readList('unassigned'), waiting, anAgent)).toBe(true)
  expect(takesOnOpen(readList('active'), waiting, anAgent)).toBe(false)
  expect(takesOnOpen(readList('unassigned'), waiting, aSupervisor)).toBe(false)
  expect(takesOnOpen(readList('unassigned'), waiting, { ...anAgent, takeMode: 'reply' })).toBe(false)
  expect(takesOnOpen(readList('unassigned'), aSessionRow({ state: 'assigned' }), anAgent)).toBe(false)
})
