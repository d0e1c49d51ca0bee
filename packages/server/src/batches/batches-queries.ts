import type { BatchAction, ErrorCode } from '@rapport/contract'
import type { AgentId, ApiKeyId, BatchId, Instant, SessionId, TransferTarget } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'
import type { TagsChanged } from '../sessions/index.ts'

/** A session as a batch has it: its number is kept, so that one which is gone can still be named. */
export type Frozen = Readonly<{ id: SessionId; number: number }>

/** A batch, and how far it has come. */
export type Batch = Readonly<{
  id: BatchId
  userId: AgentId
  apiKeyId: ApiKeyId | null
  action: BatchAction
  state: 'running' | 'done' | 'cancelled'
  total: number
  /** With those that were so already, which `unchanged` counts. */
  done: number
  unchanged: number
  failed: number
  createdAt: Instant
  finishedAt: Instant | null
}>

const columns = sql`
  batch_id as id, user_id as "userId", api_key_id as "apiKeyId", action, state, total, done_count as done,
  unchanged_count as unchanged, failed_count as failed, created_at as "createdAt", finished_at as "finishedAt"`

/** The first answer's place, so that a repetition finds it: see sessions' `once`. */
export type BatchClaim = Readonly<{ ownerId: string; clientId: string; bodyHash: Buffer }>

/** Keeps a batch with its sessions in their order, and the claim of its client id; a second use fails on its key. */
export async function insertBatch(
  tx: Tx,
  { workspaceId }: Scope,
  batch: Pick<Batch, 'id' | 'userId' | 'apiKeyId' | 'action' | 'createdAt'>,
  { frozen, claim }: Readonly<{ frozen: readonly Frozen[]; claim: BatchClaim }>,
): Promise<void> {
  const at = new Date(batch.createdAt)
  const isEmpty = frozen.length === 0
  await sql`
    insert into idempotency (workspace_id, owner_id, client_id, body_hash, answer)
    values (${workspaceId}, ${claim.ownerId}, ${claim.clientId}, ${claim.bodyHash},
      ${JSON.stringify({ batchId: batch.id })})`.execute(tx)
  await sql`
    insert into batches (workspace_id, batch_id, user_id, api_key_id, action, total, state, created_at, finished_at)
    values (${workspaceId}, ${batch.id}, ${batch.userId}, ${batch.apiKeyId}, ${JSON.stringify(batch.action)},
      ${frozen.length}, ${isEmpty ? 'done' : 'running'}, ${at}, ${isEmpty ? at : null})`.execute(tx)
  await sql`
    insert into batch_items (workspace_id, batch_id, position, session_id, number)
    select ${workspaceId}, ${batch.id}, f.position, f.session_id, f.number
      from unnest(${frozen.map(({ id }) => id)}::uuid[], ${frozen.map(({ number }) => number)}::bigint[])
        with ordinality as f (session_id, number, position)`.execute(tx)
}

/** Which batch, of whom. A key sees what was begun with it, and no more. */
export type BatchPlace = Readonly<{ id: BatchId; userId: AgentId; apiKeyId: ApiKeyId | null }>

const own = ({ workspaceId }: Scope, { id, userId, apiKeyId }: BatchPlace) => sql`
  workspace_id = ${workspaceId} and batch_id = ${id} and user_id = ${userId}
  and (${apiKeyId}::uuid is null or api_key_id = ${apiKeyId})`

/** Somebody's own batch; null when there is none of theirs. By primary key. */
export async function findOwnBatch(db: DbOrTx, scope: Scope, place: BatchPlace): Promise<Batch | null> {
  const { rows } = await sql<Batch>`select ${columns} from batches where ${own(scope, place)}`.execute(db)
  return rows[0] ?? null
}

/** A batch for whoever works on it, whoever's it is. By primary key. */
export async function findBatch(db: DbOrTx, { workspaceId }: Scope, id: BatchId): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    select ${columns} from batches where workspace_id = ${workspaceId} and batch_id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Stops somebody's own batch, if it still runs. By primary key. */
export async function cancelBatch(db: Db, scope: Scope, place: BatchPlace, at: Instant): Promise<void> {
  await sql`
    update batches set state = 'cancelled', finished_at = ${new Date(at)}
     where ${own(scope, place)} and state = 'running'`.execute(db)
}

/** A place in a batch, and the session there. */
export type Item = Readonly<{ position: number; sessionId: SessionId; number: number }>

/** The next sessions nothing has been done to yet, in order. By `batch_items_waiting`. */
export async function listWaiting(
  db: Db,
  { workspaceId }: Scope,
  id: BatchId,
  limit: number,
): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select position, session_id as "sessionId", number from batch_items
     where workspace_id = ${workspaceId} and batch_id = ${id} and state = 'waiting'
     order by position limit ${limit}`.execute(db)
  return rows
}

/** What doing it to one session came to; `tags` are those that really changed, where tags were to. */
export type Effect = Readonly<{ state: 'done' | 'unchanged'; tags: TagsChanged | null }>

/** What became of a place in a batch; it has an `error` where it failed. */
export type Outcome = Readonly<
  { position: number } & ((Effect & { error: null }) | { state: 'failed'; tags: null; error: ErrorCode })
>

/**
 * Writes down what became of some, and with it how far the batch has come; those that were written down before count once.
 * Answers whether any wait. Under the batch's row, by its primary key and that of its items.
 */
export async function settleItems(
  tx: Tx,
  { workspaceId }: Scope,
  { id, outcomes, at }: Readonly<{ id: BatchId; outcomes: readonly Outcome[]; at: Instant }>,
): Promise<boolean> {
  const { rows } = await sql<{ waiting: boolean }>`
    with settled as (
      update batch_items i set state = o.state, error = o.error, tags = o.tags
        from unnest(${outcomes.map(({ position }) => position)}::int[],
          ${outcomes.map(({ state }) => state)}::text[], ${outcomes.map(({ error }) => error)}::text[],
          ${outcomes.map(({ tags }) => tags && JSON.stringify(tags))}::jsonb[]) as o (position, state, error, tags)
       where i.workspace_id = ${workspaceId} and i.batch_id = ${id} and i.position = o.position
         and i.state = 'waiting'
      returning i.state)
    update batches b set
      done_count = done_count + (select count(*) from settled where settled.state <> 'failed'),
      unchanged_count = unchanged_count + (select count(*) from settled where settled.state = 'unchanged'),
      failed_count = failed_count + (select count(*) from settled where settled.state = 'failed'),
      state = case when b.state = 'running' and b.done_count + b.failed_count + (select count(*) from settled) >= b.total
        then 'done' else b.state end,
      finished_at = case
        when b.state = 'running' and b.done_count + b.failed_count + (select count(*) from settled) >= b.total
        then ${new Date(at)}::timestamptz else b.finished_at end
     where b.workspace_id = ${workspaceId} and b.batch_id = ${id}
    returning b.state = 'running' as waiting`.execute(tx)
  return rows[0]?.waiting ?? false
}

/** Gives up on all that still wait, with the same reason for each; the batch is over then. */
export async function failWaiting(
  tx: Tx,
  { workspaceId }: Scope,
  { id, error, at }: Readonly<{ id: BatchId; error: ErrorCode; at: Instant }>,
): Promise<void> {
  await sql`
    with failed as (
      update batch_items set state = 'failed', error = ${error}
       where workspace_id = ${workspaceId} and batch_id = ${id} and state = 'waiting'
      returning 1)
    update batches set failed_count = failed_count + (select count(*) from failed),
      state = 'done', finished_at = ${new Date(at)}
     where workspace_id = ${workspaceId} and batch_id = ${id} and state = 'running'`.execute(tx)
}

/** A place in a batch as people look at it. */
export type ItemRow = Readonly<{
  position: number
  sessionId: SessionId
  number: number
  state: 'waiting' | 'done' | 'unchanged' | 'failed'
  error: ErrorCode | null
  tags: TagsChanged | null
}>

/** What became of each, in order, after a place; all by the primary key, the failed by `batch_items_failed`. */
export async function listItems(
  db: Db,
  { workspaceId }: Scope,
  {
    id,
    state,
    after,
    limit,
  }: Readonly<{ id: BatchId; state: 'all' | 'failed'; after: number; limit: number }>,
): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select position, session_id as "sessionId", number, state, error, tags from batch_items
     where workspace_id = ${workspaceId} and batch_id = ${id} and position > ${after}
       ${state === 'failed' ? sql`and state = 'failed'` : sql``}
     order by position limit ${limit}`.execute(db)
  return rows
}

/** Of these sessions, those that are there and within reach, in no order. By primary key. */
export async function listSessionNumbers(
  db: DbOrTx,
  { workspaceId, inboxes }: Scope,
  ids: readonly SessionId[],
): Promise<Frozen[]> {
  const { rows } = await sql<Frozen>`
    select session_id as id, number from sessions
     where workspace_id = ${workspaceId} and session_id = any(${ids}::uuid[])
       ${inboxes === 'all' ? sql`` : sql`and inbox_id = any(${inboxes}::uuid[])`}`.execute(db)
  return rows
}

/** Whether there is such a team, or an active member, to give sessions to. By primary key. */
export async function hasTarget(db: DbOrTx, { workspaceId }: Scope, to: TransferTarget): Promise<boolean> {
  const { rows } =
    'teamId' in to
      ? await sql`select 1 from teams where workspace_id = ${workspaceId} and team_id = ${to.teamId}`.execute(
          db,
        )
      : await sql`
          select 1 from memberships
           where workspace_id = ${workspaceId} and user_id = ${to.agentId} and deactivated_at is null`.execute(
          db,
        )
  return rows.length > 0
}

/** Forgets one batch that began before then, with what became of each; false when there is none. By `batches_created`. */
export async function deleteOldBatch(db: Db, { workspaceId }: Scope, before: Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from batches where workspace_id = ${workspaceId} and batch_id = (
      select batch_id from batches
       where workspace_id = ${workspaceId} and created_at < ${new Date(before)} and state <> 'running'
       order by created_at limit 1)`.execute(db)
  return Number(numAffectedRows ?? 0) > 0
}
