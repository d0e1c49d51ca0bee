import { type FollowedEvent, type FollowOptions, followEvents } from './follow-events.ts'
import { type Client, createClient } from './http-client.ts'

/** Where the installation is, and the key of the program. */
export type RapportOptions = Readonly<{
  /** Where the server is, as `https://desk.example.com`. */
  origin: string
  /** An API key. It says which workspace, and what may be done there. */
  key: string
  /** How long a call may wait in all for the key's limit; two minutes by default. */
  limitWaitMs?: number
  fetch?: typeof fetch
}>

/** The whole API for a program: every operation by noun and verb, and `events.follow`. */
export type Rapport = Omit<Client, 'events'> &
  Readonly<{
    events: Client['events'] &
      Readonly<{
        /**
         * Everything that happens, from a cursor on, one event at a time: in order within each session, each at least
         * once. Keep `cursor` once an event has been worked through.
         *
         * @example
         * for await (const { id, recorded } of rapport.events.follow({ untilNow: true })) {
         *   console.log(id, recorded.event.type)
         * }
         */
        follow(options?: FollowOptions): AsyncGenerator<FollowedEvent, void, void>
      }>
  }>

/**
 * The API for programs that work with a key. A call that meets the key's limit waits and is made again; a failure is a
 * `RapportError` with a `code` to act on.
 *
 * @example
 * const rapport = createRapport({ origin, key })
 * const { items } = await rapport.sessions.list({ list: 'unassigned' })
 * for (const { session } of items) {
 *   await rapport.sessions.take({ sessionId: session.id })
 *   await rapport.sessions.send({ sessionId: session.id, clientId: newClientId(), text: 'Hello!' })
 * }
 */
export function createRapport({ origin, key, limitWaitMs = 120_000, fetch }: RapportOptions): Rapport {
  const client = createClient({ baseUrl: origin, token: key, limitWaitMs, ...(fetch ? { fetch } : {}) })
  return {
    ...client,
    events: { ...client.events, follow: (options) => followEvents(client, options) },
  }
}
