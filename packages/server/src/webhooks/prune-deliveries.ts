import type { Platform, Scope } from '../platform/context.ts'
import { deleteOld } from './delivery-queries.ts'

const dayMs = 24 * 60 * 60_000
const deliveredDays = 7
const deadDays = 30
const perStep = 1_000

/**
 * Forgets the deliveries of a workspace's webhooks that arrived more than a week ago, and those that were made more
 * than thirty days ago and given up, in small steps. What waits is never forgotten.
 */
export async function pruneDeliveries({ db, now }: Platform, scope: Scope): Promise<void> {
  const ages = {
    deliveredBefore: now() - deliveredDays * dayMs,
    deadBefore: now() - deadDays * dayMs,
    limit: perStep,
  }
  let deleted = perStep
  while (deleted >= perStep) deleted = await deleteOld(db, scope, ages)
}
