/** Does some work for every item, so many at a time. */
export async function inTurns<T>(
  items: readonly T[],
  hands: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const open = items.values()
  const hand = async () => {
    for (const item of open) await work(item)
  }
  await Promise.all(Array.from({ length: hands }, hand))
}
