import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Does something so many times on schedule, and answers how long each took from the moment it was due: one that comes
 * late because of another counts the wait, so that a slow moment is not told by one figure alone.
 */
export async function timesAtPace(
  { perSecond, count }: Readonly<{ perSecond: number; count: number }>,
  work: (i: number) => Promise<unknown>,
): Promise<number[]> {
  const taken: number[] = []
  const begun = performance.now()
  const pending = new Set<Promise<void>>()
  for (let i = 0; i < count; i += 1) {
    const due = begun + (i * 1_000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    const one = work(i).then(() => {
      taken[i] = performance.now() - due
    })
    pending.add(one)
    // One that failed stays, for whoever waits for all of them to be told.
    one.then(
      () => pending.delete(one),
      () => undefined,
    )
  }
  await Promise.all(pending)
  return taken
}
