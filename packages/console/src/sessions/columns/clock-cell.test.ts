import { expect, test } from 'vitest'
import { aSession } from '../testing/a-session-row.ts'
import { type ClockName, isRunning } from './clock-cell.tsx'

const names: readonly ClockName[] = [
  'duration',
  'firstResponse',
  'wait',
  'totalWait',
  'waiting',
  'handling',
  'hold',
  'wrapUp',
  'botTime',
]
const runningIn = (change: Parameters<typeof aSession>[1]) => {
  const session = aSession(1, change)
  return names.filter((name) => isRunning(name, session))
}

test('only the clocks of the state a session is in tick', () => {
  const agentId = aSession(1).id as never
  expect(runningIn({ state: 'bot', botId: agentId } as never)).toEqual(['duration', 'botTime'])
  expect(runningIn({ state: 'assigned', agentId } as never)).toEqual(['duration', 'handling'])
  expect(runningIn({ state: 'on_hold', agentId, until: null } as never)).toEqual(['duration', 'hold'])
  expect(runningIn({ state: 'wrap_up', agentId } as never)).toEqual(['duration', 'wrapUp'])
})

test('an ended session stands still', () => {
  const ended = {
    state: 'ended',
    agentId: null,
    endReason: 'api',
    endedBy: { kind: 'system' },
    waitingSince: 1,
  }
  expect(runningIn(ended as never)).toEqual([])
})

test('the wait ticks until somebody is assigned, and the present one while the contact waits for an answer', () => {
  const { clocks } = aSession(1)
  const waits = { clocks: { ...clocks, firstUnassignedAt: 5 as never }, waitingSince: 5 as never }
  expect(runningIn(waits)).toEqual(['duration', 'wait', 'totalWait', 'waiting'])
})
