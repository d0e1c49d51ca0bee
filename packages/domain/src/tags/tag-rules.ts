import type { TagId } from '../ids.ts'
import type { TagTree, TreeTag } from './tag-tree.ts'

/** The exclusive groups that a tag stands in: of each, a session carries one tag at most. */
const groupsOf = (tree: TagTree, id: TagId): readonly TagId[] =>
  tree.above(id).filter((above) => tree.find(above)?.isExclusive)

/** Whether two tags cannot be on the same session, because an exclusive group holds both. */
export function excludeEachOther(tree: TagTree, one: TagId, other: TagId): boolean {
  if (one === other) return false
  const groups = groupsOf(tree, one)
  return groups.length > 0 && groupsOf(tree, other).some((group) => groups.includes(group))
}

/** The first two of these that exclude each other; null where all of them can be together. */
export function conflictAmong(tree: TagTree, tagIds: readonly TagId[]): readonly [TagId, TagId] | null {
  for (const [i, one] of tagIds.entries())
    for (const other of tagIds.slice(i + 1)) if (excludeEachOther(tree, one, other)) return [one, other]
  return null
}

/** Of tags from elsewhere those that can be together: of each exclusive group the first one named. */
export function firstOfEachGroup(tree: TagTree, tagIds: readonly TagId[]): readonly TagId[] {
  const kept: TagId[] = []
  for (const id of tagIds) if (!kept.some((one) => excludeEachOther(tree, one, id))) kept.push(id)
  return kept
}

/**
 * The required groups that a session with these tags has nothing of yet, in the tree's order. A group that excludes a tag
 * that is there is not asked for: of two such groups one is enough, or no session could ever be ended.
 */
export const groupsMissing = (tree: TagTree, tagIds: readonly TagId[]): readonly TreeTag[] =>
  tree.tags.filter(
    ({ id, isRequired }) =>
      isRequired &&
      !tree.within(id).some((within) => tagIds.some((one) => one === within)) &&
      !tagIds.some((one) => excludeEachOther(tree, one, id)),
  )
