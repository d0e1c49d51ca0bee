import type { FastifyReply } from 'fastify'
import type { LoginContext } from '../context.ts'
import { AppError } from '../errors.ts'

const windowMs = 60_000
const windowsMax = 10_000

type Window = { used: number; readonly endsAt: number }

/**
 * Counts what programs ask by API key, in windows of a minute that begin with a key's first request, on each node for
 * itself. Every answer says in its headers how much is left, so that a program can slow down before it must; one too
 * many is refused with the time to wait. People are not counted, and neither are the operator's own tools.
 */
export function createKeyLimits(
  perMinute: number,
): (ctx: LoginContext, reply: Pick<FastifyReply, 'header'>) => void {
  const windows = new Map<string, Window>()

  function windowOf(keyId: string, now: number): Window {
    const current = windows.get(keyId)
    if (current !== undefined && current.endsAt > now) return current
    if (windows.size >= windowsMax) forgetEnded(windows, now)
    const fresh = { used: 0, endsAt: now + windowMs }
    windows.set(keyId, fresh)
    return fresh
  }

  return ({ apiKey, exempt }, reply) => {
    if (apiKey === null || exempt) return
    // Not the wall clock: a clock that is set back must not lock anybody out.
    const now = performance.now()
    const window = windowOf(apiKey.id, now)
    window.used += 1
    const resetMs = window.endsAt - now
    void reply
      .header('ratelimit-limit', String(perMinute))
      .header('ratelimit-remaining', String(Math.max(0, perMinute - window.used)))
      .header('ratelimit-reset', String(Math.ceil(resetMs / 1_000)))
    if (window.used > perMinute)
      throw new AppError('too_many_requests', { apiKeyId: apiKey.id }, { retryAfterMs: resetMs })
  }
}

function forgetEnded(windows: Map<string, Window>, now: number): void {
  for (const [keyId, { endsAt }] of windows) if (endsAt <= now) windows.delete(keyId)
}
