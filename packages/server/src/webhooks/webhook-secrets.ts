import type { WebhookId } from '@rapport/domain'
import type { Scope } from '../platform/context.ts'
import { newWebhookSecret, openIfOurs, type Vault } from '../platform/crypto/index.ts'

/** A new secret, sealed for its webhook alone: copied to another row it signs nothing. */
export type MadeSecret = Readonly<{ secret: string; hint: string; sealed: Buffer }>

/** Makes the secret that signs a webhook's deliveries. */
export function makeSecret(vault: Vault, scope: Scope, id: WebhookId): MadeSecret {
  const secret = newWebhookSecret()
  return { secret, hint: secret.slice(-4), sealed: vault.seal(secret, placeOf(scope, id)) }
}

// The old secret stays sealed as it was when a new one comes, so both have the same place.
const placeOf = ({ workspaceId }: Scope, id: WebhookId) => `webhooks.secret:${workspaceId}:${id}`

/** What signs a webhook's deliveries, as it is stored. */
export type Sealed = Readonly<{
  id: WebhookId
  secret: Buffer
  oldSecret: Buffer | null
  oldSecretUntil: number | null
}>

/**
 * The secrets that sign at this moment: the present one, and the one before it while it still stands. None of them,
 * where they were sealed under another installation's key.
 */
export function openSecrets(vault: Vault, scope: Scope, webhook: Sealed, now: number): string[] {
  const { id, secret, oldSecret, oldSecretUntil } = webhook
  const isOldValid = oldSecret !== null && oldSecretUntil !== null && now < oldSecretUntil
  return (isOldValid ? [secret, oldSecret] : [secret]).flatMap(
    (sealed) => openIfOurs(vault, sealed, placeOf(scope, id)) ?? [],
  )
}
