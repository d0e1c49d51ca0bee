import { sql } from 'kysely'
import type { Tx } from '../platform/db/index.ts'

/** Lets one at a time set up the installation, until its transaction ends. */
export async function lockSetUp(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rapport set-up'))`.execute(tx)
}
