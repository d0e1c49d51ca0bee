import type { Session } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { copyRows, isCopying, type Tx } from '../platform/db/index.ts'

/**
 * The parts of a recording that keep `session_tags` as the row's `tag_ids`: none where no tag was put on or taken off.
 * They hang on the state row being written, like the rest of the statement.
 */
export function tagParts(
  { workspaceId }: Scope,
  { before, after }: Readonly<{ before: Session; after: Session }>,
): readonly RawBuilder<unknown>[] {
  const added = after.tagIds.filter((id) => !before.tagIds.includes(id))
  const removed = before.tagIds.filter((id) => !after.tagIds.includes(id))
  const tagged = sql`tagged as (
    insert into session_tags (workspace_id, tag_id, started_at, session_id)
    select ${workspaceId}::uuid, tag_id, ${new Date(after.startedAt)}::timestamptz, ${after.id}::uuid
    from state_row, unnest(${added}::uuid[]) as t (tag_id))`
  const untagged = sql`untagged as (
    delete from session_tags where workspace_id = ${workspaceId} and session_id = ${after.id}
      and tag_id = any(${removed}::uuid[]) and exists (select 1 from state_row))`
  return [...(added.length === 0 ? [] : [tagged]), ...(removed.length === 0 ? [] : [untagged])]
}

/** The tags of sessions written down afterwards, in one statement or one COPY. */
export async function insertSessionTags(tx: Tx, sessions: readonly Session[]): Promise<void> {
  const rows = sessions.flatMap(({ workspaceId, id, startedAt, tagIds }) =>
    tagIds.map((tagId) => ({
      workspace_id: workspaceId,
      tag_id: tagId,
      started_at: new Date(startedAt).toISOString(),
      session_id: id,
    })),
  )
  if (rows.length === 0) return
  if (isCopying(tx)) return await copyRows(tx, 'session_tags', rows)
  await sql`
    insert into session_tags (workspace_id, tag_id, started_at, session_id)
    select workspace_id, tag_id, started_at, session_id
    from json_populate_recordset(null::session_tags, ${JSON.stringify(rows)}::json)`.execute(tx)
}
