/** Loads of one thing, one after the other. */
export type OneAtATime = Readonly<{
  /** Does it, unless something is being loaded: then it is let go, because whoever still wants it asks again. */
  offer(load: () => Promise<void>): Promise<void>
  /** Does it, if need be once what is being loaded has come. Of several that wait only the last is still wanted. */
  want(load: () => Promise<void>): Promise<void>
}>

/** Keeps loads from crossing each other without losing what somebody asked for. `onError` hears of each that failed. */
export function oneAtATime(onError: (error: unknown) => void): OneAtATime {
  let isBusy = false
  let wanted: (() => Promise<void>) | null = null

  async function run(first: () => Promise<void>): Promise<void> {
    isBusy = true
    let next: (() => Promise<void>) | null = first
    while (next !== null) {
      await next().catch(onError)
      next = wanted
      wanted = null
    }
    isBusy = false
  }
  return {
    offer: async (load) => {
      if (!isBusy) await run(load)
    },
    want: async (load) => {
      if (isBusy) wanted = load
      else await run(load)
    },
  }
}
