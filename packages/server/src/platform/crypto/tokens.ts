import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A secret for a stranger to hold: 256 random bits, URL-safe. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored and looked up instead of a token. The token is random, so a plain hash is enough. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest()

/** Whether two secrets are equal, in time that does not tell how much of them is. */
export function sameSecret(a: string, b: string): boolean {
  // Hashed first, so that neither the length nor the contents show in the time taken.
  return timingSafeEqual(tokenHash(a), tokenHash(b))
}
