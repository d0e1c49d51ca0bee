import type { InboxId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** Makes an inbox findable by the key its widget carries. */
export async function insertWidgetKey(
  tx: Tx,
  { workspaceId }: Scope,
  { inboxId, keyHash }: Readonly<{ inboxId: InboxId; keyHash: Buffer }>,
): Promise<void> {
  await tx
    .insertInto('directory')
    .values({ kind: 'widget_key', key_hash: keyHash, workspace_id: workspaceId, subject_id: inboxId })
    .execute()
}

/** Which workspace's which inbox a widget's key belongs to. By the directory's primary key. */
export async function findWidgetKey(
  db: DbOrTx,
  keyHash: Buffer,
): Promise<Readonly<{ workspaceId: WorkspaceId; inboxId: InboxId }> | null> {
  const { rows } = await sql<{ workspaceId: WorkspaceId; inboxId: InboxId }>`
    select workspace_id as "workspaceId", subject_id as "inboxId" from directory
    where kind = 'widget_key' and key_hash = ${keyHash}`.execute(db)
  return rows[0] ?? null
}
