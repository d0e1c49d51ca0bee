import type { InboxId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { tokenHash } from '../platform/crypto/index.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** An account of a provider: a kind of channel, and the account's name there. A generic channel's is its inbox. */
export type ChannelAccount = Readonly<{ kind: string; account: string }>

const keyOf = ({ kind, account }: ChannelAccount) => tokenHash(`${kind}:${account}`)

/** Makes a generic inbox findable by its address. Saying it again is harmless. */
export async function insertChannelAccount(
  tx: Tx,
  { workspaceId }: Scope,
  { kind, inboxId }: Readonly<{ kind: string; inboxId: InboxId }>,
): Promise<void> {
  await tx
    .insertInto('directory')
    .values({
      kind: 'channel_account',
      key_hash: keyOf({ kind, account: inboxId }),
      workspace_id: workspaceId,
      subject_id: inboxId,
    })
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Which workspace's which inbox serves an account. By the directory's primary key. */
export async function findChannelAccount(
  db: DbOrTx,
  account: ChannelAccount,
): Promise<Readonly<{ workspaceId: WorkspaceId; inboxId: InboxId }> | null> {
  const { rows } = await sql<{ workspaceId: WorkspaceId; inboxId: InboxId }>`
    select workspace_id as "workspaceId", subject_id as "inboxId" from directory
    where kind = 'channel_account' and key_hash = ${keyOf(account)}`.execute(db)
  return rows[0] ?? null
}
