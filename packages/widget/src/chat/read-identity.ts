import type { VisitorIdentity } from '@rapport/contract/light'

/**
 * The identity in what a page handed over, field by field; null when the page said nothing usable. Whatever else the
 * object holds is left behind, so that nothing a page says reaches us but what it signed.
 */
export function readIdentity(value: unknown): VisitorIdentity | null {
  if (typeof value !== 'object' || value === null) return null
  const { userId, name, email, signature } = value as Record<string, unknown>
  if (typeof signature !== 'string' || (typeof userId !== 'string' && typeof userId !== 'number')) return null
  return {
    userId: String(userId),
    signature,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof email === 'string' ? { email } : {}),
  }
}
