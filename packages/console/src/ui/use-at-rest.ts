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
