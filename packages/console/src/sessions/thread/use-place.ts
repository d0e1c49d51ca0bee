import {
  type RefObject,
  type UIEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { VirtualListHandle } from '../../ui/index.ts'
import { isPrepended, type ThreadItem } from './thread-items.ts'

/** Whether this very render puts an older page before what was shown. */
export function useIsPrepending(items: readonly ThreadItem[]): boolean {
  const [shown, setShown] = useState({ items, isPrepending: false })
  if (shown.items === items) return shown.isPrepending
  const isPrepending = isPrepended(shown.items, items)
  setShown({ items, isPrepending })
  return isPrepending
}

/**
 * Keeps a reader who is at the end at the end, whatever arrives or changes its height, and leaves one who has
 * scrolled up where they are. `isAtEnd` turns false when they go and true when they are back.
 */
export function useStickToEnd(
  {
    frame,
    list,
  }: Readonly<{ frame: RefObject<HTMLElement | null>; list: RefObject<VirtualListHandle | null> }>,
  lastKey: string | undefined,
  /** False while newer messages are still to come: then the end that is here is not the end. */
  isTheEnd: boolean,
) {
  const [isAtEnd, setIsAtEnd] = useState(isTheEnd)
  const stays = useRef(isTheEnd)
  const top = useRef(0)
  const note = (event: UIEvent) => {
    const { scrollTop } = event.target as Element
    const is = isTheEnd && (list.current?.isAtEnd() ?? true)
    // Lines that come and are measured move the end away as well; only a reader goes up.
    if (is) stays.current = true
    else if (scrollTop < top.current) stays.current = false
    top.current = scrollTop
    setIsAtEnd(is || stays.current)
  }
  const toEnd = () => {
    stays.current = true
    list.current?.scrollToEnd()
  }
  const leave = useCallback(() => {
    stays.current = false
  }, [])
  useLayoutEffect(() => {
    if (lastKey !== undefined && stays.current) list.current?.scrollToEnd()
  }, [lastKey, list])
  useEffect(() => {
    const scroller = frame.current?.querySelector('[role="list"]')
    if (!scroller) return
    const watcher = new ResizeObserver(() => {
      if (stays.current) list.current?.scrollToEnd()
    })
    watcher.observe(scroller)
    // What is inside grows as messages are measured and pictures load.
    for (const part of scroller.children) watcher.observe(part)
    return () => watcher.disconnect()
  }, [frame, list])
  return { isAtEnd, note, toEnd, leave }
}
