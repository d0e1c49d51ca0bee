import { type PointerEvent, useState } from 'react'

/** Whether the reader points at the list or has scrolled it, with the handlers that find out. */
export function useListHold() {
  const [isPointed, setIsPointed] = useState(false)
  const [isScrolled, setIsScrolled] = useState(false)
  return {
    isHeld: isPointed || isScrolled,
    handlers: {
      // A finger does not hover; after a tap it would seem to for ever.
      onPointerEnter: (event: PointerEvent) => setIsPointed(event.pointerType === 'mouse'),
      onPointerLeave: () => setIsPointed(false),
      onScrollCapture: (event: { target: EventTarget }) =>
        setIsScrolled(event.target instanceof Element && event.target.scrollTop > 8),
    },
  }
}
