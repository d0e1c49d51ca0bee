import { randomUUIDv7 } from 'node:crypto'
import { type InboxId, type Instant, instant } from '@rapport/domain'
import type { AgentContext, Platform, Scope } from '../platform/context.ts'
import { newWebhookSecret, openIfOurs } from '../platform/crypto/index.ts'
import { afterCommit, type DbOrTx, inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { insertChannelAccount } from './channel-accounts-queries.ts'
import { insertSecret, listSecrets, retireSecrets, type SecretPurpose } from './channel-secrets-queries.ts'
import { lockGenericInbox } from './generic-inbox-queries.ts'

/** A secret that proves or signs a channel's webhooks, opened. It stands until `expiresAt`. */
export type ChannelSecret = Readonly<{ purpose: SecretPurpose; secret: string; expiresAt: Instant | null }>

type Keys = Pick<Platform, 'vault' | 'now'>

const placeOf = ({ workspaceId }: Scope, inboxId: InboxId, secretId: string) =>
  `inbox_secrets.sealed:${workspaceId}:${inboxId}:${secretId}`

/**
 * Makes what signs one way of an inbox's channel: answered this once, and kept sealed for this inbox and this row alone,
 * so that neither a copy of the database nor a row moved elsewhere signs for anybody.
 */
export async function makeSecret(
  tx: Tx,
  { vault, now }: Keys,
  scope: Scope,
  { inboxId, purpose }: Readonly<{ inboxId: InboxId; purpose: SecretPurpose }>,
): Promise<string> {
  const secret = newWebhookSecret()
  const id = randomUUIDv7()
  const sealed = vault.seal(secret, placeOf(scope, inboxId, id))
  await insertSecret(tx, scope, inboxId, { id, purpose, sealed, hint: secret.slice(-4), createdAt: now() })
  return secret
}

/** Puts a new secret in the place of one way's old ones, which stand for some hours more, or not at all. */
export async function rotateSecret(
  ctx: AgentContext,
  { inboxId, purpose, oldSecretHours }: { inboxId: InboxId; purpose: SecretPurpose; oldSecretHours: number },
): Promise<string> {
  const { scope } = ctx
  return await inTransaction(ctx, async (tx) => {
    if (!(await lockGenericInbox(tx, scope, inboxId))) throw new AppError('not_found', { inboxId })
    const now = ctx.now()
    await retireSecrets(tx, scope, inboxId, {
      purpose,
      now,
      until: instant(now + oldSecretHours * 3_600_000),
    })
    await insertChannelAccount(tx, scope, { kind: 'generic', inboxId })
    // Whoever signs with an old secret may lose the right to at once, on every node.
    afterCommit(tx, () => tellInboxChanged(ctx))
    return await makeSecret(tx, ctx, scope, { inboxId, purpose })
  })
}

/**
 * The secrets of an inbox that stand now, opened, newest first. One that another installation's key sealed is left out:
 * it proves and signs nothing, and must not keep the one made in its place from it.
 */
export async function openSecrets(
  { vault, now }: Keys,
  db: DbOrTx,
  scope: Scope,
  inboxId: InboxId,
): Promise<readonly ChannelSecret[]> {
  const sealed = await listSecrets(db, scope, inboxId, now())
  return sealed.flatMap(({ id, purpose, sealed: box, expiresAt }) => {
    const secret = openIfOurs(vault, box, placeOf(scope, inboxId, id))
    return secret === null ? [] : [{ purpose, expiresAt, secret }]
  })
}

/** Tells every node that an inbox is not what it was, so that what they remember of it is read again. */
export function tellInboxChanged({ bus, scope }: Pick<AgentContext, 'bus' | 'scope'>): void {
  bus.publish({ type: 'access_changed', workspaceId: scope.workspaceId, agentId: null })
}
