import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query holds at the moment: for what a style sheet cannot decide, such as which parts exist. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** A phone: the table is a list of cards, the panel a screen of its own. */
export const isPhone = '(width < 640px)'

/** No room for the table and the panel side by side. */
export const isOnePane = '(width < 1024px)'
