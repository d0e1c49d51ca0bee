import { getHeapStatistics } from 'node:v8'
import { expect, test } from 'vitest'
import { letGoOfStart } from './lean-heap.ts'

const heldMib = (): number => getHeapStatistics().total_heap_size / 2 ** 20

test('what was used for a while is given back, and nobody has the collector in hand', () => {
  letGoOfStart()
  const before = heldMib()
  const used = Array.from({ length: 1e6 }, (_, i) => ({ i }))
  expect(heldMib() - before).toBeGreaterThan(20)
  used.length = 0
  letGoOfStart()
  expect(heldMib() - before).toBeLessThan(10)
  expect('gc' in globalThis).toBe(false)
})
