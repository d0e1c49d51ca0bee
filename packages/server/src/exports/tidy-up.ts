import type { ExportId } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { deleteScaffold, listPartKeys } from './items-queries.ts'

/** Throws away what an export that is over was written from: files first, so that a crash loses track of none. */
export async function tidyUp(
  { db, files }: Pick<Platform, 'db' | 'files'>,
  scope: Scope,
  id: ExportId,
): Promise<void> {
  for (const key of await listPartKeys(db, scope, id)) await files.remove(key)
  await inTransaction(db, (tx) => deleteScaffold(tx, scope, id))
}
