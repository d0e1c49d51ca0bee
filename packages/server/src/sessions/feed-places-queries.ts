import type { WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type Db, type DbOrTx, type Tx, writeLater } from '../platform/db/index.ts'

/** Who reads the feed and keeps something of its own by it. Each name is kept in the database. */
export type FeedReader = 'search' | 'watch_words'

/** How far a reader has come in a stream, and how far the stream has. */
export type ReaderPlace = Readonly<{ stream: number; offset: number; head: number }>

/** Lets a reader that reads all of history begin in workspaces where it has no places yet. By primary keys. */
export async function beginEverywhere(db: Db, reader: FeedReader): Promise<void> {
  await sql`
    /* all workspaces: whoever reads everything begins in each new one */
    insert into feed_places (workspace_id, reader, stream)
    select h.workspace_id, ${reader}, h.stream from stream_heads h
     where not exists (select from feed_places p
                        where p.workspace_id = h.workspace_id and p.reader = ${reader} and p.stream = h.stream)
    on conflict do nothing`.execute(db)
}

/** Lets a reader begin in one workspace with what comes from now on; one that has begun stays where it is. */
export async function beginAtEnd(tx: Tx, { workspaceId }: Scope, reader: FeedReader): Promise<void> {
  await sql`
    insert into feed_places (workspace_id, reader, stream, last_offset)
    select workspace_id, ${reader}, stream, last_offset from stream_heads where workspace_id = ${workspaceId}
    on conflict do nothing`.execute(tx)
}

/** Where a reader has places, and whether any of them is not at its head. Small tables, read whole. */
export async function listReaderPlaces(
  db: Db,
  reader: FeedReader,
): Promise<{ workspaceId: WorkspaceId; isBehind: boolean }[]> {
  const { rows } = await sql<{ workspaceId: WorkspaceId; isBehind: boolean }>`
    /* all workspaces: where there is something to read is asked for all of them at once */
    select p.workspace_id as "workspaceId", bool_or(p.last_offset <> h.last_offset) as "isBehind"
      from feed_places p join stream_heads h on h.workspace_id = p.workspace_id and h.stream = p.stream
     where p.reader = ${reader} group by 1`.execute(db)
  return rows
}

/**
 * A reader's places in a workspace, locked until the transaction ends, beside the heads. None where another node holds
 * them: one reads at a time. Read what they point at afterwards, not in the same statement.
 */
export async function lockPlaces(tx: Tx, { workspaceId }: Scope, reader: FeedReader): Promise<ReaderPlace[]> {
  const { rows } = await sql<ReaderPlace>`
    select p.stream, p.last_offset as "offset", h.last_offset as head
      from feed_places p join stream_heads h on h.workspace_id = p.workspace_id and h.stream = p.stream
     where p.workspace_id = ${workspaceId} and p.reader = ${reader}
     order by p.stream for update of p skip locked`.execute(tx)
  return rows
}

/**
 * Moves a reader's places with what it made of what it read. The commit does not wait for the disk: what a dying
 * database forgets, it forgets together with the places, and it is read again.
 */
export function movePlaces(
  tx: Tx,
  { workspaceId }: Scope,
  { reader, moved }: Readonly<{ reader: FeedReader; moved: ReadonlyMap<number, number> }>,
): void {
  writeLater(tx, sql`set local synchronous_commit = off`)
  writeLater(
    tx,
    sql`
    update feed_places p set last_offset = moved.last_offset
      from unnest(${[...moved.keys()]}::smallint[], ${[...moved.values()]}::bigint[]) as moved (stream, last_offset)
     where p.workspace_id = ${workspaceId} and p.reader = ${reader} and p.stream = moved.stream`,
  )
}

/**
 * Whether a reader has yet to read something that happened before `since`, or has not begun. By primary keys, and the
 * next event of each stream by the unique index on (stream, feed_offset).
 */
export async function isReaderBehind(
  db: DbOrTx,
  { workspaceId }: Scope,
  { reader, since }: Readonly<{ reader: FeedReader; since: number }>,
): Promise<boolean> {
  const { rows } = await sql<{ isBehind: boolean }>`
    select exists (
      select from stream_heads h
        left join feed_places p on p.workspace_id = ${workspaceId} and p.reader = ${reader} and p.stream = h.stream
       where h.workspace_id = ${workspaceId} and coalesce(p.last_offset, 0) < h.last_offset
         and exists (
           select from (
             select at from session_events e
              where e.workspace_id = ${workspaceId} and e.stream = h.stream
                and e.feed_offset > coalesce(p.last_offset, 0)
              order by e.feed_offset limit 1) next where next.at < ${new Date(since)})) as "isBehind"`.execute(
    db,
  )
  return rows[0]?.isBehind ?? false
}
