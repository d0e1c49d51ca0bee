import type { InboxId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Context, Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import type { Ingested } from './open-thread.ts'

/** The answer an earlier write of this client id got, with the hash of what it asked. By primary key. */
export async function findAnswer(
  db: Db,
  { workspaceId }: Scope,
  { ownerId, clientId }: { ownerId: string; clientId: string },
): Promise<{ bodyHash: Buffer; answer: unknown } | null> {
  const { rows } = await sql<{ body_hash: Buffer; answer: unknown }>`
    select body_hash, answer from idempotency
    where workspace_id = ${workspaceId} and owner_id = ${ownerId} and client_id = ${clientId}`.execute(db)
  const row = rows[0]
  return row === undefined ? null : { bodyHash: row.body_hash, answer: row.answer }
}

/** What became of a channel's message by its key; null for one that has not come, or came long ago. By primary key. */
export async function findIngested(
  { db, scope }: Context,
  inboxId: InboxId,
  key: string,
): Promise<Ingested | null> {
  const found = await findAnswer(db, scope, { ownerId: inboxId, clientId: key })
  return (found?.answer as Ingested | undefined) ?? null
}

/**
 * Forgets answers older than 8 days, the longest a channel goes on redelivering; at most `limit` at a time, so that
 * no lock is held long. By the index on age, workspace by workspace.
 */
export async function pruneAnswers(db: Db, { workspaceId }: Scope, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotency where workspace_id = ${workspaceId} and (owner_id, client_id) in (
      select owner_id, client_id from idempotency
      where workspace_id = ${workspaceId} and created_at < now() - interval '8 days'
      order by created_at limit ${limit})`.execute(db)
  return Number(numAffectedRows ?? 0)
}
