import { randomUUIDv7 } from 'node:crypto'
import { asId, type UserId } from '@rapport/domain'
import type { PublicContext } from '../platform/context.ts'
import { hashPassword } from '../platform/crypto/index.ts'
import { type DbOrTx, inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { anyWorkspaceExists, createWorkspace } from '../workspaces/index.ts'
import { createUser } from './add-person.ts'
import { issueLogin, type Login } from './logins.ts'
import { lockSetUp } from './set-up-queries.ts'

/** What the first person says of themselves and their workspace. */
export type SetUp = Readonly<{ workspaceName: string; name: string; email: string; password: string }>

/** Whether the installation still waits for its first workspace. */
export const isSetUpNeeded = async (db: DbOrTx): Promise<boolean> => !(await anyWorkspaceExists(db))

/**
 * Makes the first workspace and its owner, and signs the owner in. It works once: of several at the same time one
 * wins, and the others are told `already_set_up`, as is everybody ever after.
 */
export async function runSetUp(ctx: PublicContext, choices: SetUp): Promise<Login> {
  const { workspaceName, name, email, password } = choices
  // Asked before the password is hashed too, as a stranger may call this and hashing is dear.
  if (!(await isSetUpNeeded(ctx.db))) throw new AppError('already_set_up')
  const passwordHash = await hashPassword(password)
  const id = asId<UserId>(randomUUIDv7())

  return await inTransaction(ctx, async (tx) => {
    await lockSetUp(tx)
    if (!(await isSetUpNeeded(tx))) throw new AppError('already_set_up')
    await createUser(tx, { id, email, name, passwordHash })
    await createWorkspace(tx, { name: workspaceName, owner: { id, name } })
    return await issueLogin(tx, { userId: id, address: ctx.address })
  })
}
