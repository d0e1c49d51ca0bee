import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** The fingerprint of the key that this database is used with: the one given, where there is none yet. One row, one key. */
export async function claimFingerprint(db: Db, fingerprint: string): Promise<string | null> {
  const { rows } = await sql<{ fingerprint: string }>`
    insert into installation_key (fingerprint) values (${fingerprint})
    on conflict (is_only) do update set fingerprint = installation_key.fingerprint
    returning fingerprint`.execute(db)
  return rows[0]?.fingerprint ?? null
}
