import { countMax } from '@rapport/contract'
import { readTagTree, type TagTree } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { listBranchCounts, listTagCounts, listTags, type TagCounts, type TagScope } from './tag-queries.ts'

/**
 * How many carry each tag of a set, and how many it or one under it, up to `countMax`: in one answer, because whoever
 * looks at the tree looks at all of it.
 */
export async function countTags({ db, scope }: AgentContext, of: TagScope) {
  const tree = readTagTree((await listTags(db, scope)).filter((tag) => tag.scope === of))
  const own = await listTagCounts(db, scope, of)
  const open = branchesToCount(tree, own)
  const counted = open.size === 0 ? own : await listBranchCounts(db, scope, open)
  return tree.tags.map(({ id }) => {
    const count = own.get(id) ?? 0
    const countWithin = open.has(id) ? counted.get(id) : Math.min(countMax, sumOf(tree, own, id))
    return { tagId: id, count, countWithin: countWithin ?? 0 }
  })
}

const sumOf = (tree: TagTree, own: TagCounts, id: string): number =>
  tree.within(id).reduce((sum, within) => sum + (own.get(within) ?? 0), 0)

/** The branches of which sessions may carry several tags: where one tag alone counts, or is beyond counting, its number does. */
function branchesToCount(tree: TagTree, own: TagCounts): ReadonlyMap<string, readonly string[]> {
  const branches = new Map<string, readonly string[]>()
  for (const { id } of tree.tags) {
    const used = tree.within(id).filter((within) => (own.get(within) ?? 0) > 0)
    if (used.length > 1 && used.every((within) => (own.get(within) ?? 0) < countMax)) branches.set(id, used)
  }
  return branches
}
