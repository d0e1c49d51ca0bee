import { addVerdicts, emptyVerdict, judge, listStored, type Verdict } from './count-stored.ts'
import type { Desk } from './desk.ts'
import { persist } from './persist.ts'
import { type Played, playScript } from './play-script.ts'
import type { Script } from './replay-line.ts'
import { watchConversations } from './watch-conversations.ts'

/** How many visitors come at a time, and who is told how it goes. */
export type ReplayOptions = Readonly<{
  visitors: number
  signal: AbortSignal
  onProgress(so: Readonly<{ conversations: number; sent: number }>): void
}>

/** What came of a replay; `failures` are conversations that broke off, with why. */
export type Replayed = Readonly<{ verdict: Verdict; failures: readonly string[] }>

/**
 * Has all conversations, some at a time, while one agent socket watches; then counts what the server has. A
 * conversation that breaks off is told, and what it had said until then counts.
 */
export async function replayConversations(
  desk: Desk,
  scripts: AsyncIterable<Script>,
  { visitors, signal, onProgress }: ReplayOptions,
): Promise<Replayed> {
  const watch = watchConversations(desk.watch())
  const played: Played[] = []
  let sent = 0
  const onSent = () => {
    sent += 1
  }
  try {
    await eachOf(scripts, visitors, async (script) => {
      if (signal.aborted) return
      played.push(await playScript(script, { desk, watch, signal, onSent }))
      onProgress({ conversations: played.length, sent })
    })
    let verdict = emptyVerdict
    await eachOf(played, 4, async (one) => {
      const stored = await persist(() => listStored(desk.agent, one), signal)
      const seen = one.conversationId === null ? [] : watch.sightings(one.conversationId)
      verdict = addVerdicts(verdict, judge(one.sent, stored, seen))
    })
    return { verdict, failures: played.flatMap(({ failure }) => failure ?? []) }
  } finally {
    watch.stop()
  }
}

/** Works through items, so many at a time, taking the next only when there is room: a file is read as it is needed. */
async function eachOf<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atATime: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const source = toAsync(items)
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      for (let next = await source.next(); !next.done; next = await source.next()) await work(next.value)
    }),
  )
}

async function* toAsync<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item, void> {
  yield* items
}
