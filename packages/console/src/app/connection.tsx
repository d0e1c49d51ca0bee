import { useSyncExternalStore } from 'react'
import { Banner } from '../ui/index.ts'
import { useMessages } from './i18n.tsx'

/** What is known about the way to the server. */
export type Connection = 'connected' | 'reconnecting' | 'offline'

const listeners = new Set<() => void>()
let reported: Connection = 'connected'

/** Says how the live connection is; whoever holds the socket calls it, and every screen shows the same. */
export function reportConnection(connection: Connection): void {
  if (reported === connection) return
  reported = connection
  for (const notify of listeners) notify()
}

/** How the connection is at the moment: the browser's word when it is offline, else the socket's. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => (navigator.onLine ? reported : 'offline'))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** A line above every screen while the server cannot be heard. */
export function ConnectionBanner() {
  const t = useMessages()
  const connection = useConnection()
  if (connection === 'connected') return null
  return (
    <Banner kind="offline">
      {t(connection === 'offline' ? 'app.connection.offlineNow' : 'app.connection.reconnecting')}
    </Banner>
  )
}
