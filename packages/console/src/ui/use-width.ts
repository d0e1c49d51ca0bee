import { useLayoutEffect, useRef, useState } from 'react'

/**
 * How wide an element is, in whole pixels, followed: for what is drawn as large as its place, so that its words are as
 * large as others. `before` stands until it is measured, which is before anything is painted: else it would jump.
 */
export function useWidth<Drawn extends Element>(before: number) {
  const ref = useRef<Drawn>(null)
  const [width, setWidth] = useState(before)
  useLayoutEffect(() => {
    const { current } = ref
    if (current === null) return undefined
    const measure = () => setWidth(Math.floor(current.getBoundingClientRect().width))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return { ref, width }
}
