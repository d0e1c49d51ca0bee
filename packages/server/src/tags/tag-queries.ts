import { countMax, type TagView } from '@rapport/contract'
import type { TagId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** The most tags a set has: as many as can be put in order at once. */
export const tagsMax = 1_000

/** A tag at the top, with no rules of its own. */
export const plainTag = { parentId: null, isExclusive: false, isRequired: false } as const

/** Which set a tag belongs to. */
export type TagScope = TagView['scope']

/** All tags of a workspace, sessions' first, in their order. A workspace has at most `tagsMax` in each set. */
export async function listTags(db: DbOrTx, { workspaceId }: Scope): Promise<TagView[]> {
  const { rows } = await sql<TagView>`
    select tag_id as id, scope, name, colour, parent_id as "parentId",
      is_exclusive as "isExclusive", is_required as "isRequired",
      (row_number() over (partition by scope, parent_id order by position, tag_id) - 1)::int as position
    from tags where workspace_id = ${workspaceId}
    order by scope desc, position`.execute(db)
  return rows
}

/** Whether a set has any tag at all. */
export async function hasTags(db: DbOrTx, { workspaceId }: Scope, scope: TagScope): Promise<boolean> {
  const { rows } = await sql`
    select 1 from tags where workspace_id = ${workspaceId} and scope = ${scope} limit 1`.execute(db)
  return rows.length > 0
}

/**
 * How many of these are tags of a set. They are held until the transaction ends, in one order, so that a tag is not
 * deleted while it is being put on something: whoever deletes it waits, and then finds what carries it.
 */
export async function holdTags(
  tx: Tx,
  { workspaceId }: Scope,
  { scope, tagIds }: Readonly<{ scope: TagScope; tagIds: readonly TagId[] }>,
): Promise<number> {
  const { rows } = await sql`
    select 1 from tags
    where workspace_id = ${workspaceId} and scope = ${scope} and tag_id = any(${tagIds}::uuid[])
    order by tag_id for key share`.execute(tx)
  return rows.length
}

/** Takes turns with everybody who changes the list of a workspace's tags, until the transaction ends. */
export async function lockTags(tx: Tx, { workspaceId }: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tags ${workspaceId}`}, 0))`.execute(tx)
}

/** Adds a tag at the end of its set. Fails on the index tags_name when the set has one of that name. */
export async function insertTag(
  tx: Tx,
  { workspaceId }: Scope,
  { id, scope, name, colour, parentId, isExclusive, isRequired }: Omit<TagView, 'position'>,
): Promise<void> {
  await sql`
    insert into tags (workspace_id, tag_id, scope, name, colour, parent_id, is_exclusive, is_required, position)
    select ${workspaceId}, ${id}, ${scope}, ${name}, ${colour}, ${parentId}::uuid, ${isExclusive}, ${isRequired},
      coalesce(max(position) + 1, 0)
    from tags where workspace_id = ${workspaceId} and scope = ${scope}`.execute(tx)
}

/** Renames and recolours a tag; false when the workspace has none such. Fails on tags_name like adding. */
export async function updateTag(
  tx: Tx,
  { workspaceId }: Scope,
  { id, name, colour }: Pick<TagView, 'id' | 'name' | 'colour'>,
): Promise<boolean> {
  const { rows } = await sql`
    update tags set name = ${name}, colour = ${colour}
    where workspace_id = ${workspaceId} and tag_id = ${id} returning tag_id`.execute(tx)
  return rows.length > 0
}

/** Puts tags in the order given. */
export async function orderTags(tx: Tx, { workspaceId }: Scope, tagIds: readonly TagId[]): Promise<void> {
  await sql`
    update tags t set position = n.place - 1
    from unnest(${tagIds}::uuid[]) with ordinality as n (tag_id, place)
    where t.workspace_id = ${workspaceId} and t.tag_id = n.tag_id`.execute(tx)
}

/** Deletes a tag's definition, and answers which set it was of; null when there was none. Waits for `holdTags`. */
export async function deleteTag(tx: Tx, { workspaceId }: Scope, id: TagId): Promise<TagScope | null> {
  const { rows } = await sql<{ scope: TagScope }>`
    delete from tags where workspace_id = ${workspaceId} and tag_id = ${id} returning scope`.execute(tx)
  return rows[0]?.scope ?? null
}

/** Which set a tag is of; null for none. By primary key. */
export async function findTagScope(db: DbOrTx, { workspaceId }: Scope, id: TagId): Promise<TagScope | null> {
  const { rows } = await sql<{ scope: TagScope }>`
    select scope from tags where workspace_id = ${workspaceId} and tag_id = ${id}`.execute(db)
  return rows[0]?.scope ?? null
}

/** How many sessions carry a tag, up to `countMax`. By the primary key of session_tags alone. */
export async function countTaggedSessions(db: DbOrTx, { workspaceId }: Scope, id: TagId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from session_tags where workspace_id = ${workspaceId} and tag_id = ${id} limit ${countMax}
    ) found`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many contacts carry a tag, up to `countMax`. By the index contacts_tags. */
export async function countTaggedContacts(db: DbOrTx, { workspaceId }: Scope, id: TagId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from contacts
      where workspace_id = ${workspaceId} and tag_ids @> array[${id}::uuid] and tag_ids <> '{}' limit ${countMax}
    ) found`.execute(db)
  return rows[0]?.count ?? 0
}
