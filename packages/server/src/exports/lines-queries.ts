import type { Actor, Instant, MessageId, SessionEvent, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'
import type { Item } from './items-queries.ts'

/** Sessions with the versions up to which they are read. */
export type Frozen = Pick<Item, 'sessionId' | 'version'>

const frozen = (items: readonly Frozen[]) => sql`
  unnest(${items.map(({ sessionId }) => sessionId)}::uuid[], ${items.map(({ version }) => version)}::int[])
    as frozen (session_id, version)`

/** The messages of a session as a file shows them, oldest first: the nth of each list is the nth message's. */
export type Talk = Readonly<{
  sessionId: SessionId
  versions: readonly number[]
  ats: readonly Instant[]
  authors: readonly Actor[]
  texts: readonly (string | null)[]
  /** Of messages with files; null where no message has one. */
  ids: readonly (MessageId | null)[] | null
}>

/**
 * What was said in these sessions up to their versions. By the index on (session, version). A row for each session, since
 * a million rows of messages cost the reader more than everything that is done with them. The order within the lists rests on
 * the inner query's: aggregates take rows as they come, and nothing stands above it but a grouping by what it is sorted by first.
 */
export async function listTalks(
  db: DbOrTx,
  { workspaceId }: Scope,
  items: readonly Frozen[],
): Promise<Talk[]> {
  const { rows } = await sql<Talk>`
    select said.session_id as "sessionId", json_agg(said.version) as versions,
      json_agg(round(date_part('epoch', said.at) * 1000)) as ats, json_agg(said.author) as authors,
      json_agg(said.text) as texts,
      case when max(said.file_count) > 0
        then json_agg(case when said.file_count > 0 then said.message_id end) end as ids
    from (
      select m.session_id, m.version, m.at, m.author, m.text, m.file_count, m.message_id
      from ${frozen(items)}
      join messages m on m.workspace_id = ${workspaceId} and m.session_id = frozen.session_id
        and m.version <= frozen.version
      order by m.session_id, m.version
    ) as said
    group by said.session_id`.execute(db)
  return rows
}

/** A note as a file shows it. */
export type NoteLine = Readonly<{
  sessionId: SessionId
  version: number
  at: number
  author: Actor
  text: string | null
}>

/** The notes of these sessions up to their versions, each oldest first. By the index on (session, version). */
export async function listNoteLines(
  db: DbOrTx,
  { workspaceId }: Scope,
  items: readonly Frozen[],
): Promise<NoteLine[]> {
  const { rows } = await sql<NoteLine>`
    select n.session_id as "sessionId", n.version, n.at, n.author, n.text
    from ${frozen(items)}
    join notes n on n.workspace_id = ${workspaceId} and n.session_id = frozen.session_id
      and n.version <= frozen.version
    order by n.session_id, n.version`.execute(db)
  return rows
}

/** Something that happened, besides what was said. */
export type EventLine = Readonly<{ sessionId: SessionId; version: number; at: number; event: SessionEvent }>

/** What happened in these sessions up to their versions besides messages and notes, each oldest first. By primary key. */
export async function listEventLines(
  db: DbOrTx,
  { workspaceId }: Scope,
  items: readonly Frozen[],
): Promise<EventLine[]> {
  const { rows } = await sql<EventLine>`
    select e.session_id as "sessionId", e.version, e.at, e.event
    from ${frozen(items)}
    join session_events e on e.workspace_id = ${workspaceId} and e.session_id = frozen.session_id
      and e.version <= frozen.version
    where e.event ->> 'type' not like 'message.%' and e.event ->> 'type' <> 'note.added'
    order by e.session_id, e.version`.execute(db)
  return rows
}

/** Everybody and everything that files call by name, by id: also who has left. Small tables, read whole. */
export async function listNames(
  db: DbOrTx,
  { workspaceId }: Scope,
): Promise<Readonly<{ id: string; name: string }>[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select user_id as id, display_name as name from memberships where workspace_id = ${workspaceId}
    union all select bot_id, name from bots where workspace_id = ${workspaceId}
    union all select team_id, name from teams where workspace_id = ${workspaceId}`.execute(db)
  return rows
}
