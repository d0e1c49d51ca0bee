import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { insertMember, insertUser, type NewMember, type NewUser } from './user-queries.ts'

/** Makes a sign-in for somebody whose e-mail has none; `email_taken` otherwise, so that nobody's is replaced. */
export async function createUser(tx: Tx, user: NewUser): Promise<void> {
  if (!(await insertUser(tx, user))) throw new AppError('email_taken', { userId: user.id })
}

/** Makes somebody with a sign-in a member of the workspace; who is one already is `email_taken`. */
export async function addMember(tx: Tx, scope: Scope, member: NewMember): Promise<void> {
  if (!(await insertMember(tx, scope, member))) throw new AppError('email_taken', { userId: member.userId })
}
