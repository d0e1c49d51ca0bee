/** One request, when it has been answered. `route` is the pattern, so that there are as many as routes. */
export type Answered = Readonly<{ method: string; route: string; status: number; seconds: number }>

/** What is counted as it happens. Cheap enough to be told of every event. */
export type Measures = Readonly<{
  requestAnswered(answered: Answered): void
  eventsDecided(types: readonly string[]): void
  /** How long after an event its news was read from the feed. */
  feedRead(lagMs: number): void
}>

/** For a node whose metrics nobody reads: measures nothing. */
export const noMeasures: Measures = {
  requestAnswered: () => undefined,
  eventsDecided: () => undefined,
  feedRead: () => undefined,
}
