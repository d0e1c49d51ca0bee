import { instant } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { pruneWaiting } from './channel-messages-queries.ts'
import { pruneDeliveries } from './deliveries-queries.ts'
import { pruneOutbox } from './outbox-queries.ts'

const keptMs = 30 * 24 * 3_600_000
const perStep = 500

/**
 * Forgets, after thirty days, the requests that were handled, the messages that went out, and what was said of messages
 * that never came. What failed stays until somebody has seen to it. In small steps, so that no lock is held long.
 */
export async function pruneChannels({ db, now }: Pick<Platform, 'db' | 'now'>, scope: Scope): Promise<void> {
  const step = { before: instant(now() - keptMs), limit: perStep }
  for (const prune of [pruneDeliveries, pruneOutbox, pruneWaiting]) {
    let pruned = perStep
    while (pruned === perStep) pruned = await prune(db, scope, step)
  }
}
