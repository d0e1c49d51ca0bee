/** Numbers from 0 up to 1. */
export type Random = () => number

/** A repeatable source: the same seed gives the same numbers, so that a run that failed can be tried again. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    // Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for choosing moments.
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from 0 up to `below`. */
export const randomBelow = (random: Random, below: number): number => Math.floor(random() * below)
