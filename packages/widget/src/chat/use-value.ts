import type { Observable } from '@rapport/sdk'
import { useLayoutEffect, useState } from 'preact/hooks'

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
