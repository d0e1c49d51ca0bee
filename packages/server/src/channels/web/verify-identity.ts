import { createHmac } from 'node:crypto'
import { identityPayload, type VisitorIdentity } from '@rapport/contract'
import { sameSecret } from '../../platform/crypto/index.ts'

/** What a host page's server signs its visitor with: the hex HMAC-SHA-256 of `identityPayload` under the secret. */
export const signIdentity = (
  identity: Pick<VisitorIdentity, 'userId' | 'name' | 'email'>,
  secret: string,
): string => createHmac('sha256', secret).update(identityPayload(identity), 'utf8').digest('hex')

/**
 * Whether the page signed exactly these values with this inbox's secret. Total: an inbox that has no secret yet
 * vouches for nobody.
 */
export const isSignedBy = (identity: VisitorIdentity, secret: string | null): boolean =>
  secret !== null && sameSecret(identity.signature, signIdentity(identity, secret))
