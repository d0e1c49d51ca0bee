import { instant } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { deleteOldBatch } from './batches-queries.ts'

const keptMs = 30 * 24 * 3_600_000

/** Forgets batches that were begun more than thirty days ago and are over, one after the other. */
export async function pruneBatches({ db, now }: Pick<Platform, 'db' | 'now'>, scope: Scope): Promise<void> {
  const before = instant(now() - keptMs)
  let isDeleted = true
  while (isDeleted) isDeleted = await deleteOldBatch(db, scope, before)
}
