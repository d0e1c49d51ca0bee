import { setTimeout as pause } from 'node:timers/promises'
import { isRapportError } from '@rapport/sdk'

const patienceMs = 60_000
const betweenMs = 250

/**
 * Asks again while the server is away, for a minute, so that a restart under a replay is waited for. Only for what is
 * harmless to ask twice: taking, ending, and writes with a client id.
 */
export async function persist<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const until = Date.now() + patienceMs
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      const isAway = isRapportError(error) && (error.code === 'unreachable' || error.status === 503)
      if (!isAway || Date.now() > until) throw error
      await pause(betweenMs, undefined, { signal })
    }
  }
}
