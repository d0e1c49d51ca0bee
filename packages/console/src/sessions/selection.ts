import type { SessionId } from '@rapport/domain'

/**
 * Which sessions somebody has chosen. `rows`: those of `ids`. `matching`: all that the list and filter of the page
 * match, however many those are; then `ids` are the ones seen when it was chosen, for their checkboxes.
 */
export type Chosen = Readonly<{ covers: 'rows' | 'matching'; ids: ReadonlySet<SessionId> }>

/** Nothing chosen. */
export const nothingChosen: Chosen = { covers: 'rows', ids: new Set() }

/** With these rows added or taken out. What covered all that match covers rows again: somebody made an exception. */
export function choose({ ids }: Chosen, changed: readonly SessionId[], isChosen: boolean): Chosen {
  const next = new Set(ids)
  for (const id of changed) {
    if (isChosen) next.add(id)
    else next.delete(id)
  }
  return next.size === 0 ? nothingChosen : { covers: 'rows', ids: next }
}

/**
 * With the rows that are shown by now: where all that match are chosen, those that came since are chosen too. Other rows
 * are chosen one by one only.
 */
export const withShown = (chosen: Chosen, shown: readonly SessionId[]): Chosen =>
  chosen.covers === 'matching' ? { covers: 'matching', ids: new Set([...chosen.ids, ...shown]) } : chosen

/** How many of the rows chosen one by one are not among those shown: they have left the list, or are further down. */
export function countUnseen({ covers, ids }: Chosen, shown: readonly SessionId[]): number {
  if (covers === 'matching') return 0
  return ids.size - shown.filter((id) => ids.has(id)).length
}

/** What is chosen, and the rows from the one touched last to this one as well: what Shift-click means. */
export function chooseRange(
  chosen: Chosen,
  shown: readonly SessionId[],
  [from, to]: readonly [SessionId | null, SessionId],
): Chosen {
  const end = shown.indexOf(to)
  const start = from === null ? end : shown.indexOf(from)
  if (end === -1) return chosen
  const [first, last] = start === -1 ? [end, end] : [Math.min(start, end), Math.max(start, end)]
  return choose(chosen, shown.slice(first, last + 1), true)
}
