import type { VisitorIdentity } from '@rapport/contract/light'
import type { TextStorage } from './open-storage.ts'

/** A visitor's token as this browser keeps it, with the signature it was given for. */
export type StoredVisitor = Readonly<{ token: string; signature: string | null }>

/**
 * Tokens of one widget, in the storage of the panel's own origin: the host page cannot read it. A stranger's and a signed
 * visitor's are kept apart, so that a page which has not (or no longer) said who is there never opens the history
 * of whoever was there before.
 */
export type VisitorTokens = Readonly<{
  find(identity: VisitorIdentity | null): string | null
  keep(identity: VisitorIdentity | null, token: string): void
  forget(identity: VisitorIdentity | null): void
  forgetAll(): void
  all(): readonly string[]
}>

/** Reads and writes them in the storage given. */
export function createVisitorTokens(key: string, storage: TextStorage): VisitorTokens {
  const nameOf = (identity: VisitorIdentity | null) => `rapport.${identity ? 'signed' : 'stranger'}.${key}`
  const read = (name: string): StoredVisitor | null => parse(storage.getItem(name))
  const names = [`rapport.signed.${key}`, `rapport.stranger.${key}`]
  return {
    find(identity) {
      const stored = read(nameOf(identity))
      return stored && stored.signature === (identity?.signature ?? null) ? stored.token : null
    },
    keep(identity, token) {
      storage.setItem(nameOf(identity), JSON.stringify({ token, signature: identity?.signature ?? null }))
    },
    forget: (identity) => storage.removeItem(nameOf(identity)),
    forgetAll() {
      for (const name of names) storage.removeItem(name)
    },
    all: () => names.map(read).flatMap((stored) => (stored ? [stored.token] : [])),
  }
}

function parse(text: string | null): StoredVisitor | null {
  if (text === null) return null
  try {
    const { token, signature } = JSON.parse(text) as Partial<StoredVisitor>
    return typeof token === 'string' ? { token, signature: signature ?? null } : null
  } catch {
    return null // not ours: another version wrote it, and a new token replaces it
  }
}
