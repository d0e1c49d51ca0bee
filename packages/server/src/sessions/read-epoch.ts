import type { WorkspaceId } from '@rapport/domain'
import type { Platform } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { findEpoch } from '../workspaces/index.ts'

/** The workspace's epoch: a client that knows another one loads again. */
export async function readEpoch({ db }: Platform, workspaceId: WorkspaceId): Promise<string> {
  const epoch = await findEpoch(db, workspaceId)
  if (epoch === null) throw new AppError('not_found', { workspaceId })
  return epoch
}
