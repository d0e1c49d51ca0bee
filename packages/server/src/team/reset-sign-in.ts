import type { Platform } from '../platform/context.ts'
import { hashPassword } from '../platform/crypto/index.ts'
import { afterCommit, inTransaction } from '../platform/db/index.ts'
import { accountLimitKey } from './check-password.ts'
import { deleteKeysOf, deleteLogins, forgetFailures, lockUser, updatePassword } from './reset-queries.ts'

/** What was ended with the old password. */
export type ResetTally = Readonly<{ logins: number; apiKeys: number }>

/** Who is to have which password; `keepKeys` leaves the API keys they made. */
export type SignInReset = Readonly<{ email: string; password: string; keepKeys: boolean }>

/**
 * Gives somebody a new password, and ends whatever was opened with the old one: their logins everywhere at once, and
 * the API keys they made unless those are kept. An account shut by wrong passwords is open again. Null when the e-mail
 * has no sign-in. For an operator, who needs no right but the machine.
 */
export async function resetSignIn(
  { db, bus }: Pick<Platform, 'db' | 'bus'>,
  { email, password, keepKeys }: SignInReset,
): Promise<ResetTally | null> {
  const passwordHash = await hashPassword(password)
  return await inTransaction(db, async (tx) => {
    const userId = await lockUser(tx, email)
    if (userId === null) return null
    await updatePassword(tx, userId, passwordHash)
    await forgetFailures(tx, accountLimitKey(email))
    const logins = await deleteLogins(tx, userId)
    const apiKeys = keepKeys ? [] : await deleteKeysOf(tx, userId)
    afterCommit(tx, () => {
      for (const key of [...logins, ...apiKeys])
        bus.publish({ type: 'token_ended', key: key.toString('hex') })
    })
    return { logins: logins.length, apiKeys: apiKeys.length }
  })
}
