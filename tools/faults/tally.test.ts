import { describe, expect, test } from 'vitest'
import type { Line } from '../../packages/server/src/testing/read-stored.ts'
import { createRandom } from './random.ts'
import { tally, textOf } from './tally.ts'
import { judge } from './verdict.ts'

const sent = [0, 1, 2, 3].map((n) => textOf('v1', n))
const lines: Line[] = sent.map((text, i) => ({ session: 's1', version: i + 2, text }))
const good = { lost: 0, dup: 0, orderBreaks: 0, strays: 0 }
const without = (index: number) => lines.filter((_, i) => i !== index)
const [first, second, third, fourth] = lines as [Line, Line, Line, Line]

describe('what a fault run counts', () => {
  test('nothing is counted where everything arrived once and in order', () => {
    expect(tally({ sent, stored: lines, seen: lines })).toEqual(good)
  })

  test('a message that is not stored, or stored and not seen, is lost', () => {
    expect(tally({ sent, stored: without(1), seen: without(1) })).toMatchObject({ lost: 1 })
    expect(tally({ sent, stored: lines, seen: without(3) })).toMatchObject({ lost: 1 })
  })

  test('a message stored twice, or handed over twice, is a double', () => {
    const twice = [...lines, { ...second, version: 9 }]
    expect(tally({ sent, stored: twice, seen: lines })).toMatchObject({ dup: 1 })
    expect(tally({ sent, stored: lines, seen: [...lines, fourth] })).toMatchObject({ dup: 1, orderBreaks: 0 })
  })

  test('messages that changed places break the order, in the table and on the wire', () => {
    const swapped = [first, { ...third, version: 3 }, { ...second, version: 4 }, fourth]
    expect(tally({ sent, stored: swapped, seen: lines })).toEqual({ ...good, orderBreaks: 1 })
    expect(tally({ sent, stored: lines, seen: [first, third, second, fourth] })).toMatchObject({
      orderBreaks: 1,
    })
  })

  test('words of another visitor in a session, and words of nobody, are noticed', () => {
    const foreign = { session: 's1', version: 6, text: textOf('v2', 0) }
    const found = tally({ sent, stored: [...lines, foreign], seen: [...lines, foreign] })
    expect(found).toEqual({ lost: 0, dup: 0, orderBreaks: 2, strays: 1 })
  })
})

describe('the verdict', () => {
  test('a run with fewer faults than it says is void, and a figure over its bound fails', () => {
    const figures = [
      { name: 'kills', value: 2, want: 3 },
      { name: 'stall_p100_ms', value: 501, want: { atMost: 500 } },
      { name: 'seconds', value: 1.25 },
    ]
    const { line, failures } = judge('FAULT-0', { figures, complaints: [], seed: 7 })
    expect(line).toBe('FAULT-0 kills=2 stall_p100_ms=501 seconds=1.3 seed=7')
    expect(failures).toHaveLength(2)
    expect(judge('FAULT-0', { figures: figures.slice(2), complaints: [], seed: 7 }).failures).toEqual([])
  })

  test('the same seed gives the same moments', () => {
    const [one, other] = [createRandom(42), createRandom(42)]
    const numbers = Array.from({ length: 100 }, one)
    expect(Array.from({ length: 100 }, other)).toEqual(numbers)
    expect(new Set(numbers).size).toBe(100)
    expect(numbers.every((n) => n >= 0 && n < 1)).toBe(true)
  })
})
