import { useEffect, useState } from 'react'

const restMs = 1000

/** False at first and true once the page has had a second to itself: what nobody needs to begin is fetched then. */
export function useAtRest(): boolean {
  const [isAtRest, setIsAtRest] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsAtRest(true), restMs)
    return () => clearTimeout(timer)
  }, [])
  return isAtRest
}

/** Fetches a part once the page is at rest, so that whoever opens it need not wait; what fails says so when it is opened. */
export function useFetchedAtRest(load: () => Promise<unknown>): void {
  const isAtRest = useAtRest()
  useEffect(() => {
    if (!isAtRest) return
    load().catch((error: unknown) => console.info('It is fetched when it is wanted', error))
  }, [isAtRest, load])
}
