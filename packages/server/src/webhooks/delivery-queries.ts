import type { DeliveryId, SessionEventType, SessionId, WebhookId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'

/** One event that one webhook is to be told of. */
export type NewDelivery = Readonly<{
  id: DeliveryId
  sessionId: SessionId
  version: number
  eventType: SessionEventType
}>

/**
 * The statement that stores deliveries, all due at once, not yet executed. An event that the webhook has a delivery of
 * gets no second one, by the unique index on (session, version).
 */
export function insertDeliveries(
  { workspaceId }: Scope,
  { webhookId, now }: Readonly<{ webhookId: WebhookId; now: number }>,
  made: readonly NewDelivery[],
): RawBuilder<unknown> {
  const at = new Date(now)
  return sql`
    insert into webhook_deliveries
      (workspace_id, webhook_id, delivery_id, session_id, version, event_type, next_attempt_at, created_at)
    select ${workspaceId}, ${webhookId}, made.delivery_id, made.session_id, made.version, made.event_type, ${at}, ${at}
      from unnest(${made.map((one) => one.id)}::uuid[], ${made.map((one) => one.sessionId)}::uuid[],
                  ${made.map((one) => one.version)}::integer[], ${made.map((one) => one.eventType)}::text[])
        as made (delivery_id, session_id, version, event_type)
    on conflict (workspace_id, webhook_id, session_id, version) do nothing`
}

/** Which webhook's deliveries are asked for, at what moment, and how many at most. */
export type DueQuestion = Readonly<{ webhookId: WebhookId; now: number; limit: number }>

/** How many deliveries of a webhook are due, counted no further than `limit`. By webhook_deliveries_due. */
export async function countDue(
  tx: Tx,
  { workspaceId }: Scope,
  { webhookId, now, limit }: DueQuestion,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from webhook_deliveries
       where workspace_id = ${workspaceId} and webhook_id = ${webhookId} and state = 'waiting'
         and next_attempt_at <= ${new Date(now)} limit ${limit}
    ) due`.execute(tx)
  return rows[0]?.count ?? 0
}

/** A delivery whose time has come. `attempts` are those before. */
export type DueDelivery = NewDelivery & Readonly<{ attempts: number; createdAt: number }>

/** What is due for a webhook, oldest first and in the order it was spread. By webhook_deliveries_due. */
export async function listDue(
  db: Db,
  { workspaceId }: Scope,
  { webhookId, now, limit }: DueQuestion,
): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    select delivery_id as id, session_id as "sessionId", version, event_type as "eventType", attempts,
           created_at as "createdAt"
      from webhook_deliveries
     where workspace_id = ${workspaceId} and webhook_id = ${webhookId} and state = 'waiting'
       and next_attempt_at <= ${new Date(now)}
     order by next_attempt_at, delivery_id limit ${limit}`.execute(db)
  return rows
}

/** An attempt at a delivery, and what came back. */
export type Attempt = Readonly<{
  webhookId: WebhookId
  id: DeliveryId
  attempt: number
  status: number | null
  error: string | null
  durationMs: number
  now: number
}>

/** Stores that a delivery has arrived; its webhook is failing no longer. By primary keys. */
export async function recordDelivered(tx: Tx, { workspaceId }: Scope, attempt: Attempt): Promise<void> {
  await sql`
    with told as (
      update webhook_deliveries
         set state = 'delivered', next_attempt_at = null, delivered_at = ${new Date(attempt.now)},
             ${triedBy(attempt)}
       where workspace_id = ${workspaceId} and delivery_id = ${attempt.id} and state = 'waiting'
    )
    update webhooks set failing_since = null, probe_at = null
     where workspace_id = ${workspaceId} and webhook_id = ${attempt.webhookId} and failing_since is not null`.execute(
    tx,
  )
}

/** What follows from a failure: for the delivery, whose time is over when `nextAt` is null, and for its webhook. */
export type Failure = Readonly<{
  nextAt: number | null
  failingSince: number
  probeAt: number
  /** Why the webhook is told nothing more; null when it stays as it is. */
  stopReason: string | null
}>

/** Stores that a delivery has not arrived, with what follows. By primary keys. */
export async function recordFailed(
  tx: Tx,
  { workspaceId }: Scope,
  attempt: Attempt,
  failure: Failure,
): Promise<void> {
  const { nextAt, stopReason } = failure
  await sql`
    with failed as (
      update webhook_deliveries
         set state = ${nextAt === null ? 'dead' : 'waiting'},
             next_attempt_at = ${nextAt === null ? null : new Date(nextAt)}, ${triedBy(attempt)}
       where workspace_id = ${workspaceId} and delivery_id = ${attempt.id} and state = 'waiting'
    )
    update webhooks
       set failing_since = ${new Date(failure.failingSince)}, probe_at = ${new Date(failure.probeAt)},
           state = case when ${stopReason}::text is not null and state = 'active' then 'stopped' else state end,
           reason = case when ${stopReason}::text is not null and state = 'active' then ${stopReason} else reason end
     where workspace_id = ${workspaceId} and webhook_id = ${attempt.webhookId}`.execute(tx)
}

const triedBy = ({ attempt, status, error, durationMs }: Attempt) => sql`
  attempts = ${attempt}, last_status = ${status}, last_error = ${error}, duration_ms = ${Math.round(durationMs)}`

/** Deletes deliveries by their ids. By primary key. */
export async function deleteDeliveries(
  db: Db,
  { workspaceId }: Scope,
  ids: readonly DeliveryId[],
): Promise<void> {
  await sql`
    delete from webhook_deliveries
     where workspace_id = ${workspaceId} and delivery_id = any(${[...ids]}::uuid[])`.execute(db)
}

/** Deletes some deliveries of one webhook; answers how many. By webhook_deliveries_list. */
export async function deleteSome(
  db: Db,
  { workspaceId }: Scope,
  { webhookId, limit }: Readonly<{ webhookId: WebhookId; limit: number }>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from webhook_deliveries
       where workspace_id = ${workspaceId} and delivery_id in (
         select delivery_id from webhook_deliveries
          where workspace_id = ${workspaceId} and webhook_id = ${webhookId} limit ${limit})
      returning 1)
    select count(*) as count from gone`.execute(db)
  return rows[0]?.count ?? 0
}

/** Before when what was delivered, and what was given up, is no longer kept. */
export type Ages = Readonly<{ deliveredBefore: number; deadBefore: number; limit: number }>

/**
 * Deletes some deliveries that are too old, at most `limit` of each webhook and state; answers how many. Walks
 * webhook_deliveries_list and webhook_deliveries_dead from their old end.
 */
export async function deleteOld(
  db: DbOrTx,
  { workspaceId }: Scope,
  { deliveredBefore, deadBefore, limit }: Ages,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with old as (
      select d.delivery_id from webhooks w cross join lateral (
        (select delivery_id from webhook_deliveries
          where workspace_id = ${workspaceId} and webhook_id = w.webhook_id and state = 'delivered'
            and created_at < ${new Date(deliveredBefore)} and delivered_at < ${new Date(deliveredBefore)}
          order by created_at limit ${limit})
        union all
        (select delivery_id from webhook_deliveries
          where workspace_id = ${workspaceId} and webhook_id = w.webhook_id and state = 'dead'
            and created_at < ${new Date(deadBefore)}
          order by created_at limit ${limit})) d
       where w.workspace_id = ${workspaceId}
    ), gone as (
      delete from webhook_deliveries d using old
       where d.workspace_id = ${workspaceId} and d.delivery_id = old.delivery_id
      returning 1)
    select count(*) as count from gone`.execute(db)
  return rows[0]?.count ?? 0
}
