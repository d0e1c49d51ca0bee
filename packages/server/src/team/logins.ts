import type { Instant, UserId } from '@rapport/domain'
import type { LoginContext } from '../platform/context.ts'
import { newToken, tokenHash } from '../platform/crypto/index.ts'
import type { DbOrTx } from '../platform/db/index.ts'
import { deleteLogin, insertLogin } from './login-queries.ts'
import { notePresence } from './note-presence.ts'

/** A login just made: the token for its holder, here and nowhere else. */
export type Login = Readonly<{ userId: UserId; token: string; expiresAt: Instant }>

/** Makes a login for somebody whose right to it has just been proven. Always a new token, so none can be planted. */
export async function issueLogin(
  db: DbOrTx,
  { userId, address }: Readonly<{ userId: UserId; address: string }>,
): Promise<Login> {
  const token = newToken()
  const expiresAt = await insertLogin(db, { keyHash: tokenHash(token), userId, address })
  return { userId, token, expiresAt }
}

/** Ends the login one came with: with the next request, and its sockets at once. */
export async function signOut(ctx: LoginContext): Promise<void> {
  const { db, bus, loginKey, userId } = ctx
  await deleteLogin(db, Buffer.from(loginKey, 'hex'))
  bus.publish({ type: 'token_ended', key: loginKey })
  await notePresence(ctx, userId, 'agent.signed_out')
}
