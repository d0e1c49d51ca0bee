import { fold } from '@rapport/domain'
import type { PlacedTag } from '../sessions/index.ts'

/** One line of the tree: its tag, whether what stands under it is shown, and its place among its siblings. */
export type TagLine = Readonly<{
  tag: PlacedTag
  /** Null where nothing stands under it. */
  isOpen: boolean | null
  place: number
  siblings: number
}>

/**
 * The lines to be shown: all but those under a closed tag. While something is looked for, those whose path has every
 * word, with the tags they stand under and nothing closed.
 */
export function linesOf(
  tags: readonly PlacedTag[],
  { closed, typed }: Readonly<{ closed: ReadonlySet<string>; typed: string }>,
): readonly TagLine[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  const isSearching = words.length > 0
  const found = tags.filter(({ path }) => words.every((word) => fold(path).includes(word)))
  const wanted = new Set(found.flatMap(({ id, above }) => [id, ...above]))
  const known = isSearching ? tags.filter(({ id }) => wanted.has(id)) : tags
  const isHidden = ({ above }: PlacedTag) => !isSearching && above.some((id) => closed.has(id))
  const siblings = Map.groupBy(known, ({ above }) => above.at(-1) ?? null)
  return known.flatMap((tag): TagLine[] => {
    if (isHidden(tag)) return []
    const among = siblings.get(tag.above.at(-1) ?? null) ?? []
    const hasUnder = siblings.has(tag.id)
    return [
      {
        tag,
        isOpen: hasUnder ? isSearching || !closed.has(tag.id) : null,
        place: among.indexOf(tag) + 1,
        siblings: among.length,
      },
    ]
  })
}

/** From so many tags on, only the top of the tree is open at first. */
const openAtFirstMax = 60

/** What is closed at first: nothing of a small tree, all of a large one. */
export const closedAtFirst = (tags: readonly PlacedTag[]): ReadonlySet<string> =>
  new Set(
    tags.length <= openAtFirstMax ? [] : tags.flatMap(({ id, under }) => (under > 0 ? [id as string] : [])),
  )
