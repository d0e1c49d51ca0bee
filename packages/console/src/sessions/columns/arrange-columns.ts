import { firstColumn, usualColumns } from './column-list.ts'

/** What somebody has made of the columns: which are shown, in which order, and how wide. Null: as they come. */
export type Arrangement = Readonly<{
  shown: readonly string[] | null
  widths: Readonly<Record<string, number>>
}>

/** Columns as they come. */
export const usualArrangement: Arrangement = { shown: null, widths: {} }

/**
 * Reads what was remembered. It may be from another version or another browser, so what is no arrangement counts as
 * none, and a single width that is none is left out.
 */
export function readArrangement(stored: unknown): Arrangement {
  if (!isRecord(stored)) return usualArrangement
  const { shown, widths } = stored
  const pairs = isRecord(widths) ? Object.entries(widths) : []
  return {
    shown: Array.isArray(shown) ? shown.filter((id): id is string => typeof id === 'string') : null,
    widths: Object.fromEntries(
      pairs.filter((pair): pair is [string, number] => typeof pair[1] === 'number' && pair[1] > 0),
    ),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The columns to show: one's own choice, else the view's, else the usual ones. The contact stands first whatever was
 * chosen; what is gone since, such as a deleted custom field, is left out.
 */
export function shownColumns(
  { shown }: Arrangement,
  ofView: readonly string[] | null,
  known: ReadonlySet<string>,
): readonly string[] {
  const chosen = (shown ?? ofView ?? usualColumns).filter((id) => id !== firstColumn && known.has(id))
  return [firstColumn, ...new Set(chosen)]
}

/** With a column moved by so many places among those that may move: all but the one that stands first, if one does. */
export function moveColumn(
  shown: readonly string[],
  id: string,
  step: number,
  firstId?: string,
): readonly string[] {
  const from = shown.indexOf(id)
  const least = firstId === undefined ? 0 : 1
  const to = Math.min(shown.length - 1, Math.max(least, from + step))
  if (from < least || to === from) return shown
  const rest = shown.filter((one) => one !== id)
  return [...rest.slice(0, to), id, ...rest.slice(to)]
}

/** With a column shown, at the end, or taken away; the one that stands first stays. */
export const toggleColumn = (shown: readonly string[], id: string, firstId?: string): readonly string[] => {
  if (id === firstId) return shown
  return shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id]
}
