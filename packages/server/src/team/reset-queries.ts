import type { UserId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Tx } from '../platform/db/index.ts'

/** The person of an e-mail, held until the transaction ends; null when it has no sign-in. By users_email. */
export async function lockUser(tx: Tx, email: string): Promise<UserId | null> {
  const { rows } = await sql<{ id: UserId }>`
    select user_id as id from users where email = ${email} for no key update`.execute(tx)
  return rows[0]?.id ?? null
}

/** Gives a person another password. By primary key. */
export async function updatePassword(tx: Tx, userId: UserId, passwordHash: string): Promise<void> {
  await sql`update users set password_hash = ${passwordHash} where user_id = ${userId}`.execute(tx)
}

/** Ends every login of a person; answers the hashes they were found by. By directory_subject. */
export async function deleteLogins(tx: Tx, userId: UserId): Promise<Buffer[]> {
  const { rows } = await sql<{ key_hash: Buffer }>`
    delete from directory where subject_id = ${userId} and kind in ('login', 'reset') returning key_hash`.execute(
    tx,
  )
  return rows.map((row) => row.key_hash)
}

/** Ends every API key that a person made, wherever; answers the hashes they were found by. By directory_subject. */
export async function deleteKeysOf(tx: Tx, userId: UserId): Promise<Buffer[]> {
  const { rows } = await sql<{ key_hash: Buffer }>`
    /* all workspaces: a person is one in all of theirs */
    with gone as (
      delete from directory where subject_id = ${userId} and kind = 'api_key' returning workspace_id, key_hash
    ), keys as (
      delete from api_keys k using gone g where k.workspace_id = g.workspace_id and k.key_hash = g.key_hash
         and k.user_id = ${userId}
    )
    select key_hash from gone`.execute(tx)
  return rows.map((row) => row.key_hash)
}

/** Forgets the failures that shut an account. By primary key. */
export async function forgetFailures(tx: Tx, key: string): Promise<void> {
  await sql`delete from throttles where key = ${key}`.execute(tx)
}
