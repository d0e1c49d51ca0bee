import { instant } from '@rapport/domain'
import { expect, test } from 'vitest'
import { aSession } from '../testing/a-session-row.ts'
import { clockIds, readClock, wallFigures } from './clock-figures.ts'

const started = { startedAt: instant(1000), since: instant(1000) }

test('a running session ticks, and only in the state it is in', () => {
  const session = aSession(1, {
    ...started,
    clocks: { ...aSession(1).clocks, firstUnassignedAt: instant(1000) },
  })
  const figures = wallFigures(session, 6000)
  expect(Object.fromEntries(clockIds.map((id) => [id, readClock(figures, id)]))).toEqual({
    duration: 5000,
    wait: 5000,
    totalWait: 5000,
    firstResponse: null,
    bot: 0,
    handling: 0,
    hold: 0,
    wrapUp: 0,
  })
})

test('a browser whose clock is behind shows no negative time', () => {
  const figures = wallFigures(aSession(1, started), 0)
  for (const id of clockIds) expect(readClock(figures, id) ?? 0).toBeGreaterThanOrEqual(0)
})
