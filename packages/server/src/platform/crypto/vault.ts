import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** The installation's own key and what is done with it. */
export type Vault = Readonly<{
  /** Encrypts (AES-256-GCM) a value for one place: a sealed value copied elsewhere does not open. */
  seal(plain: string, place: string): Buffer
  /** Opens what `seal` made for the same place; throws when it was altered or moved. */
  open(sealed: Buffer, place: string): string
  /** A hex HMAC-SHA-256 for one purpose; a signature for another purpose never fits. */
  sign(purpose: string, text: string): string
}>

const version = 1
const ivBytes = 12
const tagBytes = 16

/** A vault over 32 random bytes, kept outside the database. Each use derives a key of its own. */
export function createVault(master: Buffer): Vault {
  if (master.length !== 32) throw new Error(`The installation key must have 32 bytes, not ${master.length}`)
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', master, 'rapport', use, 32))
  const sealing = derive('seal')

  return {
    seal(plain, place) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), body])
    },
    open(sealed, place) {
      if (sealed[0] !== version) throw new Error('Sealed by an unknown version')
      const iv = sealed.subarray(1, 1 + ivBytes)
      const tag = sealed.subarray(1 + ivBytes, 1 + ivBytes + tagBytes)
      const body = sealed.subarray(1 + ivBytes + tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(place)).setAuthTag(tag)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    sign: (purpose, text) =>
      createHmac('sha256', derive(`sign:${purpose}`))
        .update(text)
        .digest('hex'),
  }
}

/**
 * What was sealed for a place; null where this vault does not open it. For what another installation's key may have
 * sealed: after a restore under a new key its loss is an answer, and no reason to fail before somebody makes it anew.
 */
export function openIfOurs(vault: Vault, sealed: Buffer, place: string): string | null {
  try {
    return vault.open(sealed, place)
  } catch (error) {
    // Another key shows only in that nothing opens; there is no other way to ask.
    if (error instanceof Error) return null
    throw error
  }
}
