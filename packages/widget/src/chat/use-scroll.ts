import type { RefObject } from 'preact'
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'

const nearPx = 60

/**
 * Keeps a log where its reader wants it: at the end while they are there, and still when older messages come in above
 * or they have scrolled up; writing something takes them to the end. `missed` is how many came below meanwhile.
 */
export function useScroll(
  log: RefObject<HTMLElement | null>,
  { first, count, own }: { first: string; count: number; own: number },
) {
  const held = useRef({ first, count, own, height: 0, isAtEnd: true })
  const [missed, setMissed] = useState(0)
  const toEnd = useCallback(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight
    held.current.isAtEnd = true
    setMissed(0)
  }, [log])

  useLayoutEffect(() => {
    const element = log.current
    const before = held.current
    if (!element) return
    const isPrepended = before.first !== first && before.height > 0
    const isAtEnd = before.isAtEnd || own > before.own
    if (isAtEnd) element.scrollTop = element.scrollHeight
    else if (isPrepended) element.scrollTop += element.scrollHeight - before.height
    else if (count > before.count) setMissed((already) => already + count - before.count)
    held.current = { first, count, own, height: element.scrollHeight, isAtEnd }
  })

  // A composer that grows takes room from the log, and whoever is at the end stays there.
  useLayoutEffect(() => {
    const element = log.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (held.current.isAtEnd) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [log])

  const onScroll = useCallback(() => {
    const element = log.current
    if (!element) return
    held.current.isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx
    if (held.current.isAtEnd) setMissed(0)
  }, [log])
  return { missed, toEnd, onScroll }
}
