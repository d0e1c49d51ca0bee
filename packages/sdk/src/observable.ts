/**
 * A value that changes, in the shape React's `useSyncExternalStore` takes. `get` answers the same object until
 * something has changed, so comparing by identity is enough.
 *
 * @example
 * const connection = useSyncExternalStore(live.connection.subscribe, live.connection.get)
 */
export type Observable<Value> = Readonly<{
  get(): Value
  subscribe(listener: () => void): () => void
}>

/** The side of an observable that its owner keeps. Setting the value it has already tells nobody. */
export type Source<Value> = Observable<Value> & Readonly<{ set(value: Value): void }>

/** Makes an observable. `watched` hears of the first listener to come and the last to go. */
export function createSource<Value>(initial: Value, watched?: (isWatched: boolean) => void): Source<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      // A wrapper of its own, so that the same function subscribed twice is two subscriptions.
      const own = () => listener()
      listeners.add(own)
      if (listeners.size === 1) watched?.(true)
      return () => {
        if (listeners.delete(own) && listeners.size === 0) watched?.(false)
      }
    },
  }
}
