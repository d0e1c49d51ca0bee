import type { PublicContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { checkPassword } from './check-password.ts'
import { issueLogin, type Login } from './logins.ts'
import { listMyPlaces } from './me-queries.ts'
import { notePresence } from './note-presence.ts'

/**
 * Signs somebody in with e-mail and password. Who is shut out of all their workspaces is answered like a wrong
 * password, as there is nowhere for them to be.
 */
export async function signIn(
  ctx: PublicContext,
  { email, password }: Readonly<{ email: string; password: string }>,
): Promise<Login> {
  const userId = await checkPassword(ctx, email, password)
  const places = await listMyPlaces(ctx.db, userId)
  if (places.length === 0) throw new AppError('wrong_credentials', { userId })
  const login = await issueLogin(ctx.db, { userId, address: ctx.address })
  await notePresence(ctx, userId, 'agent.signed_in')
  return login
}
