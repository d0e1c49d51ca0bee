import { randomUUIDv7 } from 'node:crypto'
import { asId, type TagId } from '@rapport/domain'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { insertTag, listTags, lockTags, plainTag, type TagScope, tagsMax } from './tag-queries.ts'

/** A tag's name as tags are told apart by it. */
export const tagKey = (name: string): string => name.trim().toLowerCase()

/**
 * The tags of these names by their `tagKey`, made in grey at the end of their set where they are missing: for what comes
 * from elsewhere with tags of its own.
 */
export async function ensureTags(
  tx: Tx,
  scope: Scope,
  { of, names }: Readonly<{ of: TagScope; names: readonly string[] }>,
): Promise<ReadonlyMap<string, TagId>> {
  if (names.length === 0) return new Map()
  await lockTags(tx, scope)
  const known = (await listTags(tx, scope)).filter((tag) => tag.scope === of)
  const ids = new Map(known.map(({ name, id }) => [tagKey(name), id]))
  for (const name of names) {
    if (ids.has(tagKey(name))) continue
    if (ids.size >= tagsMax) throw new Error(`A workspace has at most ${tagsMax} tags of one kind`)
    const id = asId<TagId>(randomUUIDv7())
    await insertTag(tx, scope, { id, scope: of, name: name.trim(), colour: 'grey', ...plainTag })
    ids.set(tagKey(name), id)
  }
  return ids
}
