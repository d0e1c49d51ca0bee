/** One request, when it has been answered. `route` is the pattern, so that there are as many as routes. */
export type Answered = Readonly<{ method: string; route: string; status: number; seconds: number }>

/** What is counted as it happens. Cheap enough to be told of every event. */
export type Measures = Readonly<{
  requestAnswered(answered: Answered): void
  eventsDecided(types: readonly string[]): void
  /** How long after an event its news was read from the feed. */
  feedRead(lagMs: number): void
  /** Messages that this node has written in a second lately: what work that can wait gives way to. */
  messagesPerSecond(): number
}>

/** For a node whose metrics nobody reads: measures nothing. */
export const noMeasures: Measures = {
  requestAnswered: () => undefined,
  eventsDecided: () => undefined,
  feedRead: () => undefined,
  messagesPerSecond: () => 0,
}

/** Counts as it goes how many there are in a second; the last whole second counts until the next is over. */
export function createRate(now: () => number = () => performance.now()): {
  add(count: number): void
  perSecond(): number
} {
  let second = Math.floor(now() / 1_000)
  let current = 0
  let last = 0

  function move(): void {
    const at = Math.floor(now() / 1_000)
    if (at === second) return
    last = at === second + 1 ? current : 0
    current = 0
    second = at
  }

  return {
    add(count) {
      move()
      current += count
    },
    perSecond() {
      move()
      return Math.max(last, current)
    },
  }
}
