/** The value below which this share of the sorted sample lies. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The middle of a few figures. */
export const median = (figures: readonly number[]): number => percentile(figures, 0.5)

/** Runs `count` workers at a time until the time is over; answers how often per second they got through. */
export async function ratePerSecond(
  workers: readonly ((stop: () => boolean) => Promise<number>)[],
  ms: number,
): Promise<number> {
  const begun = performance.now()
  const counts = await Promise.all(workers.map((work) => work(() => performance.now() - begun >= ms)))
  const seconds = (performance.now() - begun) / 1_000
  return counts.reduce((sum, n) => sum + n, 0) / seconds
}
