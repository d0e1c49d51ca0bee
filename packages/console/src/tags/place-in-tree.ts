import type { TagView } from '@rapport/contract/light'
import {
  readTagTree,
  refuseMerge,
  refuseMove,
  type TagId,
  type TagRefusal,
  tagDepthMax,
} from '@rapport/domain'
import type { PlacedTag } from '../sessions/index.ts'

/** Where a tag stands or is to stand: under which one, and behind how many of those already there. */
export type Place = Readonly<{ parentId: TagId | null; position: number }>

/** Which part of a line a tag is dropped on. */
export type DropEdge = 'before' | 'into' | 'after'

/** The tag something stands directly under; null at the top. */
const parentOf = ({ above }: PlacedTag): TagId | null => above.at(-1) ?? null

/** The tags directly under another one, in their order. */
export const childrenOf = (tags: readonly PlacedTag[], parentId: TagId | null): readonly PlacedTag[] =>
  tags.filter((tag) => parentOf(tag) === parentId)

/** Where a tag stands now. */
export function placeOf(tags: readonly PlacedTag[], tag: PlacedTag): Place {
  const parentId = parentOf(tag)
  return { parentId, position: childrenOf(tags, parentId).findIndex(({ id }) => id === tag.id) }
}

/** Whether two places are one. */
export const isSamePlace = (a: Place, b: Place): boolean =>
  a.parentId === b.parentId && a.position === b.position

/** Why a tag, with those under it, cannot stand at a place; null when it can: the server holds to the same. */
export const refusalOf = (
  tags: readonly PlacedTag[],
  tag: PlacedTag,
  { parentId }: Pick<Place, 'parentId'>,
): TagRefusal | null => refuseMove(readTagTree(tags), { tag, parentId })

/** The tags that one cannot be merged into, each with the reason: the server holds to the same. */
export function mergeRefusals(tags: readonly PlacedTag[], tag: PlacedTag): ReadonlyMap<TagId, TagRefusal> {
  const tree = readTagTree(tags)
  return new Map(
    tags.flatMap((into) => {
      const why = into.id === tag.id ? null : refuseMerge(tree, { tag, into })
      return why === null ? [] : [[into.id, why] as const]
    }),
  )
}

/** Whether another tag can be made under this one. */
export const canHold = ({ above, scope }: PlacedTag): boolean =>
  scope === 'session' && above.length + 1 < tagDepthMax

/** The tags after a move, with the positions of all siblings it touches. */
export function afterMove(
  tags: readonly PlacedTag[],
  tag: PlacedTag,
  { parentId, position }: Place,
): readonly TagView[] {
  const there = childrenOf(tags, parentId).filter(({ id }) => id !== tag.id)
  const positions = new Map(there.toSpliced(position, 0, tag).map(({ id }, at) => [id, at]))
  return tags.map((one) => ({
    ...one,
    parentId: one.id === tag.id ? parentId : one.parentId,
    position: positions.get(one.id) ?? one.position,
  }))
}

/** The place one step away: among the siblings, under the one before, or out behind the tag it stands under. */
export function stepFrom(
  tags: readonly PlacedTag[],
  tag: PlacedTag,
  step: 'up' | 'down' | 'in' | 'out',
): Place | null {
  const { parentId, position } = placeOf(tags, tag)
  const siblings = childrenOf(tags, parentId)
  if (step === 'up') return position === 0 ? null : { parentId, position: position - 1 }
  if (step === 'down') return position === siblings.length - 1 ? null : { parentId, position: position + 1 }
  if (step === 'in') {
    const before = siblings[position - 1]
    return before === undefined ? null : lastUnder(tags, before.id)
  }
  const parent = tags.find(({ id }) => id === parentId)
  if (parent === undefined) return null
  const at = placeOf(tags, parent)
  return { parentId: at.parentId, position: at.position + 1 }
}

/** Behind all that stand under a tag already, or at the top. */
const lastUnder = (tags: readonly PlacedTag[], parentId: TagId | null): Place => ({
  parentId,
  position: childrenOf(tags, parentId).length,
})

/**
 * The place a tag is dropped at, from the line under the pointer. Below a tag that is open and has others under it is
 * the first place under it, for that is where the line is drawn.
 */
export function dropPlace(
  tags: readonly PlacedTag[],
  tag: PlacedTag,
  on: Readonly<{ target: PlacedTag; edge: DropEdge; isOpen: boolean }>,
): Place {
  const { target, edge, isOpen } = on
  const without = (parentId: TagId | null) => childrenOf(tags, parentId).filter(({ id }) => id !== tag.id)
  if (edge === 'into') return { parentId: target.id, position: without(target.id).length }
  if (edge === 'after' && isOpen && target.under > 0) return { parentId: target.id, position: 0 }
  const parentId = parentOf(target)
  // Dropped beside itself it stays where it is.
  if (target.id === tag.id) return placeOf(tags, tag)
  const at = without(parentId).findIndex(({ id }) => id === target.id)
  return { parentId, position: edge === 'before' ? at : at + 1 }
}
