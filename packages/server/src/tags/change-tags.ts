import { randomUUIDv7 } from 'node:crypto'
import type { TagView } from '@rapport/contract'
import { asId, type TagId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { afterCommit, inTransaction, isUniqueViolation, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { enqueue } from '../platform/jobs/index.ts'
import {
  countTaggedContacts,
  countTaggedSessions,
  deleteTag,
  findTagScope,
  insertTag,
  listTags,
  lockTags,
  orderTags,
  type TagScope,
  tagsMax,
  updateTag,
} from './tag-queries.ts'

/** The kind of the jobs that clear what carried a deleted tag, one for each set: what is cleared is another feature's. */
export const removeTagKind = { session: 'untagSessions', contact: 'untagContacts' } as const satisfies Record<
  TagScope,
  string
>

/** Makes a tag at the end of its set; a name that the set has, in any case of letters, is `name_taken`. */
export function makeTag(
  ctx: AgentContext,
  choices: Pick<TagView, 'scope' | 'name' | 'colour'>,
): Promise<TagView> {
  const id = asId<TagId>(randomUUIDv7())
  return changeList(ctx, async (tx) => {
    const known = await listTags(tx, ctx.scope)
    if (known.filter(({ scope }) => scope === choices.scope).length >= tagsMax)
      throw refused(['scope'], `must not have more than ${tagsMax} tags`)
    await insertTag(tx, ctx.scope, { ...choices, id })
    return await found(tx, ctx, id)
  })
}

/** Renames and recolours a tag: what carries it shows it so from then on. */
export function changeTag(
  ctx: AgentContext,
  { tagId, ...choices }: Pick<TagView, 'name' | 'colour'> & Readonly<{ tagId: TagId }>,
): Promise<TagView> {
  return changeList(ctx, async (tx) => {
    const isThere = await updateTag(tx, ctx.scope, { ...choices, id: tagId })
    if (!isThere) throw new AppError('not_found', { tagId })
    return await found(tx, ctx, tagId)
  })
}

/** Puts a set in order. All of its tags are named, so that nobody's new one is moved unseen. */
export function putTagsInOrder(
  ctx: AgentContext,
  { scope, tagIds }: Readonly<{ scope: TagScope; tagIds: readonly TagId[] }>,
): Promise<TagView[]> {
  return changeList(ctx, async (tx) => {
    const known = (await listTags(tx, ctx.scope)).filter((tag) => tag.scope === scope).map(({ id }) => id)
    const named = new Set(tagIds)
    if (named.size < tagIds.length || named.size !== known.length || known.some((id) => !named.has(id)))
      throw refused(['tagIds'], 'must name each tag of the set once')
    await orderTags(tx, ctx.scope, tagIds)
    return await listTags(tx, ctx.scope)
  })
}

/** Deletes a tag. It is gone with the answer; a job of the same transaction takes it off whatever carries it. */
export function removeTag(ctx: AgentContext, tagId: TagId): Promise<void> {
  return changeList(ctx, async (tx) => {
    const scope = await deleteTag(tx, ctx.scope, tagId)
    if (scope === null) throw new AppError('not_found', { tagId })
    const { workspaceId } = ctx.scope
    await enqueue(tx, [{ workspaceId, kind: removeTagKind[scope], payload: { tagId }, runAt: ctx.now() }])
    afterCommit(tx, ctx.wakeJobs)
  })
}

/** How many carry a tag, so that whoever deletes it knows what they do. */
export async function countUsage({ db, scope }: AgentContext, tagId: TagId): Promise<number> {
  const of = await findTagScope(db, scope, tagId)
  if (of === null) throw new AppError('not_found', { tagId })
  return await (of === 'session' ? countTaggedSessions : countTaggedContacts)(db, scope, tagId)
}

/** One change of the list at a time, and a name taken said as what it is. */
async function changeList<Answer>(ctx: AgentContext, change: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  try {
    return await inTransaction(ctx, async (tx) => {
      await lockTags(tx, ctx.scope)
      return await change(tx)
    })
  } catch (error) {
    throw isUniqueViolation(error, 'tags_name') ? new AppError('name_taken', {}, { cause: error }) : error
  }
}

async function found(tx: Tx, { scope }: AgentContext, tagId: TagId): Promise<TagView> {
  const tag = (await listTags(tx, scope)).find(({ id }) => id === tagId)
  if (tag === undefined) throw new AppError('not_found', { tagId })
  return tag
}

const refused = (path: readonly string[], message: string) =>
  new AppError('invalid_input', {}, { fields: [{ path, message }] })
