import type { TagView } from '@rapport/contract/light'
import type { TagId } from '@rapport/domain'

/** A tag with its place in the tree: what stands above it and how much under it. */
export type PlacedTag = TagView &
  Readonly<{
    /** The tags it stands under, from the top. */
    above: readonly TagId[]
    /** Its name behind those of the tags it stands under: "Delivery › Late › Carrier". */
    path: string
    /** How many tags stand under it, at any depth. */
    under: number
  }>

/** What the names of a path are joined with. */
export const pathSign = ' › '

/**
 * Tags as their tree is read: each before those under it, and siblings in their order. Tags whose parent is not among
 * them stand at the top, so that none is ever lost from sight.
 */
export function placeTags(tags: readonly TagView[]): readonly PlacedTag[] {
  const known = new Set<string>(tags.map(({ id }) => id))
  const children = Map.groupBy(
    tags.toSorted((a, b) => a.position - b.position),
    ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null),
  )
  const within = (parent: PlacedTag | null): readonly PlacedTag[] =>
    (children.get(parent?.id ?? null) ?? []).flatMap((tag) => {
      const one = placeUnder(tag, parent)
      const under = within(one)
      return [{ ...one, under: under.length }, ...under]
    })
  return within(null)
}

function placeUnder(tag: TagView, parent: PlacedTag | null): PlacedTag {
  if (parent === null) return { ...tag, above: [], path: tag.name, under: 0 }
  return {
    ...tag,
    above: [...parent.above, parent.id],
    path: parent.path + pathSign + tag.name,
    under: 0,
  }
}

/** Whether a tag is another one, or stands under it. */
export const isWithin = (tag: PlacedTag, id: TagId): boolean => tag.id === id || tag.above.includes(id)
