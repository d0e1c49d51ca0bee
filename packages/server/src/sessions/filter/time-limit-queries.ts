import { sql } from 'kysely'
import { type Db, inTransaction, sqlStateOf, type Tx, writeLater } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors.ts'

/** How long a question of the history may take that no index answers in order. */
export const historyLimitMs = 3_000

const wasCancelled = '57014'

/** Asks the database something it may not take longer for than this; what does is answered as "narrow the time". */
export async function withinTime<T>(db: Db, limitMs: number, ask: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(db, async (tx) => {
      writeLater(tx, sql`set local statement_timeout = ${sql.lit(limitMs)}`)
      return await ask(tx)
    })
  } catch (error) {
    if (sqlStateOf(error) === wasCancelled) throw new AppError('list_too_slow', {}, { cause: error })
    throw error
  }
}
