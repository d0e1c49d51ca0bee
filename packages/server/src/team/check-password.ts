import type { UserId } from '@rapport/domain'
import type { PublicContext } from '../platform/context.ts'
import { tokenHash, verifyPassword } from '../platform/crypto/index.ts'
import { AppError } from '../platform/errors.ts'
import { limitKeyOf } from '../platform/http/index.ts'
import { type Attempts, countAttempt, takeBackAttempt } from './throttle-queries.ts'
import { createTurns } from './turns.ts'
import { findSignIn, type SignInRow } from './user-queries.ts'

/** The most failures per account, and per address, in a quarter of an hour. */
const failuresMax = 10

/**
 * What the password of nobody is checked against: nothing hashes to it, and checking it costs what checking a real one
 * does, so that the time taken does not tell whether an e-mail has a sign-in.
 */
export const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

/**
 * Answers whose e-mail and password these are, or throws `wrong_credentials`, the same for a wrong password and an
 * e-mail nobody has.
 *
 * After ten failures in a quarter of an hour, for one account or from one address, it is `too_many_requests` without a
 * look at the password. An account's limit does not hold where it is signed in already: at an address from which one
 * of its logins, still valid, was made, only that address's own limit does. So a stranger who guesses shuts
 * nobody out of their own desk, and gets no more tries for it.
 */
export async function checkPassword(ctx: PublicContext, email: string, password: string): Promise<UserId> {
  const keys = [accountLimitKey(email), `sign-in:address:${limitKeyOf(ctx.address)}`]
  return await turns.inTurn(keys, () => check(ctx, { email, password, keys }))
}

/** By what the failures of an account are counted. */
export const accountLimitKey = (email: string): string =>
  `sign-in:account:${tokenHash(email).toString('hex')}`

/**
 * Attempts of one account or one address take turns in this process: an attempt counts while it is under way, and
 * without turns a whole office that signs in at nine would be one address with too many.
 */
const turns = createTurns()

type Attempt = Readonly<{ email: string; password: string; keys: readonly string[] }>

async function check(ctx: PublicContext, { email, password, keys }: Attempt): Promise<UserId> {
  // Counted before the password is checked, so that attempts made at once, on any node, get no more tries.
  const counts = ctx.exempt ? new Map<string, Attempts>() : await countAttempt(ctx.db, keys)
  const account = await findSignIn(ctx.db, email, ctx.address)
  const retryAfterMs = shutOutMs(account, keys, counts)
  if (retryAfterMs > 0) throw new AppError('too_many_requests', { address: ctx.address }, { retryAfterMs })

  const isRight = await verifyPassword(password, account?.passwordHash ?? nobodysHash)
  if (!account || !isRight) throw new AppError('wrong_credentials', { userId: account?.userId })
  if (!ctx.exempt) await takeBackAttempt(ctx.db, keys)
  return account.userId
}

/** How long no password is looked at; 0 when one is. */
function shutOutMs(
  account: SignInRow | null,
  keys: readonly string[],
  counts: Map<string, Attempts>,
): number {
  const [ofAccount, ofAddress] = keys.map((key) => counts.get(key))
  const overMs = (attempts: Attempts | undefined) =>
    attempts !== undefined && attempts.count > failuresMax ? attempts.leftMs : 0
  return Math.max(overMs(ofAddress), account?.isKnownHere === true ? 0 : overMs(ofAccount))
}
