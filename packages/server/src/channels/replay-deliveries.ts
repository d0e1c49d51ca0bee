import type { DeliveryId } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { afterCommit, inTransaction } from '../platform/db/index.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { reopenDeliveries } from './deliveries-queries.ts'
import { handleDeliveryKind } from './receive-hook.ts'

/**
 * Has stored requests read and handled again, as after a mistake of ours was mended; answers how many there were. What
 * they said already changes nothing. The work is done by whichever server runs on this database.
 */
export async function replayDeliveries(
  platform: Platform,
  scope: Scope,
  ids: readonly DeliveryId[],
): Promise<number> {
  if (ids.length === 0) return 0
  return await inTransaction(platform, async (tx) => {
    const reopened = await reopenDeliveries(tx, scope, ids)
    const jobs = reopened.map(({ id }) => ({
      workspaceId: scope.workspaceId,
      kind: handleDeliveryKind,
      payload: { deliveryId: id },
      uniqueKey: `${handleDeliveryKind}:${id}`,
      // A delivery may have files to fetch, and nobody waits for one that is read again.
      lane: 'outside' as const,
      runAt: platform.now(),
    }))
    await enqueue(tx, jobs)
    afterCommit(tx, platform.wakeJobs)
    return reopened.length
  })
}
