import type { Instant } from '@rapport/domain'
import { sameSecret, type Vault } from '../crypto/index.ts'

/** The header that lifts the public limits for one's own tools. */
export const exemptionHeader = 'rapport-exempt'

const purpose = 'rate-limit-exemption'
const aheadMaxMs = 60 * 60_000

/** A pass for whoever holds the installation's key: `<expiry ms>.<signature>`, good for an hour at most. */
export function makeExemption(vault: Vault, expiresAt: Instant): string {
  return `${expiresAt}.${vault.sign(purpose, String(expiresAt))}`
}

/** Whether a request carries a pass that holds now. The same answer for HTTP and for sockets. */
export function isExempt(vault: Vault, header: string | string[] | undefined, now: Instant): boolean {
  if (typeof header !== 'string') return false
  const [, expiry, signature] = /^(\d{1,15})\.([0-9a-f]{64})$/.exec(header) ?? []
  if (expiry === undefined || signature === undefined) return false
  const expiresAt = Number(expiry)
  if (expiresAt <= now || expiresAt > now + aheadMaxMs) return false
  return sameSecret(signature, vault.sign(purpose, expiry))
}
