import type { FieldSource, FieldValues, SessionId, TagId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, Tx } from '../platform/db/index.ts'

/** Stores the values of a session's custom fields. Call it under the session's lock. By primary key. */
export async function storeFields(
  tx: Tx,
  { workspaceId }: Scope,
  {
    id,
    values,
    sources,
  }: Readonly<{
    id: SessionId
    values: FieldValues
    sources: Readonly<Record<string, FieldSource>>
  }>,
): Promise<void> {
  await sql`
    update sessions set fields = ${JSON.stringify(values)}::jsonb, field_sources = ${JSON.stringify(sources)}::jsonb
    where workspace_id = ${workspaceId} and session_id = ${id}`.execute(tx)
}

/** Some sessions that carry a tag, newest first. By the primary key of session_tags. */
export async function listTagged(
  db: Db,
  { workspaceId }: Scope,
  { tagId, limit }: Readonly<{ tagId: TagId; limit: number }>,
): Promise<readonly SessionId[]> {
  const { rows } = await sql<{ session_id: SessionId }>`
    select session_id from session_tags where workspace_id = ${workspaceId} and tag_id = ${tagId}
    order by started_at desc, session_id desc limit ${limit}`.execute(db)
  return rows.map(({ session_id }) => session_id)
}

/** Forgets that these sessions carry a tag, for a tag that none of them carries any more. By the primary key's beginning. */
export async function forgetTagged(
  db: Db,
  { workspaceId }: Scope,
  { tagId, sessionIds }: Readonly<{ tagId: TagId; sessionIds: readonly SessionId[] }>,
): Promise<void> {
  await sql`
    delete from session_tags
    where workspace_id = ${workspaceId} and tag_id = ${tagId} and session_id = any(${sessionIds}::uuid[])`.execute(
    db,
  )
}
