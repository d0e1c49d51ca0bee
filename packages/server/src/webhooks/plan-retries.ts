const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** What came back of one try. `status` is null when nothing did. */
export type Answer = Readonly<{
  status: number | null
  /** What people may read of it; null when it arrived. */
  error: string | null
  /** How long the other side asked us to wait. */
  retryAfterMs: number | null
  durationMs: number
}>

/** What an answer means: it has arrived, the address wants no more of anything, or it is to be tried again. */
export function judge({ status, error }: Answer): 'delivered' | 'gone' | 'failed' {
  if (error === null) return 'delivered'
  return status === 410 ? 'gone' : 'failed'
}

/** What people read of a status; null for one that says it has arrived. */
export function describeStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return `It answered ${status}: redirects are not followed.`
  return `It answered ${status}.`
}

// The pauses after each failed try: together a day, most of them early, since most outages are short.
const pausesMs = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  8 * hour,
]

/**
 * How long to wait after the nth failed try, spread by a tenth either way so that what failed together is not tried
 * together; null when a day of tries was not enough.
 */
export function retryWaitMs(attempt: number, random: () => number = Math.random): number | null {
  const pauseMs = pausesMs[attempt - 1]
  return pauseMs === undefined ? null : Math.round(pauseMs * (0.9 + 0.2 * random()))
}

const firstMomentsMs = 5 * second
const probeWaitMsMin = 5 * second
const probeWaitMsMax = 5 * minute

/**
 * How long a webhook that has been failing for `failingMs` is left alone: not at all at first, since one event may be
 * at fault alone, then a quarter of that time, five minutes at the most. So a consumer that is back is found soon,
 * and one that is away is not stormed.
 */
export function probeWaitMs(failingMs: number): number {
  if (failingMs < firstMomentsMs) return 0
  return Math.min(probeWaitMsMax, Math.max(probeWaitMsMin, failingMs / 4))
}

const failingMsMax = 3 * 24 * hour

/** What is known when a try has failed. `attempt` counts it. */
export type FailedTry = Readonly<{ attempt: number; now: number; failingSince: number }>

/** What follows from a failed try. */
export type Plan = Readonly<{
  /** When the delivery is tried again; null when it is given up. */
  nextAt: number | null
  /** Before when nothing else is tried on this webhook. */
  probeAt: number
  /** Why the webhook is told nothing more, in words that people read; null while it goes on. */
  stopReason: string | null
}>

/**
 * What follows from a failed try. What the other side asks for is honoured where it is longer than our own pause. A
 * webhook that says it is gone, or has failed for three days, is stopped; then its delivery waits for whoever resumes it.
 */
export function planAfter(answer: Answer, { attempt, now, failingSince }: FailedTry): Plan {
  const failingMs = now - failingSince
  const stopReason = stopReasonFor(answer, failingMs)
  const askedMs = answer.retryAfterMs ?? 0
  const waitMs = retryWaitMs(attempt)
  const next = waitMs === null ? null : now + Math.max(waitMs, askedMs)
  return {
    nextAt: stopReason === null ? next : now,
    probeAt: now + Math.max(probeWaitMs(failingMs), askedMs),
    stopReason,
  }
}

function stopReasonFor(answer: Answer, failingMs: number): string | null {
  if (judge(answer) === 'gone') return 'It answered 410: the address wants nothing more.'
  return failingMs >= failingMsMax ? `Nothing has arrived for three days. Last: ${answer.error}` : null
}
