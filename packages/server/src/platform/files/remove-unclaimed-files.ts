import { instant } from '@rapport/domain'
import type { Platform } from '../context.ts'
import { inTransaction } from '../db/index.ts'
import { deleteUnclaimed } from './files-queries.ts'

const ageMs = 24 * 60 * 60_000
const batch = 200

/** Removes the files that were uploaded a day ago or longer and sent with nothing; answers how many. */
export async function removeUnclaimedFiles({
  db,
  files,
  now,
}: Pick<Platform, 'db' | 'files' | 'now'>): Promise<number> {
  const before = instant(now() - ageMs)
  let removed = 0
  for (;;) {
    const count = await inTransaction(db, async (tx) => {
      const keys = await deleteUnclaimed(tx, { before, limit: batch })
      // Bytes go before the rows are certainly gone: removing twice is harmless, and losing track of bytes is not.
      for (const key of keys) await files.remove(key)
      return keys.length
    })
    removed += count
    if (count < batch) return removed
  }
}
