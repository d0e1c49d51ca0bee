/**
 * Secrets: made, hashed, compared, signed and sealed here and nowhere else. What a stranger holds is 256 bits of
 * randomness kept as a hash; what we must read back is sealed with the installation's key.
 */
export * from './belongs-to-database.ts'
export * from './passwords.ts'
export * from './standard-webhooks.ts'
export * from './tokens.ts'
export * from './vault.ts'
