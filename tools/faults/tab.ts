import { createClient, createLiveClient, createVisitorSessionStore } from '@rapport/sdk'
import type { Place } from '../../packages/server/src/testing/a-place.ts'

/** A widget in one tab of a visitor's browser: the product's own client with its own times. */
export type Tab = Readonly<{
  token: string
  write(text: string): void
  /** Everything that stands on its screen as stored, both sides' words, in order. */
  screen(): readonly string[]
  isLive(): boolean
  /** When it last noticed that its link was gone, by the clock of `performance`; null while it never has. */
  lostAt(): number | null
  /** The conversation and its session, once they are known. */
  met(): Readonly<{ conversationId: string; sessionId: string }> | null
  close(): void
}>

/** Opens the widget; with a token, as a second tab of the same visitor. */
export async function openTab(place: Place, origin: string, givenToken?: string): Promise<Tab> {
  let token: string | null = givenToken ?? null
  const client = createClient({
    baseUrl: origin,
    token: () => token,
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), ...place.headers },
      }),
  })
  token ??= (await client.widget.visitor({ key: place.widgetKey })).token
  const live = createLiveClient({ who: 'visitor', baseUrl: origin, token })
  const store = createVisitorSessionStore({ client, live })
  const unwatch = store.subscribe(() => undefined)
  const state = { lostAt: null as number | null, before: live.connection.get().state }
  live.connection.subscribe(() => {
    const { state: now } = live.connection.get()
    if (state.before === 'live' && now === 'offline') state.lostAt = performance.now()
    state.before = now
  })
  live.connect()
  return {
    token,
    write: (text) => void store.send({ text }),
    screen: () => (store.get().conversation?.messages ?? []).map(({ text }) => text ?? ''),
    isLive: () => live.connection.get().state === 'live',
    lostAt: () => state.lostAt,
    met() {
      const message = store.get().conversation?.messages[0]
      const { conversationId } = store.get().conversation ?? {}
      if (message === undefined || conversationId === undefined || conversationId === null) return null
      return { conversationId, sessionId: message.sessionId }
    },
    close() {
      unwatch()
      store.stop()
      live.close()
    },
  }
}
