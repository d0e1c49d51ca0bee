import type { Instant, Scorecard, ScorecardId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** A scorecard in one of its versions. */
export type ScorecardVersion = Readonly<{
  id: ScorecardId
  version: number
  name: string
  definition: Scorecard
}>

/** A scorecard in its present version. */
export type StoredScorecard = ScorecardVersion & Readonly<{ isArchived: boolean; reviews: number }>

/** All scorecards, those put away last. Reviews are counted by the index qa_reviews_scorecard. */
export async function listScorecards(
  db: DbOrTx,
  { workspaceId }: Scope,
  id: ScorecardId | null = null,
): Promise<StoredScorecard[]> {
  const { rows } = await sql<StoredScorecard>`
    select u.scorecard_id as id, u.version, c.name, c.definition, u.archived_at is not null as "isArchived",
      (select count(*)::int from qa_reviews r where r.workspace_id = ${workspaceId}
        and r.scorecard_id = u.scorecard_id and r.state = 'submitted') as reviews
    from scorecards_in_use u
    join scorecards c on c.workspace_id = u.workspace_id and c.scorecard_id = u.scorecard_id
      and c.version = u.version
    where u.workspace_id = ${workspaceId} and (${id}::uuid is null or u.scorecard_id = ${id})
    order by u.archived_at is not null, u.position, u.scorecard_id`.execute(db)
  return rows
}

/** How many scorecards there are, put away or not. By primary key. */
export async function countScorecards(db: DbOrTx, { workspaceId }: Scope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from scorecards_in_use where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Which version is in use, and whether it is put away; held so until the transaction ends. By primary key. */
export async function lockScorecard(
  tx: Tx,
  { workspaceId }: Scope,
  id: ScorecardId,
): Promise<Readonly<{ version: number; isArchived: boolean }> | null> {
  const { rows } = await sql<{ version: number; isArchived: boolean }>`
    select version, archived_at is not null as "isArchived" from scorecards_in_use
    where workspace_id = ${workspaceId} and scorecard_id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}

/** The version that a review begins by, null where it is put away; it stays in use until the transaction ends. */
export async function holdScorecard(
  tx: Tx,
  { workspaceId }: Scope,
  id: ScorecardId,
): Promise<Readonly<{ version: number }> | null> {
  const { rows } = await sql<{ version: number }>`
    select version from scorecards_in_use
    where workspace_id = ${workspaceId} and scorecard_id = ${id} and archived_at is null for share`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Writes a version of a scorecard and puts it to use: the first at the end of the list, a later one in its place. */
export async function putScorecard(
  tx: Tx,
  { workspaceId }: Scope,
  { id, version, name, definition, at }: ScorecardVersion & Readonly<{ at: Instant }>,
): Promise<void> {
  await sql`
    insert into scorecards (workspace_id, scorecard_id, version, name, definition, created_at)
    values (${workspaceId}, ${id}, ${version}, ${name}, ${JSON.stringify(definition)}::jsonb, ${new Date(at)})`.execute(
    tx,
  )
  await sql`
    insert into scorecards_in_use (workspace_id, scorecard_id, version, position)
    values (${workspaceId}, ${id}, ${version}, (
      select coalesce(max(position), 0) + 1 from scorecards_in_use where workspace_id = ${workspaceId}))
    on conflict (workspace_id, scorecard_id) do update set version = excluded.version`.execute(tx)
}

/** Puts a scorecard away, or takes it out again. By primary key. */
export async function setArchived(
  tx: Tx,
  { workspaceId }: Scope,
  { id, at }: Readonly<{ id: ScorecardId; at: Instant | null }>,
): Promise<void> {
  await sql`
    update scorecards_in_use set archived_at = ${at === null ? null : new Date(at)}
    where workspace_id = ${workspaceId} and scorecard_id = ${id}`.execute(tx)
}

/** Whether a queue reviews by this scorecard. Over the workspace's queues, of which there are few. */
export async function isUsedByQueue(tx: Tx, { workspaceId }: Scope, id: ScorecardId): Promise<boolean> {
  const { rows } = await sql`
    select 1 from review_queues
    where workspace_id = ${workspaceId} and definition ->> 'scorecardId' = ${id}::text limit 1`.execute(tx)
  return rows.length > 0
}
