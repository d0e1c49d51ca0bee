import type { MessageView, VisitorCommand, WidgetSnapshot } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { withPeople } from './fold-conversation.ts'
import type { WidgetClient } from './http-client.ts'
import type { LiveClient } from './live-client.ts'
import { createOutgoing, type OutgoingStorage } from './outgoing.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import { transmitBySocket } from './transmit.ts'

/** What a visitor's store needs. With a `storage`, what was not sent yet outlives the page. */
export type VisitorAccess = Readonly<{
  client: WidgetClient
  live: LiveClient<VisitorCommand>
  storage?: OutgoingStorage
}>

/** A visitor's own conversation, with what only they can say of it. */
export type VisitorSessionStore = SessionStore<null> &
  Readonly<{
    /** The visitor sees the newest messages. Call it whenever they do: only news is said. */
    read(): void
    /** Lets go of the link: delivery is no longer reported. */
    stop(): void
  }>

/**
 * The store of a visitor's one conversation. It reports by itself that messages have arrived, and again after
 * a lost link, until the server has marked them.
 *
 * @example
 * const live = createLiveClient({ who: 'visitor', baseUrl: origin, token })
 * const store = createVisitorSessionStore({ client, live })
 * store.send({ text: 'Where is my parcel?' })
 */
export function createVisitorSessionStore({ client, live, storage }: VisitorAccess): VisitorSessionStore {
  const store = createSessionStore<null>({
    audience: 'contact',
    live,
    load: async () => present(await client.widget.conversation({})),
    older: async (cursor) => ({ ...(await client.widget.older({ cursor })), notes: [] }),
    follow: ({ epoch, position }) => void live.say({ type: 'follow', epoch, position }),
    unfollow: () => undefined,
    isOurs: () => true,
    outgoing: createOutgoing(transmitBySocket(live), storage),
  })
  // Of each session, because a mark reaches no further than its session.
  const said = new Set<string>()
  const mark = (type: 'delivered' | 'read', markedAt: 'deliveredAt' | 'readAt') => {
    const newest = new Map<SessionId, MessageView>()
    for (const message of store.get().conversation?.messages ?? []) {
      if (message.author.kind !== 'contact') newest.set(message.sessionId, message)
    }
    for (const { id, [markedAt]: marked } of newest.values()) {
      const name = `${type}:${id}`
      if (marked === null && !said.has(name) && live.say({ type, messageId: id })) said.add(name)
    }
  }
  let isReading = false
  const catchUp = () => {
    mark('delivered', 'deliveredAt')
    if (!isReading || live.connection.get().state !== 'live') return
    isReading = false
    mark('read', 'readAt')
  }
  const stopWatching = store.subscribe(catchUp)
  const stopHearing = live.hear(({ type }) => {
    if (type !== 'welcome') return
    said.clear()
    catchUp()
  })
  return {
    ...store,
    read() {
      isReading = live.connection.get().state !== 'live'
      mark('read', 'readAt')
    },
    stop() {
      stopWatching()
      stopHearing()
    },
  }
}

function present({ people, ...rest }: WidgetSnapshot) {
  return { ...rest, notes: [], people: withPeople({}, people), details: null }
}
