import { closeCodes } from '@rapport/contract'
import type { Platform } from '../platform/context.ts'
import type { Link } from '../platform/realtime/index.ts'
import type { Authentication } from '../team/index.ts'

/** A connection, and the login or key that it rests on. */
type Resting = Readonly<{ link: Link; loginKey: string }>

const everyMs = 60_000

/**
 * Closes connections within a minute after their login or key has run out, which nobody announces: a socket would
 * otherwise outlive it for as long as it stays open. One question a minute for all of them. Answers what ends the watch.
 */
export function closeRunOut(
  { authentication, platform }: Readonly<{ authentication: Authentication; platform: Platform }>,
  connected: Iterable<Resting>,
): () => void {
  async function look(): Promise<void> {
    const present = [...connected]
    if (present.length === 0) return
    const ended = await authentication.findEnded(present.map(({ loginKey }) => loginKey))
    for (const { link, loginKey } of present)
      if (ended.has(loginKey)) link.close(closeCodes.notSignedIn, 'signed out')
  }

  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      platform.log.warn({ error: String(error) }, 'Logins that ran out could not be looked for')
    })
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
