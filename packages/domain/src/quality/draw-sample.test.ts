import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawSample, shareEqually } from './draw-sample.ts'

/** A small generator of its own (mulberry32), so that a draw can be repeated. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const candidates = (sizes: readonly number[]) =>
  sizes.flatMap((size, stratum) =>
    Array.from({ length: size }, (_, i) => ({ id: `${stratum}-${i}`, stratum: `${stratum}` })),
  )
const someSizes = fc.array(fc.nat(20), { maxLength: 6 })

test('a draw has as many as were asked for, or all there are, and none twice; the same numbers draw the same', () => {
  fc.assert(
    fc.property(someSizes, fc.nat(80), fc.boolean(), fc.nat(), (sizes, count, isStratified, seed) => {
      const from = candidates(sizes)
      const drawn = drawSample(from, { count, isStratified }, random(seed))
      expect(drawn.length).toBe(Math.min(count, from.length))
      expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length)
      expect(drawSample(from, { count, isStratified }, random(seed))).toEqual(drawn)
    }),
  )
})

test('no stratum has two fewer than another unless it has no more to give', () => {
  fc.assert(
    fc.property(someSizes, fc.nat(80), (sizes, count) => {
      const shares = shareEqually(sizes, count)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(
        Math.min(
          count,
          sizes.reduce((sum, size) => sum + size, 0),
        ),
      )
      const open = shares.filter((share, i) => share < (sizes[i] ?? 0))
      for (const [i, share] of shares.entries()) {
        expect(share).toBeLessThanOrEqual(sizes[i] ?? 0)
        for (const least of open) expect(share - least).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('each candidate is drawn as often as any other, in a uniform draw and within a stratum', () => {
  const from = candidates([10, 10])
  for (const isStratified of [false, true]) {
    const counts = new Map<string, number>()
    const next = random(7)
    for (let i = 0; i < 4_000; i += 1)
      for (const { id } of drawSample(from, { count: 5, isStratified }, next))
        counts.set(id, (counts.get(id) ?? 0) + 1)
    // A quarter of 4,000 is expected of each: five standard deviations are 137.
    for (const { id } of from) expect(Math.abs((counts.get(id) ?? 0) - 1_000)).toBeLessThan(137)
  }
})
