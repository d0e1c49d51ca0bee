import { sql } from 'kysely'
import { type Tx, writeLater } from '../platform/db/index.ts'

/**
 * Lets the transaction's commit not wait for the disk. For what may be lost with a database that dies within the next
 * second, because it would only be done again: waiting takes several times as long as a delivery does.
 */
export function commitWithoutWaiting(tx: Tx): void {
  writeLater(tx, sql`set local synchronous_commit = off`)
}
