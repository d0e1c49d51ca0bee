import type { PendingMessage } from '@rapport/sdk'
import { useEffect, useEffectEvent, useState } from 'react'

/**
 * Ends a session once a message has been sent: answers a function that takes the message's client id.
 * A message that fails ends nothing, for its writer has to see to it first.
 */
export function useEndAfter(pending: readonly PendingMessage[], end: () => void): (clientId: string) => void {
  const [awaited, setAwaited] = useState<string | null>(null)
  const run = useEffectEvent(end)
  useEffect(() => {
    if (awaited === null) return
    const message = pending.find(({ clientId }) => clientId === awaited)
    if (message?.state === 'sending') return
    setAwaited(null)
    if (message === undefined) run()
  }, [awaited, pending])
  return setAwaited
}
