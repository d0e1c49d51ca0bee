import type { Db } from '../db/index.ts'
import { claimFingerprint } from './fingerprint-queries.ts'
import { sameSecret } from './tokens.ts'
import type { Vault } from './vault.ts'

/**
 * Whether this key is the one the database is used with; the first to ask decides. With another one nothing sealed opens
 * and no link of the other nodes holds, so a node that has it must not start.
 */
export async function belongsToDatabase(vault: Vault, db: Db): Promise<boolean> {
  const fingerprint = fingerprintOf(vault)
  return sameSecret(fingerprint, (await claimFingerprint(db, fingerprint)) ?? '')
}

/** Tells one installation's key from another's; says nothing about the key itself. */
export const fingerprintOf = (vault: Vault): string => vault.sign('installation', 'key fingerprint')
