import type { Client } from '@rapport/sdk'
import type { Played } from './play-script.ts'
import type { Sighting } from './watch-conversations.ts'

/** What a replay found. The last three must be 0. */
export type Verdict = Readonly<{
  sent: number
  stored: number
  seen: number
  lost: number
  dup: number
  orderBreaks: number
}>

export const emptyVerdict: Verdict = { sent: 0, stored: 0, seen: 0, lost: 0, dup: 0, orderBreaks: 0 }

/** Adds one conversation's verdict to the sum. */
export const addVerdicts = (a: Verdict, b: Verdict): Verdict => ({
  sent: a.sent + b.sent,
  stored: a.stored + b.stored,
  seen: a.seen + b.seen,
  lost: a.lost + b.lost,
  dup: a.dup + b.dup,
  orderBreaks: a.orderBreaks + b.orderBreaks,
})

/**
 * Compares what was said with what is stored and with what was seen. Lost: accepted, but not stored or not seen. Dup:
 * stored or seen more than once. An order break: a place where two neighbours were said the other way round.
 */
export function judge(
  said: readonly string[],
  stored: readonly string[],
  seen: readonly Sighting[],
): Verdict {
  const ours = new Set(said)
  const kept = stored.filter((clientId) => ours.has(clientId))
  const shown = seen.map(({ clientId }) => clientId).filter((clientId) => ours.has(clientId))
  const [keptOnce, shownOnce] = [new Set(kept), new Set(shown)]
  return {
    sent: said.length,
    stored: keptOnce.size,
    seen: shownOnce.size,
    lost: said.filter((clientId) => !keptOnce.has(clientId) || !shownOnce.has(clientId)).length,
    dup: kept.length - keptOnce.size + shown.length - shownOnce.size,
    orderBreaks: countBreaks(said, [...keptOnce]) + countBreaks(said, [...shownOnce]),
  }
}

function countBreaks(said: readonly string[], arrived: readonly string[]): number {
  const places = new Map(said.map((clientId, place) => [clientId, place]))
  const order = arrived.map((clientId) => places.get(clientId) ?? -1)
  return order.slice(1).filter((place, i) => place < (order[i] ?? -1)).length
}

/** The client ids of a conversation's messages as the API has them, by session and version. */
export async function listStored(agent: Client, { conversationId }: Played): Promise<readonly string[]> {
  if (conversationId === null) return []
  const { sessions, messages, older } = await agent.conversations.get({ conversationId })
  const all = [...messages]
  for (let cursor = older; cursor !== null; ) {
    const page = await agent.conversations.older({ conversationId, cursor })
    all.push(...page.messages)
    cursor = page.older
  }
  const numbers = new Map(sessions.map(({ id, number }) => [id, number]))
  const numberOf = (sessionId: string) => numbers.get(sessionId as (typeof sessions)[number]['id']) ?? 0
  return all
    .toSorted((a, b) => numberOf(a.sessionId) - numberOf(b.sessionId) || a.version - b.version)
    .flatMap(({ clientId }) => clientId ?? [])
}
