import { useSyncExternalStore } from 'react'
import { useFormats } from './locale.tsx'

type Ticker = { now: number; listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | undefined }

const tickers = new Map<number, Ticker>()

function tickerOf(intervalMs: number): Ticker {
  const known = tickers.get(intervalMs)
  if (known) return known
  const ticker: Ticker = { now: Date.now(), listeners: new Set(), timer: undefined }
  tickers.set(intervalMs, ticker)
  return ticker
}

/**
 * The present moment, renewed every `intervalMs`. All who ask for the same interval share one timer and tick
 * together, so that a table of running clocks repaints once a second and not once per row.
 */
export function useNow(intervalMs: number): number {
  const ticker = tickerOf(intervalMs)
  return useSyncExternalStore(
    (listener) => {
      ticker.listeners.add(listener)
      ticker.timer ??= setInterval(() => {
        ticker.now = Date.now()
        for (const notify of ticker.listeners) notify()
      }, intervalMs)
      return () => {
        ticker.listeners.delete(listener)
        if (ticker.listeners.size > 0) return
        clearInterval(ticker.timer)
        ticker.timer = undefined
      }
    },
    () => {
      // Before the timer runs, the stored moment may be from long ago.
      if (ticker.timer === undefined && Date.now() - ticker.now > intervalMs) ticker.now = Date.now()
      return ticker.now
    },
  )
}

/** A moment as "2 min" that stays true while it is on screen; the exact moment shows on hover. */
export function RelativeTime({ at, className }: { at: number; className?: string }) {
  const formats = useFormats()
  const now = useNow(15_000)
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.moment(at)} className={className}>
      {formats.relative(at, now)}
    </time>
  )
}

/** A length of time: a finished one by its milliseconds, or a running one by its start, ticking each second. */
export function Duration(
  props: { milliseconds: number; className?: string } | { since: number; className?: string },
) {
  const formats = useFormats()
  if ('since' in props) return <RunningDuration {...props} />
  return <span className={props.className}>{formats.duration(props.milliseconds)}</span>
}

function RunningDuration({ since, className }: { since: number; className?: string }) {
  const formats = useFormats()
  const now = useNow(1000)
  return (
    <span className={className} role="timer" aria-live="off">
      {formats.duration(now - since)}
    </span>
  )
}
