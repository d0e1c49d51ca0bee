import type { AgentId, Instant, ReviewQueue, ReviewQueueId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** A queue as it is stored. */
export type StoredQueue = Readonly<{ id: ReviewQueueId; name: string; definition: ReviewQueue }>

/** All queues by name, or the one named. By primary key. */
export async function listQueues(
  db: DbOrTx,
  { workspaceId }: Scope,
  id: ReviewQueueId | null = null,
): Promise<StoredQueue[]> {
  const { rows } = await sql<StoredQueue>`
    select queue_id as id, name, definition from review_queues
    where workspace_id = ${workspaceId} and (${id}::uuid is null or queue_id = ${id})
    order by lower(name), queue_id`.execute(db)
  return rows
}

/** A queue, held until the transaction ends, so that it is drawn for once; null for none. By primary key. */
export async function lockQueue(
  tx: Tx,
  { workspaceId }: Scope,
  id: ReviewQueueId,
): Promise<StoredQueue | null> {
  const { rows } = await sql<StoredQueue>`
    select queue_id as id, name, definition from review_queues
    where workspace_id = ${workspaceId} and queue_id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}

/** Adds a queue. */
export async function insertQueue(
  tx: Tx,
  { workspaceId }: Scope,
  { id, name, definition, at }: StoredQueue & Readonly<{ at: Instant }>,
): Promise<void> {
  await sql`
    insert into review_queues (workspace_id, queue_id, name, definition, created_at)
    values (${workspaceId}, ${id}, ${name}, ${JSON.stringify(definition)}::jsonb, ${new Date(at)})`.execute(
    tx,
  )
}

/** Replaces what a queue is. By primary key. */
export async function updateQueue(
  tx: Tx,
  { workspaceId }: Scope,
  { id, name, definition }: StoredQueue,
): Promise<void> {
  await sql`
    update review_queues set name = ${name}, definition = ${JSON.stringify(definition)}::jsonb
    where workspace_id = ${workspaceId} and queue_id = ${id}`.execute(tx)
}

/** Deletes a queue with what it holds; false when there is none such. By primary key. */
export async function deleteQueue(tx: DbOrTx, { workspaceId }: Scope, id: ReviewQueueId): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from review_queues where workspace_id = ${workspaceId} and queue_id = ${id}`.execute(tx)
  return Number(numAffectedRows ?? 0) > 0
}

/** How far a queue has come. */
export type Progress = Readonly<{
  waiting: number
  claimed: number
  doneThisWeek: number
  byReviewer: Readonly<Record<AgentId, number>>
}>

/** How far a queue has come since Monday. By review_items_next, _claimed and _done, each a stretch of its own. */
export async function findProgress(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, since }: Readonly<{ id: ReviewQueueId; since: Instant }>,
): Promise<Progress> {
  const { rows } = await sql<Progress>`
    with done as (
      select reviewer_id, count(*)::int as count from review_items
      where workspace_id = ${workspaceId} and queue_id = ${id} and state in ('done', 'skipped')
        and done_at >= ${new Date(since)} and state = 'done'
      group by reviewer_id)
    select
      (select count(*)::int from review_items
        where workspace_id = ${workspaceId} and queue_id = ${id} and state = 'waiting') as waiting,
      (select count(*)::int from review_items
        where workspace_id = ${workspaceId} and queue_id = ${id} and state = 'claimed') as claimed,
      (select coalesce(sum(count), 0)::int from done) as "doneThisWeek",
      (select coalesce(jsonb_object_agg(reviewer_id, count), '{}') from done) as "byReviewer"`.execute(db)
  return rows[0] ?? { waiting: 0, claimed: 0, doneThisWeek: 0, byReviewer: {} }
}

/** When the week of a moment began, or one so many weeks before: Monday 00:00 in a zone. Only the database knows all zones. */
export async function findMonday(
  db: DbOrTx,
  { at, timeZone, weeksBefore = 0 }: Readonly<{ at: Instant; timeZone: string; weeksBefore?: number }>,
): Promise<Instant> {
  const { rows } = await sql<{ monday: Instant }>`
    select (date_trunc('week', ${new Date(at)}::timestamptz at time zone ${timeZone}::text)
      - make_interval(weeks => ${weeksBefore}::int)) at time zone ${timeZone}::text as monday`.execute(db)
  return rows[0]?.monday ?? at
}

/** Names of members, by their ids. By primary key. */
export async function listMemberNames(
  db: DbOrTx,
  { workspaceId }: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select user_id as id, display_name as name from memberships
    where workspace_id = ${workspaceId} and user_id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Names of what samples are divided by: agents, inboxes, teams. By primary keys. */
export async function listStratumNames(
  db: DbOrTx,
  { workspaceId }: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select user_id as id, display_name as name from memberships
      where workspace_id = ${workspaceId} and user_id = any(${ids}::uuid[])
    union all select inbox_id, name from inboxes
      where workspace_id = ${workspaceId} and inbox_id = any(${ids}::uuid[])
    union all select team_id, name from teams
      where workspace_id = ${workspaceId} and team_id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
