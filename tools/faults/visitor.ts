import { createClient, createLiveClient, createVisitorSessionStore } from '@rapport/sdk'
import type { Place } from '../../packages/server/src/testing/a-place.ts'
import { textOf } from './tally.ts'

/** A visitor at their widget: the product's own client, which keeps what it could not send and sends it again. */
export type Visitor = Readonly<{
  written: readonly string[]
  /** How many of the written messages the server has said to have stored: by its answer, or by showing them. */
  acked(): number
  /** Writes the next message. It waits its turn: the client sends one at a time. */
  write(): void
  /** Resolves when everything written has been acknowledged. */
  answered(): Promise<void>
  /** What they wrote, as it stands on their own screen: in order, unsent and failed ones left out. */
  screen(): readonly (string | null)[]
  /** Every time the link was lost while it was live: the code it was closed with, and for how long it was away. */
  absences: readonly Absence[]
  isLive(): boolean
  close(): void
}>

/** A link that was lost: `ms` counts until it was welcomed again, or until now. */
export type Absence = Readonly<{ code: number; ms: number }>

/** Hears of every acknowledgement, and of the conversation as soon as it is known. */
export type Hearing = Readonly<{ ack(visitor: Visitor): void; meet(conversationId: string): void }>

const timing = { firstRetryMs: 100, mostRetryMs: 1_000 }

/** Brings a new visitor to the widget, with the timing of an impatient one. */
export async function beginVisitor(
  place: Place & Readonly<{ origin: string }>,
  name: string,
  hearing: Hearing,
): Promise<Visitor> {
  let token: string | null = null
  const client = createClient({
    baseUrl: place.origin,
    token: () => token,
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), ...place.headers },
      }),
  })
  token = (await client.widget.visitor({ key: place.widgetKey })).token
  const live = createLiveClient({ who: 'visitor', baseUrl: place.origin, token, timing })
  const store = createVisitorSessionStore({ client, live })
  const absences = watchAbsences(live.connection)
  const waiting = new Set<string>()
  const written: string[] = []
  let answered = Promise.withResolvers<void>()

  const visitor: Visitor = {
    written,
    acked: () => written.length - waiting.size,
    write() {
      if (waiting.size === 0) answered = Promise.withResolvers<void>()
      const text = textOf(name, written.length)
      written.push(text)
      waiting.add(store.send({ text }))
    },
    answered: () => (waiting.size === 0 ? Promise.resolve() : answered.promise),
    screen: () =>
      (store.get().conversation?.messages ?? [])
        .filter(({ author }) => author.kind === 'contact')
        .map(({ text }) => text),
    absences,
    isLive: () => live.connection.get().state === 'live',
    close() {
      unwatch()
      store.stop()
      live.close()
    },
  }
  const settle = (clientId: string) => {
    if (!waiting.delete(clientId)) return
    if (waiting.size === 0) answered.resolve()
    hearing.ack(visitor)
  }
  live.hear((frame) => {
    if ('conversationId' in frame && frame.conversationId !== null) hearing.meet(frame.conversationId)
    if (frame.type === 'sent') settle(frame.clientId)
  })
  // The client stops asking about a message that its conversation shows: a kill may have eaten the answer to it.
  const unwatch = store.subscribe(() => {
    const unsettled = new Set(store.get().pending.map(({ clientId }) => clientId))
    for (const clientId of [...waiting]) if (!unsettled.has(clientId)) settle(clientId)
  })
  live.connect()
  return visitor
}

type Link = ReturnType<typeof createLiveClient>['connection']

function watchAbsences(connection: Link): readonly Absence[] {
  const absences: { code: number; ms: number }[] = []
  let before = connection.get().state
  let lostAt = 0
  connection.subscribe(() => {
    const { state, closeCode } = connection.get()
    const last = absences.at(-1)
    // Without a code it is the visitor who left.
    if (before === 'live' && state === 'offline' && closeCode !== null) {
      lostAt = performance.now()
      absences.push({ code: closeCode, ms: 0 })
    }
    if (last !== undefined && before !== 'live' && state === 'live') last.ms = performance.now() - lostAt
    before = state
  })
  return absences
}
