import type { FileView } from '@rapport/contract/light'
import type { AgentId, SessionId } from '@rapport/domain'
import { newClientId } from './client-id.ts'
import { createSource, type Observable } from './observable.ts'
import { type FailureCode, isRapportError } from './rapport-error.ts'

/** What a person has written and the server has not yet shown back. The only thing on a screen that is not news. */
export type PendingMessage = Readonly<{
  clientId: string
  kind: 'message' | 'note'
  text: string
  files: readonly FileView[]
  /** Agents that a note speaks to. */
  mentions?: readonly AgentId[]
  at: number
  state: 'sending' | 'failed'
  /** Why it failed; null while it is being sent. */
  error: FailureCode | null
}>

/** What is needed to send. `seenVersion` refuses a reply written without the newest messages. */
export type Draft = Readonly<{
  kind?: 'message' | 'note'
  text: string
  files?: readonly FileView[]
  /** Agents that a note speaks to. */
  mentions?: readonly AgentId[]
  seenVersion?: number
}>

/** Where a message was stored: the screen shows it once its session is known up to there. */
export type Stored = Readonly<{ sessionId: SessionId; version: number }>

/** Keeps what is unsent across a reload of the page. Both sides see whole lists. */
export type OutgoingStorage = Readonly<{
  load(): readonly PendingMessage[]
  save(pending: readonly PendingMessage[]): void
}>

/** Sends one message for good, or throws a `RapportError`. The same `clientId` may come again. */
export type Transmit = (
  message: PendingMessage,
  seenVersion: number | undefined,
  signal: AbortSignal,
) => Promise<Stored>

type Item = { message: PendingMessage; seenVersion: number | undefined; stored: Stored | null }

/** What is on its way out of one conversation, in the order it was written. */
export type Outgoing = Readonly<{
  pending: Observable<readonly PendingMessage[]>
  /** Queues a message and answers its client id. */
  send(draft: Draft): string
  /** Sends a failed one again, with the same client id, so that it lands once. */
  retry(clientId: string, seenVersion?: number): void
  /** Forgets one, sent or not; what was stored already stays stored. */
  discard(clientId: string): void
  /** Lets go of everything that the conversation shows by now. */
  settle(isShown: (clientId: string, stored: Stored | null) => boolean): void
}>

/**
 * A queue that sends one message at a time, so that two never overtake each other. A message leaves it when
 * the conversation shows it, and not before, so that nothing flickers; a failed one waits for its writer and holds
 * up nothing.
 */
export function createOutgoing(transmit: Transmit, storage?: OutgoingStorage): Outgoing {
  let items: readonly Item[] = (storage?.load() ?? []).map((message) =>
    queued({ ...message, state: 'sending' }),
  )
  let current: { clientId: string; abort: AbortController } | null = null
  const pending = createSource<readonly PendingMessage[]>(items.map(({ message }) => message))

  const keep = (next: readonly Item[]) => {
    items = next
    const messages = items.map(({ message }) => message)
    storage?.save(messages.filter((_, i) => items[i]?.stored === null))
    pending.set(messages)
  }
  const change = (clientId: string, change: Partial<Item>, message: Partial<PendingMessage> = {}) =>
    keep(
      items.map((item) =>
        item.message.clientId === clientId
          ? { ...item, ...change, message: { ...item.message, ...message } }
          : item,
      ),
    )
  const proceed = async (): Promise<void> => {
    const next = items.find(isWaiting)
    if (current !== null || next === undefined) return
    const { clientId } = next.message
    const abort = new AbortController()
    current = { clientId, abort }
    try {
      change(clientId, { stored: await transmit(next.message, next.seenVersion, abort.signal) })
    } catch (error) {
      // An aborted one is forgotten already.
      if (abort.signal.aborted) return
      change(clientId, {}, { state: 'failed', error: codeOf(error) })
      if (!isRapportError(error)) throw error
    } finally {
      current = null
      void proceed()
    }
  }
  void proceed()

  return {
    pending,
    send({ kind = 'message', text, files = [], mentions, seenVersion }) {
      const clientId = newClientId()
      const message: PendingMessage = {
        clientId,
        kind,
        text,
        files,
        ...(mentions === undefined ? {} : { mentions }),
        at: Date.now(),
        state: 'sending',
        error: null,
      }
      keep([...items, queued(message, seenVersion)])
      void proceed()
      return clientId
    },
    retry(clientId, seenVersion) {
      change(clientId, { seenVersion }, { state: 'sending', error: null })
      void proceed()
    },
    discard(clientId) {
      keep(items.filter(({ message }) => message.clientId !== clientId))
      if (current?.clientId === clientId) current.abort.abort()
    },
    settle(isShown) {
      const left = items.filter(({ message, stored }) => !isShown(message.clientId, stored))
      if (left.length === items.length) return
      keep(left)
      if (current !== null && !left.some(({ message }) => message.clientId === current?.clientId)) {
        current.abort.abort()
      }
    },
  }
}

const queued = (message: PendingMessage, seenVersion?: number): Item => ({
  message,
  seenVersion,
  stored: null,
})

const isWaiting = ({ message, stored }: Item) => message.state === 'sending' && stored === null

const codeOf = (error: unknown): FailureCode => (isRapportError(error) ? error.code : 'internal')
