import { setTimeout as sleep } from 'node:timers/promises'

/** Texts on their way out. `close` sends what waits and resolves when it has gone or failed. */
export type Outbox = Readonly<{ put(text: string): void; close(): Promise<void> }>

type OutboxOptions = Readonly<{
  everyMs: number
  /** Beyond this many the oldest are dropped: a way out that is blocked must not eat the memory. */
  waitingMax: number
  send(texts: readonly string[]): Promise<void>
}>

/**
 * Hands texts over at once when nothing went lately, and otherwise together, at most once per `everyMs` and one hand-over
 * at a time. Equal texts that wait go once. A hand-over that fails is not repeated: `send` says so where it matters.
 */
export function createOutbox({ everyMs, waitingMax, send }: OutboxOptions): Outbox {
  const waiting = new Set<string>()
  let sending: Promise<void> | null = null

  async function sendAll(): Promise<void> {
    while (waiting.size > 0) {
      const texts = [...waiting]
      waiting.clear()
      await Promise.all([send(texts), sleep(everyMs)])
    }
  }

  return {
    put(text) {
      waiting.add(text)
      if (waiting.size > waitingMax) for (const oldest of waiting) return void waiting.delete(oldest)
      sending ??= sendAll().finally(() => {
        sending = null
      })
    },
    async close() {
      await sending
    },
  }
}
