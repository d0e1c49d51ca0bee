import type { AgentId, Instant, ReviewQueueId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import { inReach } from '../sessions/index.ts'

/** A session that was handed to a reviewer. */
export type Handed = Readonly<{ sessionId: SessionId; stratum: string | null }>

type Asking = Readonly<{ queueId: ReviewQueueId; reviewerId: AgentId; at: Instant }>

/** What a reviewer has in hand of a queue, the first of it. By review_items_claimed. */
export async function findClaimed(
  tx: Tx,
  scope: Scope,
  { queueId, reviewerId }: Asking,
): Promise<Handed | null> {
  const { rows } = await sql<Handed>`
    select i.session_id as "sessionId", i.stratum from review_items i
    join sessions s on s.workspace_id = ${scope.workspaceId} and s.session_id = i.session_id
    where i.workspace_id = ${scope.workspaceId} and i.queue_id = ${queueId} and i.reviewer_id = ${reviewerId}
      and i.state = 'claimed' and ${inReach(scope, 's')}
    order by i.position limit 1`.execute(tx)
  return rows[0] ?? null
}

/**
 * Hands the next session of a queue to a reviewer: the first that waits, in which they had no part themselves, and
 * of which they have given no review. What another is being handed is passed by, so that nobody waits and no two get
 * the same. Along review_items_next.
 */
export async function claimNext(
  tx: Tx,
  scope: Scope,
  { queueId, reviewerId, at }: Asking,
): Promise<Handed | null> {
  const { workspaceId } = scope
  const { rows } = await sql<Handed>`
    with next as (
      select i.session_id from review_items i
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = i.session_id
      where i.workspace_id = ${workspaceId} and i.queue_id = ${queueId} and i.state = 'waiting'
        and ${inReach(scope, 's')} and s.agent_id is distinct from ${reviewerId}::uuid
        and not s.participants @> ${JSON.stringify([{ agentId: reviewerId }])}::jsonb
        and not exists (select from qa_reviews r where r.workspace_id = ${workspaceId}
          and r.session_id = i.session_id and r.reviewer_id = ${reviewerId} and r.state = 'submitted')
      order by i.position limit 1
      for update of i skip locked)
    update review_items i set state = 'claimed', reviewer_id = ${reviewerId}, claimed_at = ${new Date(at)}
      from next
     where i.workspace_id = ${workspaceId} and i.queue_id = ${queueId} and i.session_id = next.session_id
    returning i.session_id as "sessionId", i.stratum`.execute(tx)
  return rows[0] ?? null
}

/** How many sessions of a queue wait. By review_items_next. */
export async function countWaiting(
  db: DbOrTx,
  { workspaceId }: Scope,
  queueId: ReviewQueueId,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from review_items
    where workspace_id = ${workspaceId} and queue_id = ${queueId} and state = 'waiting'`.execute(db)
  return rows[0]?.count ?? 0
}

/** Leaves a session unreviewed that waits or that the reviewer has in hand; false when there is none such. By primary key. */
export async function skipItem(
  db: DbOrTx,
  scope: Scope,
  { queueId, sessionId, reviewerId, at }: Asking & Readonly<{ sessionId: SessionId }>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update review_items i set state = 'skipped', reviewer_id = ${reviewerId}, done_at = ${new Date(at)}
      from sessions s
     where i.workspace_id = ${scope.workspaceId} and i.queue_id = ${queueId} and i.session_id = ${sessionId}
       and (i.state = 'waiting' or (i.state = 'claimed' and i.reviewer_id = ${reviewerId}))
       and s.workspace_id = ${scope.workspaceId} and s.session_id = i.session_id and ${inReach(scope, 's')}`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0) > 0
}

/** What a reviewer had in hand of a session is done, in whichever queue. By review_items_session. */
export async function finishItems(
  tx: Tx,
  { workspaceId }: Scope,
  { sessionId, reviewerId, at }: Readonly<{ sessionId: SessionId; reviewerId: AgentId; at: Instant }>,
): Promise<void> {
  await sql`
    update review_items set state = 'done', done_at = ${new Date(at)}
    where workspace_id = ${workspaceId} and session_id = ${sessionId} and reviewer_id = ${reviewerId}
      and state = 'claimed'`.execute(tx)
}

/** Gives back what was left in hand since before then, for another to have. By review_items_claimed. */
export async function releaseLeft(
  db: DbOrTx,
  { workspaceId }: Scope,
  { queueId, before }: Readonly<{ queueId: ReviewQueueId; before: Instant }>,
): Promise<void> {
  await sql`
    update review_items set state = 'waiting', reviewer_id = null, claimed_at = null
    where workspace_id = ${workspaceId} and queue_id = ${queueId} and state = 'claimed'
      and claimed_at < ${new Date(before)}`.execute(db)
}

/** A session that was drawn for a queue. */
export type DrawnItem = Readonly<{ sessionId: SessionId; stratum: string | null }>

/** Puts what was drawn behind what waits, in its order. A session deleted meanwhile is left out. */
export async function insertItems(
  tx: Tx,
  { workspaceId }: Scope,
  { queueId, drawn, at }: Readonly<{ queueId: ReviewQueueId; drawn: readonly DrawnItem[]; at: Instant }>,
): Promise<void> {
  await sql`
    insert into review_items (workspace_id, queue_id, session_id, stratum, position, drawn_at)
    select ${workspaceId}, ${queueId}, d.session_id, d.stratum, d.place + (
        select coalesce(max(position), 0) from review_items
        where workspace_id = ${workspaceId} and queue_id = ${queueId}), ${new Date(at)}
      from unnest(${drawn.map(({ sessionId }) => sessionId)}::uuid[],
        ${drawn.map(({ stratum }) => stratum)}::text[]) with ordinality as d (session_id, stratum, place)
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = d.session_id
    on conflict do nothing`.execute(tx)
}

/** Takes out what waits in a queue. By review_items_next. */
export async function clearWaiting(tx: Tx, { workspaceId }: Scope, queueId: ReviewQueueId): Promise<void> {
  await sql`
    delete from review_items
    where workspace_id = ${workspaceId} and queue_id = ${queueId} and state = 'waiting'`.execute(tx)
}

/** Forgets what was done before then: what it kept from being drawn again has ended too long ago. By review_items_done. */
export async function forgetDone(
  tx: Tx,
  { workspaceId }: Scope,
  { queueId, before }: Readonly<{ queueId: ReviewQueueId; before: Instant }>,
): Promise<void> {
  await sql`
    delete from review_items
    where workspace_id = ${workspaceId} and queue_id = ${queueId} and state in ('done', 'skipped')
      and done_at < ${new Date(before)}`.execute(tx)
}

/** How many of this week's sessions a queue has already: those not done yet, and those done since Monday. */
export async function countOfWeek(
  tx: DbOrTx,
  { workspaceId }: Scope,
  { queueId, since }: Readonly<{ queueId: ReviewQueueId; since: Instant }>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ((select count(*) from review_items
        where workspace_id = ${workspaceId} and queue_id = ${queueId} and state = 'waiting')
      + (select count(*) from review_items
        where workspace_id = ${workspaceId} and queue_id = ${queueId} and state = 'claimed')
      + (select count(*) from review_items
        where workspace_id = ${workspaceId} and queue_id = ${queueId} and state in ('done', 'skipped')
          and done_at >= ${new Date(since)}))::int as count`.execute(tx)
  return rows[0]?.count ?? 0
}

/**
 * Sessions not to be drawn: those that the queue has or had, and those reviewed since a moment. By the items' primary
 * key and by qa_reviews_newest.
 */
export async function listTaken(
  tx: DbOrTx,
  { workspaceId }: Scope,
  { queueId, since }: Readonly<{ queueId: ReviewQueueId | null; since: Instant }>,
): Promise<ReadonlySet<SessionId>> {
  const { rows } = await sql<{ id: SessionId }>`
    select session_id as id from review_items where workspace_id = ${workspaceId} and queue_id = ${queueId}
    union
    select session_id from qa_reviews
    where workspace_id = ${workspaceId} and coalesce(submitted_at, created_at) >= ${new Date(since)}
      and state = 'submitted'`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
