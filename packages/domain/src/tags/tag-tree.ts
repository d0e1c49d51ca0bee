import type { TagId } from '../ids.ts'

/** A tag as the rules of the tree know it. */
export type TreeTag = Readonly<{
  id: TagId
  scope: 'session' | 'contact'
  name: string
  /** The tag it stands under; null at the top. */
  parentId: TagId | null
  position: number
  isExclusive: boolean
  isRequired: boolean
}>

/** So many levels a tree has at most: what people still find their way in. */
export const tagDepthMax = 3

/** A workspace's tags as a tree, made once and asked often. An id that is none of its tags stands alone at the top. */
export type TagTree = Readonly<{
  /** All of them, each before those under it, siblings in their order. */
  tags: readonly TreeTag[]
  find(id: string): TreeTag | undefined
  /** The tags right under one, or at the top of both sets for null, in their order. */
  under(id: string | null): readonly TreeTag[]
  /** The tags that one stands under, the nearest first. */
  above(id: string): readonly TagId[]
  /** A tag and all under it, itself first: what a filter by it means. */
  within(id: string): readonly string[]
  /** On which level it stands, from 1. */
  depth(id: string): number
  /** How many levels it and those under it take, from 1. */
  height(id: string): number
}>

/** Reads a list of tags as a tree. Total: a parent that is not in the list leaves its tags at the top. */
export function readTagTree(tags: readonly TreeTag[]): TagTree {
  const byId = new Map<string, TreeTag>(tags.map((tag) => [tag.id, tag]))
  const parentOf = (tag: TreeTag) => (tag.parentId !== null && byId.has(tag.parentId) ? tag.parentId : null)
  const children = new Map<string | null, TreeTag[]>()
  for (const tag of tags) children.set(parentOf(tag), [...(children.get(parentOf(tag)) ?? []), tag])
  for (const siblings of children.values())
    siblings.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))

  const under = (id: string | null): readonly TreeTag[] => children.get(id) ?? []
  const branch = (tag: TreeTag): readonly TreeTag[] => [tag, ...under(tag.id).flatMap(branch)]
  function above(id: string): readonly TagId[] {
    const found: TagId[] = []
    for (let tag = byId.get(id); tag !== undefined && found.length < tags.length; ) {
      const parentId = parentOf(tag)
      if (parentId === null) break
      found.push(parentId)
      tag = byId.get(parentId)
    }
    return found
  }
  const height = (id: string): number => 1 + Math.max(0, ...under(id).map((tag) => height(tag.id)))

  return {
    tags: under(null).flatMap(branch),
    find: (id) => byId.get(id),
    under,
    above,
    within: (id) => [
      id,
      ...under(id)
        .flatMap(branch)
        .map((tag) => tag.id),
    ],
    depth: (id) => above(id).length + 1,
    height,
  }
}

/** The tree of a workspace that has no tags, or of somebody who does not know them. */
export const noTags: TagTree = readTagTree([])

/** Why a tag cannot be put somewhere, as the API's error codes. */
export type TagRefusal = 'tag_cycle' | 'tag_too_deep' | 'name_taken'

/** A tag's name as tags are told apart by it. */
export const tagKey = (name: string): string => name.trim().toLowerCase()

/** Whether siblings-to-be have a tag of that name already, whatever the case; `but` is no sibling. */
export const hasSibling = (
  tree: TagTree,
  { scope, name, parentId }: Pick<TreeTag, 'scope' | 'name' | 'parentId'>,
  but?: TagId,
): boolean =>
  tree
    .under(parentId)
    .some((tag) => tag.scope === scope && tag.id !== but && tagKey(tag.name) === tagKey(name))

/** Why a tag cannot stand under another one, or at the top for null, with all that is under it; null when it can. */
export function refuseMove(
  tree: TagTree,
  { tag, parentId }: Readonly<{ tag: TreeTag; parentId: TagId | null }>,
): TagRefusal | null {
  if (parentId !== null && tree.within(tag.id).includes(parentId)) return 'tag_cycle'
  const depth = parentId === null ? 0 : tree.depth(parentId)
  if (depth + tree.height(tag.id) > tagDepthMax) return 'tag_too_deep'
  return hasSibling(tree, { ...tag, parentId }, tag.id) ? 'name_taken' : null
}

/**
 * Why a tag cannot become another one, to which all under it move; null when it can. The one that stays may not be under
 * the one that goes: it would have to stand under itself.
 */
export function refuseMerge(
  tree: TagTree,
  { tag, into }: Readonly<{ tag: TreeTag; into: TreeTag }>,
): TagRefusal | null {
  if (tree.within(tag.id).includes(into.id)) return 'tag_cycle'
  for (const child of tree.under(tag.id)) {
    if (tree.depth(into.id) + tree.height(child.id) > tagDepthMax) return 'tag_too_deep'
    if (hasSibling(tree, { ...child, parentId: into.id }, tag.id)) return 'name_taken'
  }
  return null
}
