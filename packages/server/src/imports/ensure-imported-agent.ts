import { randomUUIDv7 } from 'node:crypto'
import { type AgentId, asId } from '@rapport/domain'
import { hashPassword, newToken } from '../platform/crypto/index.ts'
import { inTransaction } from '../platform/db/index.ts'
import { addMember, createUser, updateDeactivated } from '../team/index.ts'
import type { ImportTarget } from './import-target.ts'
import { findMemberByEmail, lockImports } from './imports-queries.ts'

/** `.invalid` can never receive mail (RFC 2606), so nobody can ever claim this sign-in. */
const emailOf = (workspaceId: string) => `imported-agent.${workspaceId}@import.invalid`

/**
 * The member who stands for everybody that answered elsewhere, made with the first import. Deactivated from the start
 * and with a password nobody has ever seen: an author, never a way in.
 */
export async function ensureImportedAgent({
  db,
  scope,
}: Pick<ImportTarget, 'db' | 'scope'>): Promise<AgentId> {
  const email = emailOf(scope.workspaceId)
  const known = await findMemberByEmail(db, scope, email)
  if (known !== null) return known
  const passwordHash = await hashPassword(newToken())
  return inTransaction(db, async (tx) => {
    await lockImports(tx, scope)
    const madeMeanwhile = await findMemberByEmail(tx, scope, email)
    if (madeMeanwhile !== null) return madeMeanwhile
    const id = asId<AgentId>(randomUUIDv7())
    await createUser(tx, { id, email, name: 'Imported agent', passwordHash })
    await addMember(tx, scope, { userId: id, role: 'agent', displayName: 'Imported agent' })
    await updateDeactivated(tx, scope, { id, deactivated: true })
    return id
  })
}
