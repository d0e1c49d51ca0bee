/** Lets work wait its turn. */
export type Turns = Readonly<{
  /** Runs the work once everything asked for earlier under any of these keys has ended, well or not. */
  inTurn<T>(keys: readonly string[], work: () => Promise<T>): Promise<T>
}>

/** Work of one key runs one after another, in the order asked for; of different keys side by side. Keeps no key. */
export function createTurns(): Turns {
  const ends = new Map<string, Promise<void>>()

  return {
    async inTurn(keys, work) {
      const before = keys.map((key) => ends.get(key))
      const { promise: end, resolve: finish } = Promise.withResolvers<void>()
      for (const key of keys) ends.set(key, end)
      try {
        await Promise.all(before)
        return await work()
      } finally {
        for (const key of keys) if (ends.get(key) === end) ends.delete(key)
        finish()
      }
    },
  }
}
