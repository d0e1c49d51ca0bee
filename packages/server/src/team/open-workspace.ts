import { randomUUIDv7 } from 'node:crypto'
import { asId, type UserId, type WorkspaceId } from '@rapport/domain'
import type { Platform } from '../platform/context.ts'
import { hashPassword } from '../platform/crypto/index.ts'
import { inTransaction } from '../platform/db/index.ts'
import { createWorkspace } from '../workspaces/index.ts'
import { createUser } from './add-person.ts'
import { lockUser } from './reset-queries.ts'

/** A workspace to be opened. `password` is for an owner without a sign-in, and not looked at for one who has it. */
export type NewDesk = Readonly<{
  name: string
  owner: Readonly<{ email: string; name: string }>
  password: string
}>

/** Where it is, and whether its owner got their sign-in with it. */
export type OpenedDesk = Readonly<{ workspaceId: WorkspaceId; isNewOwner: boolean }>

/**
 * Makes a workspace and its owner, beside whatever is there: who has a sign-in keeps it, and gets the workspace besides
 * their others. For an operator, who needs no right but the machine.
 */
export async function openWorkspace(
  { db }: Pick<Platform, 'db'>,
  { name, owner, password }: NewDesk,
): Promise<OpenedDesk> {
  const passwordHash = await hashPassword(password)
  return await inTransaction(db, async (tx) => {
    const known = await lockUser(tx, owner.email)
    const id = known ?? asId<UserId>(randomUUIDv7())
    if (known === null) await createUser(tx, { id, email: owner.email, name: owner.name, passwordHash })
    const { workspaceId } = await createWorkspace(tx, { name, owner: { id, name: owner.name } })
    return { workspaceId, isNewOwner: known === null }
  })
}
