/**
 * Chance that repeats: from one seed always the same choices, so that every demo tells the same stories and a test can
 * name them. Not for secrets.
 */
export type Random = Readonly<{
  /** From 0 up to, and without, 1. */
  next(): number
  chance(probability: number): boolean
  /** A whole number, both ends included. */
  between(min: number, max: number): number
  pick<T>(from: readonly T[]): T
  weighted<T>(from: readonly (readonly [T, number])[]): T
  /** A UUIDv7 of a moment. */
  id(at: number): string
}>

/** Starts a sequence. Mulberry32: 32 bits of state are plenty for stories. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function bits(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  const next = () => bits() / 2 ** 32
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  const hex = (digits: number) => bits().toString(16).padStart(8, '0').slice(-digits)

  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (from) => itemAt(from, between(0, from.length - 1)),
    weighted(from) {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of from) {
        left -= weight
        if (left < 0) return item
      }
      return itemAt(from, from.length - 1)[0]
    },
    id(at) {
      const time = Math.floor(at).toString(16).padStart(12, '0')
      const variant = (8 + between(0, 3)).toString(16)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(8)}${hex(4)}`
    },
  }
}

function itemAt<T>(from: readonly T[], index: number): T {
  const item = from[index]
  if (item === undefined) throw new Error('Nothing to choose from')
  return item
}
