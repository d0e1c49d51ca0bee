import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { DatabaseUnavailable, isConnectionLoss } from './database-errors.ts'

const retryMs = 50

/**
 * A connection of one's own until it is released. While the database restarts this waits, up to a bound, so a crash
 * of the database is a pause for callers; past the bound it is a `DatabaseUnavailable`.
 */
export async function acquireClient(pool: Pool, waitMs: number): Promise<PoolClient> {
  const deadline = Date.now() + waitMs
  for (;;) {
    try {
      return await pool.connect()
    } catch (cause) {
      if (!isConnectionLoss(cause)) throw cause
      if (Date.now() + retryMs >= deadline) {
        throw new DatabaseUnavailable(`No connection to the database within ${waitMs} ms`, { cause })
      }
    }
    await sleep(retryMs)
  }
}
