import type { VisitorCommand, VisitorOrigin } from '@rapport/contract/light'
import {
  createLiveClient,
  createVisitorSessionStore,
  createWidgetClient,
  type LiveClient,
  type OutgoingStorage,
  type PendingMessage,
  type VisitorSessionStore,
  type WidgetClient,
} from '@rapport/sdk'
import { openStorage } from './open-storage.ts'

/** One visitor at their conversation: the calls, the link and the store that belong to one token. */
export type Visit = Readonly<{
  client: WidgetClient
  live: LiveClient<VisitorCommand>
  store: VisitorSessionStore
  leave(): void
  /** Leaves and forgets what was not sent yet. */
  forget(): void
}>

/** Starts a visit. Unsent messages are kept for this tab alone, so that a reload of the page loses none. */
export function openVisit(token: string, origin: () => VisitorOrigin): Visit {
  const client = createWidgetClient({ token })
  const live = createLiveClient({ who: 'visitor', token, origin })
  const unsent = keepUnsent(`rapport.unsent.${token.slice(0, 12)}`)
  const store = createVisitorSessionStore({ client, live, storage: unsent })
  // Watched for as long as it lasts, so that the badge counts on while the panel is closed.
  const unwatch = store.subscribe(() => undefined)
  live.connect()
  const leave = () => {
    unwatch()
    store.stop()
    live.close()
  }
  return {
    client,
    live,
    store,
    leave,
    forget() {
      leave()
      unsent.save([])
    },
  }
}

function keepUnsent(name: string): OutgoingStorage {
  const storage = openStorage('sessionStorage')
  return {
    load() {
      try {
        const kept: unknown = JSON.parse(storage.getItem(name) ?? '[]')
        return Array.isArray(kept) ? (kept as PendingMessage[]) : []
      } catch {
        return [] // only this page writes there: what cannot be read was cut off, and nothing can be made of it
      }
    },
    save: (pending) =>
      pending.length === 0 ? storage.removeItem(name) : storage.setItem(name, JSON.stringify(pending)),
  }
}
