import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, DbOrTx } from '../db/index.ts'

/** A signal about rights as a node wrote it down. */
export type RightsChange = Readonly<{ change_id: string; signal: unknown }>

/** Writes a change down for the other nodes, and removes those that every node has read long ago. */
export async function insertRightsChange(db: DbOrTx, nodeId: string, signal: object): Promise<void> {
  await sql`
    with removed as (delete from rights_changes where at < now() - interval '10 minutes')
    insert into rights_changes (change_id, node_id, signal)
    values (${randomUUIDv7()}, ${nodeId}, ${JSON.stringify(signal)})`.execute(db)
}

/**
 * What other nodes wrote down in the last two minutes, also what was read before: commits become visible in another
 * order than their times, so a place to read on from would miss some. The table holds minutes, so it is read whole.
 */
export async function listRightsChanges(db: Db, nodeId: string): Promise<RightsChange[]> {
  const { rows } = await sql<RightsChange>`
    select change_id, signal from rights_changes
    where at > now() - interval '2 minutes' and node_id <> ${nodeId}
    order by at`.execute(db)
  return rows
}
