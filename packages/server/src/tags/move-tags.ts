import type { TagView } from '@rapport/contract'
import { hasSibling, refuseMerge, refuseMove, type TagId, type TagTree, type TreeTag } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { afterCommit, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { changeTree, findIn, refused } from './change-tags.ts'
import {
  deleteTags,
  insertMerge,
  listTags,
  placeTags,
  renameInFilters,
  setAside,
  type TagScope,
} from './tag-queries.ts'

/** The kind of the jobs that clear what carried a deleted tag, one for each set: what is cleared is another feature's. */
export const removeTagKind = { session: 'untagSessions', contact: 'untagContacts' } as const satisfies Record<
  TagScope,
  string
>

/** The kind of the jobs that give what carried a merged tag the one it became. */
export const retagKind = { session: 'retagSessions', contact: 'retagContacts' } as const satisfies Record<
  TagScope,
  string
>

/**
 * Puts a tag, with all under it, somewhere else in the tree. `position` counts among those there, without the tag; beyond
 * the last one is at the end. Sessions stay as they are: where exclusive groups met, their next change puts that right.
 */
export function moveTag(
  ctx: AgentContext,
  { tagId, parentId, position }: Readonly<{ tagId: TagId; parentId: TagId | null; position: number }>,
): Promise<TagView[]> {
  return changeTree(ctx, async (tx, tree) => {
    const tag = findIn(tree, tagId)
    if (parentId !== null && findIn(tree, parentId).scope !== tag.scope)
      throw refused(['parentId'], 'must be a tag of the same set')
    if (parentId !== null && tag.scope === 'contact')
      throw refused(['parentId'], 'must be null: only tags of sessions stand under others')
    const refusal = refuseMove(tree, { tag, parentId })
    if (refusal !== null) throw new AppError(refusal, { tagId, parentId })
    const siblings = siblingsOf(tree, { ...tag, parentId }).filter((id) => id !== tagId)
    await placeTags(tx, ctx.scope, { parentId, tagIds: siblings.toSpliced(position, 0, tagId) })
    if (tag.parentId !== parentId) await closeGap(tx, ctx, tree, tag)
    return await listTags(tx, ctx.scope)
  })
}

/**
 * Turns a tag into another one of its set. The list has changed with the answer, saved views and review queues mean the
 * other one from then on, and a job of the same transaction gives it to whatever carried the old one: each in one change,
 * so that nothing is ever without either.
 */
export function mergeTag(
  ctx: AgentContext,
  { tagId, into }: Readonly<{ tagId: TagId; into: TagId }>,
): Promise<TagView[]> {
  return changeTree(ctx, async (tx, tree) => {
    const tag = findIn(tree, tagId)
    const target = findIn(tree, into)
    if (tagId === into || tag.scope !== target.scope)
      throw refused(['into'], 'must be another tag of the same set')
    const refusal = refuseMerge(tree, { tag, into: target })
    if (refusal !== null) throw new AppError(refusal, { tagId, into })
    requireNotRequired([tag])
    const children = tree.under(tagId).map(({ id }) => id)
    const there = siblingsOf(tree, { scope: target.scope, parentId: into }).filter((id) => id !== tagId)
    await setAside(tx, ctx.scope, tagId)
    await placeTags(tx, ctx.scope, { parentId: into, tagIds: [...there, ...children] })
    await deleteTags(tx, ctx.scope, [tagId])
    if (tag.parentId !== into) await closeGap(tx, ctx, tree, tag)
    await insertMerge(tx, ctx.scope, { tagId, into })
    await renameInFilters(tx, ctx.scope, { tagId, into })
    await leaveJobs(tx, ctx, retagKind[tag.scope], [{ tagId, into }])
    return await listTags(tx, ctx.scope)
  })
}

/**
 * Deletes a tag; those under it go too, or move up into its place. It is gone with the answer: jobs of the same transaction
 * take it off whatever carries it. A required one is refused until it is said to be required no longer.
 */
export function removeTag(
  ctx: AgentContext,
  { tagId, within }: Readonly<{ tagId: TagId; within: 'remove' | 'move_up' }>,
): Promise<void> {
  return changeTree(ctx, async (tx, tree) => {
    const tag = findIn(tree, tagId)
    const gone = within === 'remove' ? tree.tags.filter(({ id }) => tree.within(tagId).includes(id)) : [tag]
    requireNotRequired(gone)
    const siblings = siblingsOf(tree, tag)
    const children = within === 'remove' ? [] : tree.under(tagId)
    if (children.some((child) => hasSibling(tree, { ...child, parentId: tag.parentId }, tagId)))
      throw new AppError('name_taken', { tagId })
    await setAside(tx, ctx.scope, tagId)
    const stay = siblings.flatMap((id) => (id === tagId ? children.map((child) => child.id) : id))
    await placeTags(tx, ctx.scope, { parentId: tag.parentId, tagIds: stay })
    const tagIds = gone.map(({ id }) => id)
    await deleteTags(tx, ctx.scope, tagIds)
    const orphans = tagIds.map((id) => ({ tagId: id }))
    await leaveJobs(tx, ctx, removeTagKind[tag.scope], orphans)
  })
}

function requireNotRequired(tags: readonly TreeTag[]): void {
  const required = tags.find(({ isRequired }) => isRequired)
  if (required !== undefined) throw new AppError('tag_required', { tagId: required.id })
}

const siblingsOf = (tree: TagTree, { scope, parentId }: Pick<TreeTag, 'scope' | 'parentId'>): TagId[] =>
  tree
    .under(parentId)
    .filter((tag) => tag.scope === scope)
    .map(({ id }) => id)

/** Where a tag stood, the others move up. */
async function closeGap(tx: Tx, ctx: AgentContext, tree: TagTree, tag: TreeTag): Promise<void> {
  const { parentId } = tag
  const tagIds = siblingsOf(tree, tag).filter((id) => id !== tag.id)
  await placeTags(tx, ctx.scope, { parentId, tagIds })
}

async function leaveJobs(
  tx: Tx,
  ctx: AgentContext,
  kind: string,
  payloads: readonly Readonly<Record<string, TagId>>[],
): Promise<void> {
  const { workspaceId } = ctx.scope
  const runAt = ctx.now()
  await enqueue(
    tx,
    payloads.map((payload) => ({ workspaceId, kind, payload, runAt })),
  )
  afterCommit(tx, ctx.wakeJobs)
}
