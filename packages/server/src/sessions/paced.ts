/** Work that is done when it is wanted, at most so often. */
export type Paced = Readonly<{ want(): void; stop(): void }>

/**
 * Does something when it is wanted, at most once in `everyMs` and never twice at a time. What is wanted while it works is
 * done once more, since it may have looked too early; so is what failed, since nobody else would ask again.
 */
export function paced(everyMs: number, work: () => Promise<void>, failed: (error: unknown) => void): Paced {
  let timer: NodeJS.Timeout | null = null
  let isWanted = false
  let isStopped = false

  function want(): void {
    isWanted = true
    if (!isStopped) timer ??= setTimeout(() => void run(), everyMs)
  }

  async function run(): Promise<void> {
    isWanted = false
    await work().catch((error: unknown) => {
      isWanted = true
      failed(error)
    })
    timer = null
    if (isWanted) want()
  }

  return {
    want,
    stop() {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
