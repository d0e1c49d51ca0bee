import type { Line } from '../../packages/server/src/testing/read-stored.ts'

/** What is compared: everything written, what the table holds in order, and what one agent's socket was handed. */
export type Evidence = Readonly<{
  sent: readonly string[]
  stored: readonly Line[]
  /** Raw deliveries in order of arrival, before anybody drops doubles. */
  seen: readonly Line[]
}>

/** The bad figures of a run; all are 0 in a good one. */
export type Tally = Readonly<{ lost: number; dup: number; orderBreaks: number; strays: number }>

/** The words of a visitor's message number `n`: unlike all others, and in order per visitor. */
export const textOf = (visitor: string, n: number): string => `${visitor} #${n}`

const numberOf = (text: string): number => Number(text.slice(text.lastIndexOf('#') + 1))
const writerOf = (text: string): string => text.slice(0, text.lastIndexOf(' #'))

/**
 * Counts what went wrong between visitors, table and agent. `lost`: sent and not stored, or stored and not seen. `dup`:
 * stored or handed over more than once. `orderBreaks`: neighbours of one session that stand in another order than they
 * were written in, or that are two visitors'. `strays`: stored words that nobody wrote.
 */
export function tally({ sent, stored, seen }: Evidence): Tally {
  const written = new Set(sent)
  const kept = new Set(stored.map(({ text }) => text))
  const shown = new Set(seen.map(({ text }) => text))
  const lost =
    [...written].filter((text) => !kept.has(text)).length + [...kept].filter((t) => !shown.has(t)).length
  const dup = stored.length - kept.size + (seen.length - shown.size)
  const inTable = stored.toSorted((a, b) => a.version - b.version)
  return {
    lost,
    dup,
    orderBreaks: countBreaks(inTable) + countBreaks(seen),
    strays: [...kept].filter((text) => !written.has(text)).length,
  }
}

function countBreaks(lines: readonly Line[]): number {
  let breaks = 0
  for (const ofSession of Map.groupBy(lines, ({ session }) => session).values()) {
    ofSession.slice(1).forEach((line, i) => {
      const before = ofSession[i]?.text ?? ''
      const isNext = writerOf(before) === writerOf(line.text) && numberOf(before) <= numberOf(line.text)
      if (!isNext) breaks += 1
    })
  }
  return breaks
}
