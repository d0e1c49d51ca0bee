import { randomUUIDv7 } from 'node:crypto'
import type { TagView } from '@rapport/contract'
import { asId, readTagTree, type TagId, type TagTree, tagDepthMax } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, isUniqueViolation, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import {
  countTaggedContacts,
  countTaggedSessions,
  insertTag,
  listTags,
  listViewsNaming,
  lockTags,
  tagsMax,
  updateTag,
} from './tag-queries.ts'

type Chosen = Omit<TagView, 'id' | 'position'>
type Rules = Pick<TagView, 'scope' | 'isExclusive' | 'isRequired'>

/** Makes a tag after its siblings; a name that one of them has, in any case of letters, is `name_taken`. */
export function makeTag(ctx: AgentContext, chosen: Chosen): Promise<TagView> {
  const id = asId<TagId>(randomUUIDv7())
  return changeTree(ctx, async (tx, tree) => {
    requireRoom(tree, chosen.scope)
    requireFlat(chosen)
    if (chosen.parentId !== null) {
      const { scope } = findIn(tree, chosen.parentId)
      if (scope !== chosen.scope) throw refused(['parentId'], 'must be a tag of the same set')
      if (tree.depth(chosen.parentId) >= tagDepthMax)
        throw new AppError('tag_too_deep', { parentId: chosen.parentId })
    }
    await insertTag(tx, ctx.scope, { ...chosen, id })
    return await readTag(tx, ctx, id)
  })
}

/**
 * Renames and recolours a tag, and changes its rules: what carries it shows it so from then on. What sessions carry already
 * stays, also where a group has become exclusive: the rule holds from their next change on.
 */
export function changeTag(
  ctx: AgentContext,
  { tagId, ...chosen }: Omit<Chosen, 'scope' | 'parentId'> & Readonly<{ tagId: TagId }>,
): Promise<TagView> {
  return changeTree(ctx, async (tx, tree) => {
    requireFlat({ ...findIn(tree, tagId), ...chosen })
    await updateTag(tx, ctx.scope, { ...chosen, id: tagId })
    return await readTag(tx, ctx, tagId)
  })
}

/** Who carries a tag and what stands under it, so that whoever deletes or merges it knows what they do. */
export async function readUsage({ db, scope }: AgentContext, tagId: TagId) {
  const tree = readTagTree(await listTags(db, scope))
  const countTagged = findIn(tree, tagId).scope === 'session' ? countTaggedSessions : countTaggedContacts
  const within = tree.within(tagId)
  return {
    count: await countTagged(db, scope, [tagId]),
    countWithin: await countTagged(db, scope, within),
    tagsWithin: within.length - 1,
    views: [...(await listViewsNaming(db, scope, within))],
  }
}

/** One change of the tags at a time, on the tree as it is then; and a name taken said as what it is. */
export async function changeTree<Answer>(
  ctx: AgentContext,
  change: (tx: Tx, tree: TagTree) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await inTransaction(ctx, async (tx) => {
      await lockTags(tx, ctx.scope)
      return await change(tx, readTagTree(await listTags(tx, ctx.scope)))
    })
  } catch (error) {
    throw isUniqueViolation(error, 'tags_name') ? new AppError('name_taken', {}, { cause: error }) : error
  }
}

/** A tag of the workspace's; `not_found` for any other. */
export function findIn(tree: TagTree, tagId: TagId) {
  const tag = tree.find(tagId)
  if (tag === undefined) throw new AppError('not_found', { tagId })
  return tag
}

/** A refusal of one part of the input. */
export const refused = (path: readonly (string | number)[], message: string) =>
  new AppError('invalid_input', {}, { fields: [{ path, message }] })

function requireRoom(tree: TagTree, scope: TagView['scope']): void {
  if (tree.tags.filter((tag) => tag.scope === scope).length >= tagsMax)
    throw refused(['scope'], `must not have more than ${tagsMax} tags`)
}

/** Contacts' tags stand side by side, and have no rules. */
function requireFlat({ scope, isExclusive, isRequired, ...tag }: Rules & Partial<Pick<TagView, 'parentId'>>) {
  if (scope === 'session') return
  if (tag.parentId) throw refused(['parentId'], 'must be null: only tags of sessions stand under others')
  if (isExclusive) throw refused(['isExclusive'], 'must be false: only tags of sessions have rules')
  if (isRequired) throw refused(['isRequired'], 'must be false: only sessions end')
}

async function readTag(tx: Tx, { scope }: AgentContext, tagId: TagId): Promise<TagView> {
  const tag = (await listTags(tx, scope)).find(({ id }) => id === tagId)
  if (tag === undefined) throw new AppError('not_found', { tagId })
  return tag
}
