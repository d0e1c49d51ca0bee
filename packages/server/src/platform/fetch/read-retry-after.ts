const second = 1_000
const askedMsMax = 60 * 60 * second

/** How long an answer asks us to wait: `Retry-After` in seconds or as a date, an hour at the most; null if it does not. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  const waitMs = /^\d+$/.test(header.trim()) ? Number(header) * second : Date.parse(header) - now
  return Number.isFinite(waitMs) && waitMs > 0 ? Math.min(waitMs, askedMsMax) : null
}
