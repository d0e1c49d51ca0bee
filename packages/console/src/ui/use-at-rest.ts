import { useEffect, useState } from 'react'

const restMs = 1000
const waitMaxMs = 5000

/** False at first and true once the page has had a second to itself: what nobody needs to begin is shown then. */
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
  useEffect(
    () =>
      onceAtRest(() => {
        load().catch((error: unknown) => console.info('It is fetched when it is wanted', error))
      }),
    [load],
  )
}

/**
 * Begins a second after the last press of a button or a key, because what is fetched ahead would stand in the way of
 * what was pressed. Whoever never rests is waited for no longer than six seconds. Answers how to call it off.
 */
export function onceAtRest(begin: () => void, page: EventTarget = window): () => void {
  const since = performance.now()
  const presses = new AbortController()
  const end = () => {
    presses.abort()
    begin()
  }
  let timer = setTimeout(end, restMs)
  const waitAgain = () => {
    if (performance.now() - since > waitMaxMs) return
    clearTimeout(timer)
    timer = setTimeout(end, restMs)
  }
  const how = { capture: true, passive: true, signal: presses.signal }
  page.addEventListener('pointerdown', waitAgain, how)
  page.addEventListener('keydown', waitAgain, how)
  return () => {
    clearTimeout(timer)
    presses.abort()
  }
}
