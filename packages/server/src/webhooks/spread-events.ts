import { randomUUIDv7 } from 'node:crypto'
import { asId, type DeliveryId } from '@rapport/domain'
import { type Platform, scopeOf } from '../platform/context.ts'
import { inTransaction, type Tx, writeLater } from '../platform/db/index.ts'
import { listFeedSteps, placesAfter } from '../sessions/index.ts'
import { commitWithoutWaiting } from './commit-queries.ts'
import { countDue, insertDeliveries } from './delivery-queries.ts'
import { listPlaces, movePlaces, type Place } from './place-queries.ts'
import type { WebhookRef } from './webhook-job.ts'
import { lockWebhook, type Webhook } from './webhook-queries.ts'

/**
 * Deliveries that are due at most, roughly: a consumer that is away costs this many rows and no more. What it refused
 * and gets again later does not count, or it would keep what it takes from being told.
 */
const dueMax = 1_000
const eventsPerStream = 100

/**
 * Makes deliveries of what has happened since a webhook was last told, and moves its places, in one transaction: an
 * event is spread once and never passed over, since a place can only move over what can be read, and offsets have no
 * gaps. While enough is due, the feed itself is the queue. Answers the webhook, and whether more is left to spread; null
 * when it is to be told nothing.
 */
export function spreadEvents(
  platform: Platform,
  { workspaceId, webhookId }: WebhookRef,
): Promise<Readonly<{ webhook: Webhook; isBehind: boolean }> | null> {
  const scope = scopeOf(workspaceId)
  const now = platform.now()
  return inTransaction(platform, async (tx) => {
    // They travel together and are answered in this order: what is read is read under the lock.
    const [webhook, places, due] = await Promise.all([
      lockWebhook(tx, scope, webhookId),
      listPlaces(tx, scope, webhookId),
      countDue(tx, scope, { webhookId, now, limit: dueMax }),
    ])
    if (webhook === null || webhook.state !== 'active') return null
    const room = dueMax - due
    if (room > 0) return { webhook, isBehind: await spread(tx, { webhook, scope, places, now, room }) }
    commitWithoutWaiting(tx)
    return { webhook, isBehind: true }
  })
}

type Spreading = Readonly<{
  webhook: Webhook
  scope: ReturnType<typeof scopeOf>
  places: readonly Place[]
  now: number
  /** How many more may be due. */
  room: number
}>

async function spread(tx: Tx, { webhook, scope, places, now, room }: Spreading): Promise<boolean> {
  const behind = places.filter(({ offset, head }) => offset < head)
  const perStream = Math.min(eventsPerStream, Math.ceil(room / Math.max(1, behind.length)))
  const steps = behind.length === 0 ? [] : await listFeedSteps(tx, scope, behind, perStream)
  const wanted = steps.filter(({ type }) => webhook.events.includes(type))
  // Rising in the order of the feed, so that deliveries due at the same moment go in it.
  const ids = wanted.map(() => randomUUIDv7()).sort()
  const made = wanted.map(({ sessionId, version, type }, i) => ({
    id: asId<DeliveryId>(ids[i] ?? ''),
    sessionId,
    version,
    eventType: type,
  }))
  const moved = placesAfter(places, steps, perStream)
  // Then there is only the lock's own trace to write.
  if (moved.size === 0) commitWithoutWaiting(tx)
  if (made.length > 0) writeLater(tx, insertDeliveries(scope, { webhookId: webhook.id, now }, made))
  if (moved.size > 0) writeLater(tx, movePlaces(scope, webhook.id, moved))
  return behind.some(({ stream, offset, head }) => (moved.get(stream) ?? offset) < head)
}
