import { countMax, type TagView } from '@rapport/contract'
import type { TagId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** The most tags a set has: as many as can be put in order at once. */
export const tagsMax = 1_000

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

/** Adds a tag after its siblings. Fails on the index tags_name when one of them has that name. */
export async function insertTag(
  tx: Tx,
  { workspaceId }: Scope,
  { id, scope, name, colour, parentId, isExclusive, isRequired }: Omit<TagView, 'position'>,
): Promise<void> {
  await sql`
    insert into tags (workspace_id, tag_id, scope, name, colour, parent_id, is_exclusive, is_required, position)
    select ${workspaceId}, ${id}, ${scope}, ${name}, ${colour}, ${parentId}::uuid, ${isExclusive}, ${isRequired},
      coalesce(max(position) + 1, 0)
    from tags where workspace_id = ${workspaceId} and scope = ${scope}
      and parent_id is not distinct from ${parentId}::uuid`.execute(tx)
}

/** Renames and recolours a tag and changes its rules. Fails on tags_name like adding. By primary key. */
export async function updateTag(
  tx: Tx,
  { workspaceId }: Scope,
  {
    id,
    name,
    colour,
    isExclusive,
    isRequired,
  }: Pick<TagView, 'id' | 'name' | 'colour' | 'isExclusive' | 'isRequired'>,
): Promise<void> {
  await sql`
    update tags set name = ${name}, colour = ${colour}, is_exclusive = ${isExclusive}, is_required = ${isRequired}
    where workspace_id = ${workspaceId} and tag_id = ${id}`.execute(tx)
}

/**
 * Puts tags under a parent, in the order given, which counts from 0 without a gap; all of the parent's are named. Fails on
 * tags_name when two of them have one name.
 */
export async function placeTags(
  tx: Tx,
  { workspaceId }: Scope,
  { parentId, tagIds }: Readonly<{ parentId: TagId | null; tagIds: readonly TagId[] }>,
): Promise<void> {
  await sql`
    update tags t set position = n.place - 1, parent_id = ${parentId}::uuid
    from unnest(${tagIds}::uuid[]) with ordinality as n (tag_id, place)
    where t.workspace_id = ${workspaceId} and t.tag_id = n.tag_id`.execute(tx)
}

/** Takes a tag's name out of the way of one that comes to its place before it is deleted. By primary key. */
export async function setAside(tx: Tx, { workspaceId }: Scope, tagId: TagId): Promise<void> {
  await sql`
    update tags set name = tag_id::text where workspace_id = ${workspaceId} and tag_id = ${tagId}`.execute(tx)
}

/** Deletes tags, parents with all that is under them. Waits for `holdTags`, and takes them in the same order. */
export async function deleteTags(tx: Tx, { workspaceId }: Scope, tagIds: readonly TagId[]): Promise<void> {
  await sql`
    select 1 from tags where workspace_id = ${workspaceId} and tag_id = any(${tagIds}::uuid[])
    order by tag_id for update`.execute(tx)
  await sql`
    delete from tags where workspace_id = ${workspaceId} and tag_id = any(${tagIds}::uuid[])`.execute(tx)
}

/** Remembers what a tag became, for as long as the workspace. By primary key. */
export async function insertMerge(
  tx: Tx,
  { workspaceId }: Scope,
  { tagId, into }: Readonly<{ tagId: TagId; into: TagId }>,
): Promise<void> {
  await sql`
    insert into tag_merges (workspace_id, tag_id, into_id) values (${workspaceId}, ${tagId}, ${into})`.execute(
    tx,
  )
}

/**
 * What a tag is by now, held until the transaction ends: itself, or what it was merged into, however often; null where that
 * was deleted. A merged tag's id never comes back, so the way has an end. By primary keys.
 */
export async function holdSuccessor(tx: DbOrTx, { workspaceId }: Scope, tagId: TagId): Promise<TagId | null> {
  const { rows } = await sql<{ tag_id: TagId }>`
    with recursive way (tag_id) as (
      select ${tagId}::uuid
      union
      select m.into_id from way join tag_merges m on m.workspace_id = ${workspaceId} and m.tag_id = way.tag_id
    )
    select tag_id from tags
    where workspace_id = ${workspaceId} and tag_id in (select tag_id from way) for key share`.execute(tx)
  return rows[0]?.tag_id ?? null
}

// Of a branch, sessions have three tags at most as a rule: so many rows are more sessions than are counted.
const rowsMax = countMax * 3

/**
 * How many sessions carry any of these tags, up to `countMax`, whoever carries several once. By the primary key of
 * session_tags alone, and no further in it than `rowsMax`: from there on it is taken for `countMax`.
 */
export async function countTaggedSessions(
  db: DbOrTx,
  { workspaceId }: Scope,
  tagIds: readonly string[],
): Promise<number> {
  const limit = tagIds.length === 1 ? countMax : rowsMax
  const { rows } = await sql<{ count: number }>`
    select (case when count(*) >= ${limit} then ${countMax} else count(distinct session_id) end)::int as count from (
      select session_id from session_tags
      where workspace_id = ${workspaceId} and tag_id = any(${tagIds}::uuid[]) limit ${limit}
    ) found`.execute(db)
  return Math.min(countMax, rows[0]?.count ?? 0)
}

/** How many contacts carry any of these tags, up to `countMax`. By the index contacts_tags. */
export async function countTaggedContacts(
  db: DbOrTx,
  { workspaceId }: Scope,
  tagIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from contacts
      where workspace_id = ${workspaceId} and tag_ids && ${tagIds}::uuid[] and tag_ids <> '{}' limit ${countMax}
    ) found`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many carry each of these tags itself, up to `countMax`; what `listTagCounts` answers. */
export type TagCounts = ReadonlyMap<string, number>

const countsOf = (rows: readonly { id: string; count: number }[]): TagCounts =>
  new Map(rows.map(({ id, count }) => [id, count]))

/**
 * How many sessions or contacts carry each tag of a set, up to `countMax`. One look-up for each tag, no further than that:
 * for sessions by the primary key of session_tags alone, whose order is asked for because a limit alone makes a scan of the
 * whole table for each tag look cheap; for contacts by the index contacts_tags.
 */
export async function listTagCounts(db: DbOrTx, { workspaceId }: Scope, scope: TagScope): Promise<TagCounts> {
  const carrying =
    scope === 'session'
      ? sql`select 1 from session_tags s
          where s.workspace_id = ${workspaceId} and s.tag_id = t.tag_id order by s.started_at`
      : sql`select 1 from contacts c
          where c.workspace_id = ${workspaceId} and c.tag_ids @> array[t.tag_id] and c.tag_ids <> '{}'`
  const { rows } = await sql<{ id: string; count: number }>`
    select t.tag_id as id, found.count
    from tags t, lateral (
      select count(*)::int as count from (${carrying} limit ${countMax}) one
    ) found
    where t.workspace_id = ${workspaceId} and t.scope = ${scope}`.execute(db)
  return countsOf(rows)
}

/**
 * How many sessions carry any tag of each branch, up to `countMax`, whoever carries several once; `branches` are the tags
 * within each, by its top. By the primary key of session_tags, in each no further than `rowsMax`.
 */
export async function listBranchCounts(
  db: DbOrTx,
  { workspaceId }: Scope,
  branches: ReadonlyMap<string, readonly string[]>,
): Promise<TagCounts> {
  const pairs = [...branches].flatMap(([id, within]) => within.map((tagId) => [id, tagId] as const))
  const { rows } = await sql<{ id: string; count: number }>`
    with branches as (
      select id, array_agg(tag_id) as tag_ids
      from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, tagId]) => tagId)}::uuid[]) p (id, tag_id)
      group by id
    )
    select b.id, found.count
    from branches b, lateral (
      select (case when count(*) >= ${rowsMax} then ${countMax}
        else least(count(distinct session_id), ${countMax}) end)::int as count
      from (
        select session_id from session_tags
        where workspace_id = ${workspaceId} and tag_id = any(b.tag_ids) limit ${rowsMax}
      ) one
    ) found`.execute(db)
  return countsOf(rows)
}

/** The saved views, by name, whose filter names any of these tags. All of a workspace's views are looked at: a page's worth. */
export async function listViewsNaming(
  db: DbOrTx,
  { workspaceId }: Scope,
  tagIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from views
    where workspace_id = ${workspaceId} and definition ->> 'filter' ~ ${tagIds.join('|')}::text
    order by lower(name), view_id`.execute(db)
  return rows.map(({ name }) => name)
}

/**
 * Has the filters of saved views and of review queues mean another tag. The id of a tag is nothing else's, so its text is
 * nothing else either. Over a workspace's few of both.
 */
export async function renameInFilters(
  tx: Tx,
  { workspaceId }: Scope,
  { tagId, into }: Readonly<{ tagId: TagId; into: TagId }>,
): Promise<void> {
  await sql`
    update views set
      definition = jsonb_set(definition, '{filter}', to_jsonb(replace(definition ->> 'filter', ${tagId}, ${into})))
    where workspace_id = ${workspaceId} and strpos(definition ->> 'filter', ${tagId}) > 0`.execute(tx)
  await sql`
    update review_queues set
      definition = jsonb_set(definition, '{filter}', to_jsonb(replace(definition ->> 'filter', ${tagId}, ${into})))
    where workspace_id = ${workspaceId} and strpos(definition ->> 'filter', ${tagId}) > 0`.execute(tx)
}
