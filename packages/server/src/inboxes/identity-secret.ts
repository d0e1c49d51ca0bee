import type { InboxId } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { newToken, openIfOurs } from '../platform/crypto/index.ts'
import { AppError } from '../platform/errors.ts'
import { findIdentitySecret, storeIdentitySecret } from './inbox-queries.ts'

/** What identity secrets are made with. */
type Keys = Pick<Platform, 'db' | 'vault'>

const placeOf = ({ workspaceId }: Scope, inboxId: InboxId) =>
  `inboxes.identity_secret:${workspaceId}:${inboxId}`

/**
 * Makes the key a host page signs its visitors with: 256 random bits, answered this once and kept sealed for this
 * inbox alone, so that neither a copy of the database nor one moved to another inbox's row signs for anybody.
 */
export async function makeIdentitySecret(
  { db, vault }: Keys,
  scope: Scope,
  inboxId: InboxId,
): Promise<string> {
  const secret = newToken()
  const sealed = vault.seal(secret, placeOf(scope, inboxId))
  if (!(await storeIdentitySecret(db, scope, { inboxId, sealed })))
    throw new AppError('not_found', { inboxId })
  return secret
}

/** The key an inbox's visitors are signed with; null while none was made or it was lost: nobody can be vouched for. */
export async function openIdentitySecret(
  { db, vault }: Keys,
  scope: Scope,
  inboxId: InboxId,
): Promise<string | null> {
  const sealed = await findIdentitySecret(db, scope, inboxId)
  return sealed && openIfOurs(vault, sealed, placeOf(scope, inboxId))
}
