import { randomUUIDv7 } from 'node:crypto'
import { asId, readTagTree, type TagId, type TagTree, tagKey } from '@rapport/domain'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { insertTag, listTags, lockTags, type TagScope, tagsMax } from './tag-queries.ts'

/** A tag at the top, with no rules of its own. */
export const plainTag = { parentId: null, isExclusive: false, isRequired: false } as const

/** The tags of some names by their `tagKey`, and the tree they stand in by then. */
export type EnsuredTags = Readonly<{ ids: ReadonlyMap<string, TagId>; tree: TagTree }>

/**
 * The tags of these names, for what comes from elsewhere with tags of its own. A name that several branches have means the
 * one nearest to the top, and of those the first in the tree's order; one that none has is made in grey, at the top.
 */
export async function ensureTags(
  tx: Tx,
  scope: Scope,
  { of, names }: Readonly<{ of: TagScope; names: readonly string[] }>,
): Promise<EnsuredTags> {
  if (names.length > 0) await lockTags(tx, scope)
  const tree = readTagTree((await listTags(tx, scope)).filter((tag) => tag.scope === of))
  const ids = new Map<string, TagId>()
  for (const { id, name } of tree.tags.toSorted((a, b) => tree.depth(a.id) - tree.depth(b.id)))
    if (!ids.has(tagKey(name))) ids.set(tagKey(name), id)
  let count = tree.tags.length
  for (const name of names) {
    if (ids.has(tagKey(name))) continue
    if (count >= tagsMax) throw new Error(`A workspace has at most ${tagsMax} tags of one kind`)
    const id = asId<TagId>(randomUUIDv7())
    await insertTag(tx, scope, { id, scope: of, name: name.trim(), colour: 'grey', ...plainTag })
    ids.set(tagKey(name), id)
    count += 1
  }
  return { ids, tree }
}
