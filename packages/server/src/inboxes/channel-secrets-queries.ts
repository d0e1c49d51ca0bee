import { type InboxId, type Instant, instant } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** Which way a secret signs. */
export type SecretPurpose = 'inbound' | 'outbound'

/** A secret as it is stored. */
export type SealedSecret = Readonly<{
  id: string
  purpose: SecretPurpose
  sealed: Buffer
  hint: string
  createdAt: Instant
  expiresAt: Instant | null
}>

/** The secrets of an inbox that stand at a moment, newest first. By the primary key's first columns. */
export async function listSecrets(
  db: DbOrTx,
  { workspaceId }: Scope,
  inboxId: InboxId,
  at: Instant,
): Promise<SealedSecret[]> {
  const { rows } = await sql<SealedSecret>`
    select secret_id as id, purpose, sealed, hint, created_at as "createdAt", expires_at as "expiresAt"
    from inbox_secrets
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId}
      and (expires_at is null or expires_at > ${new Date(at)})
    order by created_at desc, secret_id desc`.execute(db)
  return rows.map((row) => ({
    ...row,
    createdAt: instant(row.createdAt),
    expiresAt: row.expiresAt === null ? null : instant(row.expiresAt),
  }))
}

/** Adds a secret, which stands until another takes its place. */
export async function insertSecret(
  tx: Tx,
  { workspaceId }: Scope,
  inboxId: InboxId,
  secret: Omit<SealedSecret, 'expiresAt'>,
): Promise<void> {
  await tx
    .insertInto('inbox_secrets')
    .values({
      workspace_id: workspaceId,
      inbox_id: inboxId,
      secret_id: secret.id,
      purpose: secret.purpose,
      sealed: secret.sealed,
      hint: secret.hint,
      created_at: new Date(secret.createdAt),
    })
    .execute()
}

/** Lets the secrets of one way stand until a moment at the longest, and forgets those that are over by now. */
export async function retireSecrets(
  tx: Tx,
  { workspaceId }: Scope,
  inboxId: InboxId,
  { purpose, now, until }: Readonly<{ purpose: SecretPurpose; now: Instant; until: Instant }>,
): Promise<void> {
  await sql`update inbox_secrets set expires_at = least(expires_at, ${new Date(until)})
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId} and purpose = ${purpose}`.execute(tx)
  await sql`delete from inbox_secrets
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId} and expires_at <= ${new Date(now)}`.execute(
    tx,
  )
}
