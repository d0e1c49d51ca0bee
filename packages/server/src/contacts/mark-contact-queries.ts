import type { ContactId, FieldSource, FieldValues, TagId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import { withinReach } from './contact-queries.ts'

/** What a contact is marked with, as it is stored. */
export type ContactMarks = Readonly<{
  tagIds: readonly TagId[]
  values: FieldValues
  sources: Readonly<Record<string, FieldSource>>
}>

/** A contact's marks, held until the transaction ends; null for one the scope does not reach. By primary key. */
export async function lockMarks(tx: Tx, scope: Scope, contactId: ContactId): Promise<ContactMarks | null> {
  const { rows } = await sql<ContactMarks>`
    select c.tag_ids as "tagIds", c.fields as values, c.field_sources as sources from contacts c
    where c.workspace_id = ${scope.workspaceId} and c.contact_id = ${contactId} ${withinReach(scope)}
    for no key update of c`.execute(tx)
  return rows[0] ?? null
}

/** Stores a contact's marks. Call it under `lockMarks`. By primary key. */
export async function storeMarks(
  tx: Tx,
  { workspaceId }: Scope,
  { contactId, tagIds, values, sources }: ContactMarks & Readonly<{ contactId: ContactId }>,
): Promise<void> {
  await sql`
    update contacts set tag_ids = ${tagIds}::uuid[], fields = ${JSON.stringify(values)}::jsonb,
      field_sources = ${JSON.stringify(sources)}::jsonb
    where workspace_id = ${workspaceId} and contact_id = ${contactId}`.execute(tx)
}

/**
 * Gives at most `limit` contacts another tag in the place of one, and answers how many they were. By contacts_tags, in the
 * order of `untagSome`.
 */
export async function retagSome(
  tx: Tx,
  { workspaceId }: Scope,
  { tagId, into, limit }: Readonly<{ tagId: TagId; into: TagId; limit: number }>,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with marked as (
      select contact_id from contacts
      where workspace_id = ${workspaceId} and tag_ids @> array[${tagId}::uuid] and tag_ids <> '{}'
      order by contact_id limit ${limit} for no key update
    )
    update contacts c set tag_ids =
      array_append(array_remove(array_remove(c.tag_ids, ${tagId}::uuid), ${into}::uuid), ${into}::uuid)
    from marked where c.workspace_id = ${workspaceId} and c.contact_id = marked.contact_id`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/**
 * Takes a tag off at most `limit` contacts, and answers how many they were. By the index contacts_tags; rows are taken
 * in one order, so that two steps at once never wait for each other in a circle.
 */
export async function untagSome(
  db: DbOrTx,
  { workspaceId }: Scope,
  { tagId, limit }: Readonly<{ tagId: TagId; limit: number }>,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with marked as (
      select contact_id from contacts
      where workspace_id = ${workspaceId} and tag_ids @> array[${tagId}::uuid] and tag_ids <> '{}'
      order by contact_id limit ${limit} for no key update
    )
    update contacts c set tag_ids = array_remove(c.tag_ids, ${tagId}::uuid)
    from marked where c.workspace_id = ${workspaceId} and c.contact_id = marked.contact_id`.execute(db)
  return Number(numAffectedRows ?? 0)
}
