import type { Instant, UserId } from '@rapport/domain'
import { sql } from 'kysely'
import type { DbOrTx } from '../platform/db/index.ts'

/** How long a login lasts, in days. */
const loginDays = 30

/** Keeps a login by its hash, and where it was made from. Answers when it runs out, by the database's clock. */
export async function insertLogin(
  db: DbOrTx,
  { keyHash, userId, address }: Readonly<{ keyHash: Buffer; userId: UserId; address: string }>,
): Promise<Instant> {
  const { rows } = await sql<{ expiresAt: Instant }>`
    insert into directory (kind, key_hash, subject_id, data, expires_at)
    values ('login', ${keyHash}, ${userId}, ${JSON.stringify({ address })}, now() + make_interval(days => ${loginDays}))
    returning expires_at as "expiresAt"`.execute(db)
  if (!rows[0]) throw new Error('A login was not stored')
  return rows[0].expiresAt
}

/** Forgets a login; false when it was over already. */
export async function deleteLogin(db: DbOrTx, keyHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    delete from directory where kind = 'login' and key_hash = ${keyHash} returning key_hash`.execute(db)
  return rows.length > 0
}

/** Forgets every token that has run out, and every count of failures that no longer counts; for a daily job. */
export async function deleteExpired(db: DbOrTx): Promise<void> {
  await sql`
    /* all workspaces: what has run out has run out everywhere */
    delete from directory where expires_at < now()`.execute(db)
  await sql`delete from throttles where window_ends_at < now()`.execute(db)
}
