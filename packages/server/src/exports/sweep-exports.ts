import { instant } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { deleteOldExports, expireExport, listExpired, listUnswept, markSwept } from './exports-queries.ts'

const hourMs = 3_600_000
const rememberedMs = 30 * 24 * hourMs

/**
 * Throws away the files that have had their week and what crashes left half written, and forgets exports that were begun
 * more than thirty days ago. Bytes go first: removing twice is harmless, and losing track of bytes is not.
 */
export async function sweepExports(
  { db, files, now }: Pick<Platform, 'db' | 'files' | 'now'>,
  scope: Scope,
): Promise<void> {
  for (const { id, key } of await listExpired(db, scope, now())) {
    if (key !== null) await files.remove(key)
    await expireExport(db, scope, id)
  }
  // Whoever still writes takes away what they wrote themselves; an hour later nobody does.
  for (const { id, nextKey } of await listUnswept(db, scope, instant(now() - hourMs))) {
    await files.remove(nextKey)
    await markSwept(db, scope, id)
  }
  await deleteOldExports(db, scope, instant(now() - rememberedMs))
}
