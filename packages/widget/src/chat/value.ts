import type { Observable } from '@rapport/sdk'
import { useLayoutEffect, useState } from 'preact/hooks'

/** A value that changes, kept by whoever made it. */
export type Value<T> = Observable<T> & Readonly<{ set(next: T): void }>

/** Makes a value others may watch. */
export function createValue<T>(initial: T): Value<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      const own = () => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
  }
}

/** What an observable holds, and again whenever it changes. */
export function useValue<T>(observable: Observable<T>): T {
  const [value, setValue] = useState(observable.get)
  useLayoutEffect(() => {
    const update = () => setValue(() => observable.get())
    update()
    return observable.subscribe(update)
  }, [observable])
  return value
}
