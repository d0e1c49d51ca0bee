import type { ContactId, InboxId, Instant, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope, VisitorPerson } from '../../platform/context.ts'
import type { Db } from '../../platform/db/index.ts'

/** What a visitor's token stands for, as the directory keeps it beside the hash. */
export type VisitorData = VisitorPerson & Readonly<{ inboxId: InboxId; thread: string }>

export type NewVisitorToken = Readonly<{
  hash: Buffer
  contactId: ContactId
  data: VisitorData
  expiresAt: Instant
}>

/** Keeps a visitor's token, as its hash alone. */
export async function insertVisitorToken(
  db: Db,
  { workspaceId }: Scope,
  token: NewVisitorToken,
): Promise<void> {
  const { hash, contactId, data, expiresAt } = token
  await sql`
    insert into directory (kind, key_hash, workspace_id, subject_id, data, expires_at)
    values ('visitor', ${hash}, ${workspaceId}, ${contactId}, ${JSON.stringify(data)}, ${new Date(expiresAt)})`.execute(
    db,
  )
}

/**
 * Whose token this is, unless it has expired by the database's clock. Asked before the workspace is known, by
 * the directory's primary key.
 */
export async function findVisitorToken(
  db: Db,
  hash: Buffer,
): Promise<{ workspaceId: WorkspaceId; contactId: ContactId; data: VisitorData } | null> {
  const { rows } = await sql<{ workspaceId: WorkspaceId; contactId: ContactId; data: VisitorData }>`
    select workspace_id as "workspaceId", subject_id as "contactId", data
    from directory
    where kind = 'visitor' and key_hash = ${hash} and expires_at > now()`.execute(db)
  return rows[0] ?? null
}

/** Forgets a token for ever. By the directory's primary key; gone already is as good. */
export async function deleteVisitorToken(db: Db, { workspaceId }: Scope, hash: Buffer): Promise<void> {
  await sql`
    delete from directory
    where kind = 'visitor' and key_hash = ${hash} and workspace_id = ${workspaceId}`.execute(db)
}
