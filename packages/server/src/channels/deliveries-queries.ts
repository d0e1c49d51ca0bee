import type { DeliveryId, InboxId, Instant } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx } from '../platform/db/index.ts'
import { insertJobs, type NewJob } from '../platform/jobs/index.ts'
import type { RawRequest } from './adapter.ts'

/** A provider's request to be kept. */
export type NewDelivery = Readonly<{
  id: DeliveryId
  inboxId: InboxId
  externalId: string | null
  adapterVersion: number
  request: RawRequest
  receivedAt: Instant
}>

/** `repeated`: it came before, byte for byte. `differs`: something else came before under its id. */
export type Stored = 'new' | 'repeated' | 'differs'

/**
 * Keeps a request as it came, and writes the job that will handle it: both or neither, in one statement, since whoever
 * sent it waits for exactly this. One that came before is counted, by the unique index deliveries_external.
 */
export async function storeDelivery(
  db: Db,
  { workspaceId }: Scope,
  { id, inboxId, externalId, adapterVersion, request, receivedAt }: NewDelivery,
  job: NewJob,
): Promise<Stored> {
  const { rows } = await sql<{ times: number; same: boolean }>`
    with given as (select ${Buffer.from(request.body)}::bytea as body),
    stored as (
      insert into deliveries (workspace_id, delivery_id, inbox_id, external_id, adapter_version, method, path, headers,
        body, received_at)
      select ${workspaceId}, ${id}, ${inboxId}, ${externalId}, ${adapterVersion}::int, ${request.method},
        ${request.url}, ${JSON.stringify(request.headers)}::jsonb, given.body, ${new Date(receivedAt)} from given
      on conflict (workspace_id, inbox_id, external_id) where external_id is not null
      do update set times = deliveries.times + 1
      returning times, body = (select body from given) as same),
    queued as (${insertJobs([job], sql<boolean>`exists (select from stored where times = 1)`)})
    select times, same from stored`.execute(db)
  const [stored] = rows
  if (stored === undefined) throw new Error('A delivery was neither stored nor counted')
  if (stored.times === 1) return 'new'
  return stored.same ? 'repeated' : 'differs'
}

/** A request as it was kept. */
export type DeliveryRecord = Readonly<{
  id: DeliveryId
  inboxId: InboxId
  externalId: string | null
  method: string
  path: string
  headers: Readonly<Record<string, string>>
  state: 'received' | 'handled' | 'failed'
  times: number
  attempts: number
  error: string | null
  receivedAt: Instant
  handledAt: Instant | null
  bytes: number
}>

const columns = sql`
  delivery_id as id, inbox_id as "inboxId", external_id as "externalId", method, path, headers, state, times, attempts,
  error, received_at as "receivedAt", handled_at as "handledAt", octet_length(body) as bytes`

const within = ({ inboxes }: Scope) => (inboxes === 'all' ? sql`` : sql`and inbox_id = any(${inboxes})`)

/** A delivery within the scope, with its bytes. By primary key. */
export async function findDelivery(
  db: DbOrTx,
  scope: Scope,
  id: DeliveryId,
): Promise<(DeliveryRecord & Readonly<{ body: Buffer }>) | null> {
  const { rows } = await sql<DeliveryRecord & { body: Buffer }>`
    select ${columns}, body from deliveries
    where workspace_id = ${scope.workspaceId} and delivery_id = ${id} ${within(scope)}`.execute(db)
  return rows[0] ?? null
}

/** Notes how a delivery's handling ended. By primary key. */
export async function settleDelivery(
  db: Db,
  { workspaceId }: Scope,
  id: DeliveryId,
  { error, at }: Readonly<{ error: string | null; at: Instant }>,
): Promise<void> {
  await sql`
    update deliveries set state = ${error === null ? 'handled' : 'failed'}, error = ${error},
      attempts = attempts + 1, handled_at = ${error === null ? new Date(at) : null}::timestamptz
    where workspace_id = ${workspaceId} and delivery_id = ${id}`.execute(db)
}

/** Lets deliveries be handled again; answers which of them there are, in no order. By primary key. */
export async function reopenDeliveries(
  tx: DbOrTx,
  scope: Scope,
  ids: readonly DeliveryId[],
): Promise<{ id: DeliveryId }[]> {
  const { rows } = await sql<{ id: DeliveryId }>`
    update deliveries set state = 'received', error = null
    where workspace_id = ${scope.workspaceId} and delivery_id = any(${ids}::uuid[]) ${within(scope)}
    returning delivery_id as id`.execute(tx)
  return rows
}

/** A page of a list, and what it is narrowed to. */
export type Listing<State extends string> = Readonly<{
  states: readonly State[] | null
  inboxId: InboxId | null
  before: Readonly<{ at: number; id: string }> | null
  limit: number
}>

/** Deliveries within the scope, newest first. Walks deliveries_received, or deliveries_failed for what failed. */
export async function listDeliveries(
  db: Db,
  scope: Scope,
  { states, inboxId, before, limit }: Listing<DeliveryRecord['state']>,
): Promise<DeliveryRecord[]> {
  const isFailed = states?.length === 1 && states[0] === 'failed'
  const inState =
    states === null ? sql`` : isFailed ? sql`and state = 'failed'` : sql`and state = any(${states}::text[])`
  const after =
    before === null
      ? sql``
      : sql`and (received_at, delivery_id) < (${new Date(before.at)}::timestamptz, ${before.id}::uuid)`
  const { rows } = await sql<DeliveryRecord>`
    select ${columns} from deliveries
    where workspace_id = ${scope.workspaceId} ${inState} ${within(scope)} ${after}
      ${inboxId === null ? sql`` : sql`and inbox_id = ${inboxId}`}
    order by received_at desc, delivery_id desc limit ${limit}`.execute(db)
  return rows
}

/** Which deliveries of a state there are since a moment, oldest first. Walks deliveries_received. */
export async function listDeliveryIds(
  db: Db,
  scope: Scope,
  {
    state,
    inboxId,
    since,
    limit,
  }: Readonly<{
    state: DeliveryRecord['state'] | null
    inboxId: InboxId | null
    since: Instant
    limit: number
  }>,
): Promise<DeliveryId[]> {
  const { rows } = await sql<{ id: DeliveryId }>`
    select delivery_id as id from deliveries
    where workspace_id = ${scope.workspaceId} and received_at >= ${new Date(since)} ${within(scope)}
      ${state === null ? sql`` : sql`and state = ${state}`}
      ${inboxId === null ? sql`` : sql`and inbox_id = ${inboxId}`}
    order by received_at, delivery_id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Forgets requests that were handled before a moment, at most `limit` at a time. Walks deliveries_received. */
export async function pruneDeliveries(
  db: Db,
  { workspaceId }: Scope,
  { before, limit }: Readonly<{ before: Instant; limit: number }>,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from deliveries where workspace_id = ${workspaceId} and delivery_id in (
      select delivery_id from deliveries
      where workspace_id = ${workspaceId} and received_at < ${new Date(before)} and state = 'handled'
      order by received_at limit ${limit})`.execute(db)
  return Number(numAffectedRows ?? 0)
}
