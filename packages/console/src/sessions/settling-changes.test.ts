import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSettlingChanges } from './settling-changes.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function aLog() {
  const sent: unknown[] = []
  const changes = createSettlingChanges(600)
  const change = (key: string, value: unknown) =>
    changes.change(key, value, async () => {
      sent.push([key, value])
    })
  return { sent, changes, change }
}

test('many changes one after another are sent as one, the last', async () => {
  const { sent, changes, change } = aLog()
  for (const width of [100, 110, 120]) change('widths', width)
  change('order', 'a')
  await vi.advanceTimersByTimeAsync(599)
  expect(sent).toEqual([])
  expect(changes.unsent()).toEqual({ widths: 120, order: 'a' })
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual([
    ['widths', 120],
    ['order', 'a'],
  ])
  expect(changes.unsent()).toEqual({})
})

test('what has not settled when the page is left is sent at once, and only once', async () => {
  const { sent, changes, change } = aLog()
  change('widths', 100)
  changes.flush()
  changes.flush()
  expect(sent).toEqual([['widths', 100]])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(sent).toEqual([['widths', 100]])
})
