import { cloneElement, type KeyboardEvent, type ReactElement, useState } from 'react'
import { useFetchedAtRest } from './use-at-rest.ts'

type Trigger = ReactElement<Record<string, unknown>>

/**
 * What opens something whose code is not here yet: a button that says what it opens, and asks for it when it is
 * pressed. The code is fetched when the page is at rest, so that the first press need not wait for the network.
 */
export function useLateOpening<Given extends Trigger | null>(
  given: Given,
  opens: 'menu' | 'dialog',
  load: () => Promise<unknown>,
  onOpen?: () => void,
): { isWanted: boolean; trigger: Given | Trigger } {
  const [isWanted, setIsWanted] = useState(false)
  useFetchedAtRest(load)
  const open = () => {
    setIsWanted(true)
    onOpen?.()
  }
  const trigger = given
    ? cloneElement<Record<string, unknown>>(given, {
        'aria-haspopup': opens,
        'aria-expanded': false,
        onClick: open,
        onKeyDown: (event: KeyboardEvent) => {
          if (opens !== 'menu' || event.key !== 'ArrowDown') return
          event.preventDefault()
          open()
        },
      })
    : given
  return { isWanted, trigger }
}
