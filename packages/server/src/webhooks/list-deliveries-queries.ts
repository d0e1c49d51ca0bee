import type { DeliveryId, WebhookId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, Tx } from '../platform/db/index.ts'
import type { NewDelivery } from './delivery-queries.ts'

/** A delivery as people look at it. */
export type Delivery = NewDelivery &
  Readonly<{
    state: 'waiting' | 'delivered' | 'dead'
    attempts: number
    lastStatus: number | null
    lastError: string | null
    durationMs: number | null
    createdAt: number
    nextAttemptAt: number | null
    deliveredAt: number | null
  }>

const columns = sql`
  delivery_id as id, session_id as "sessionId", version, event_type as "eventType", state, attempts,
  last_status as "lastStatus", last_error as "lastError", duration_ms as "durationMs", created_at as "createdAt",
  next_attempt_at as "nextAttemptAt", delivered_at as "deliveredAt"`

/** Which deliveries. `before` is the last one of the page before. */
export type DeliveriesQuestion = Readonly<{
  webhookId: WebhookId
  state: Delivery['state'] | null
  before: Readonly<{ at: number; id: string }> | null
  limit: number
}>

/**
 * A webhook's deliveries, newest first. All of them by webhook_deliveries_list, the dead by webhook_deliveries_dead;
 * those that wait are few beside a week's, so they are found by webhook_deliveries_due and sorted, fenced
 * off so that nobody walks a week of delivered ones to find them.
 */
export async function listDeliveries(
  db: Db,
  { workspaceId }: Scope,
  { webhookId, state, before, limit }: DeliveriesQuestion,
): Promise<Delivery[]> {
  const fence = state === 'waiting' ? sql`materialized` : sql`not materialized`
  const { rows } = await sql<Delivery>`
    with found as ${fence} (
      select * from webhook_deliveries
       where workspace_id = ${workspaceId} and webhook_id = ${webhookId}
         ${state === null ? sql`` : sql`and state = ${sql.lit(state)}`})
    select ${columns} from found
     where ${before === null ? sql`true` : sql`(created_at, delivery_id) < (${new Date(before.at)}, ${before.id}::uuid)`}
     order by created_at desc, delivery_id desc limit ${limit}`.execute(db)
  return rows
}

/**
 * Puts one delivery back, whatever became of it, with a day of tries before it; null when there is none. It is due
 * since it was made, so it goes before what came later.
 */
export async function replayDelivery(
  tx: Tx,
  { workspaceId }: Scope,
  { webhookId, id }: Readonly<{ webhookId: WebhookId; id: DeliveryId }>,
): Promise<Delivery | null> {
  const { rows } = await sql<Delivery>`
    update webhook_deliveries set ${putBack}
     where workspace_id = ${workspaceId} and webhook_id = ${webhookId} and delivery_id = ${id}
    returning ${columns}`.execute(tx)
  return rows[0] ?? null
}

/** Puts back everything of a webhook that was given up; answers how many. By webhook_deliveries_dead. */
export async function replayDead(tx: Tx, { workspaceId }: Scope, webhookId: WebhookId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with back as (
      update webhook_deliveries set ${putBack}
       where workspace_id = ${workspaceId} and webhook_id = ${webhookId} and state = 'dead'
      returning 1)
    select count(*) as count from back`.execute(tx)
  return rows[0]?.count ?? 0
}

const putBack = sql`state = 'waiting', attempts = 0, next_attempt_at = created_at, delivered_at = null`
