import type { ImportLine } from '@rapport/server/operating'

/** A line somebody says live, and how long after the one before it. */
export type ReplayLine = Readonly<{
  clientId: string
  by: 'contact' | 'agent'
  text: string
  afterMs: number
}>

/** A conversation to be had again. */
export type Script = Readonly<{ id: string; locale: string | null; lines: readonly ReplayLine[] }>

/** Longer silences than this say nothing about a server, at any speed. */
const gapMsMax = 5 * 60_000

/**
 * A recorded session as people would say it now: the same words in the same order, the silences divided by the speed.
 * System lines are nobody's, and an agent can only answer: what stands before the contact's first line is left out.
 */
export function toScript(line: ImportLine, speed: number, newId: () => string): Script {
  const first = line.messages.findIndex(({ author }) => author === 'contact')
  const spoken = first === -1 ? [] : line.messages.slice(first)
  let before = spoken[0]?.at ?? 0
  const lines = spoken.flatMap(({ at, author, text }): ReplayLine[] => {
    if (author === 'system') return []
    const afterMs = Math.min(gapMsMax, Math.max(0, at - before)) / speed
    before = at
    return [{ clientId: newId(), by: author, text, afterMs }]
  })
  return { id: line.id, locale: line.contact.locale ?? null, lines }
}
