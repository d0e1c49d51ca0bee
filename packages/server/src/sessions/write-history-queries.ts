import type { ConversationId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { copyRows, isCopying, type Tx } from '../platform/db/index.ts'

/*
 * Rows travel as one JSON value per statement, whatever their number: PostgreSQL takes it apart by the table's own
 * column types, several times faster than one parameter per value, and without a limit on parameters. In a transaction
 * that copies they go by COPY, which is several times faster still.
 */

/** A row by its columns' names; moments as ISO text. */
export type Row = Readonly<Record<string, unknown>>

/** Sessions, in one statement. Every row has the columns of the first. */
export async function insertSessions(tx: Tx, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  if (isCopying(tx)) return await copyRows(tx, 'sessions', rows)
  const columns = sql.join(
    Object.keys(first)
      .filter((name) => name !== 'workspace_id')
      .map((name) => sql.ref(name)),
  )
  await sql`
    insert into sessions (workspace_id, ${columns})
    select workspace_id, ${columns} from json_populate_recordset(null::sessions, ${JSON.stringify(rows)}::json)`.execute(
    tx,
  )
}

/** Messages of sessions written down afterwards, in one statement. */
export async function insertMessages(tx: Tx, rows: readonly Row[]): Promise<void> {
  if (isCopying(tx)) return await copyRows(tx, 'messages', rows)
  await sql`
    insert into messages (workspace_id, message_id, session_id, conversation_id, version, author, text, at,
      file_count, delivered_at, read_at)
    select workspace_id, message_id, session_id, conversation_id, version, author, text, at, 0, delivered_at, read_at
    from json_populate_recordset(null::messages, ${JSON.stringify(rows)}::json)`.execute(tx)
}

/** Notes of sessions written down afterwards, in one statement. */
export async function insertNotes(tx: Tx, rows: readonly Row[]): Promise<void> {
  if (isCopying(tx)) return await copyRows(tx, 'notes', rows)
  await sql`
    insert into notes (workspace_id, note_id, session_id, conversation_id, version, author, text, mentions, at)
    select workspace_id, note_id, session_id, conversation_id, version, author, text, mentions, at
    from json_populate_recordset(null::notes, ${JSON.stringify(rows)}::json)`.execute(tx)
}

/**
 * Moves the heads of these streams on, each by its number of events, and answers where each stood before. The heads
 * are locked in ascending order and last in the transaction, like everywhere.
 */
export async function advanceHeads(
  tx: Tx,
  { workspaceId }: Scope,
  counts: ReadonlyMap<number, number>,
): Promise<ReadonlyMap<number, number>> {
  const streams = [...counts.keys()].sort((a, b) => a - b)
  await sql`
    select stream from stream_heads where workspace_id = ${workspaceId} and stream = any(${streams}::smallint[])
    order by stream for update`.execute(tx)
  const { rows } = await sql<{ stream: number; before: number }>`
    update stream_heads h set last_offset = h.last_offset + n.events
    from unnest(${streams}::smallint[], ${streams.map((s) => counts.get(s) ?? 0)}::int[]) as n (stream, events)
    where h.workspace_id = ${workspaceId} and h.stream = n.stream
    returning h.stream, h.last_offset - n.events as before`.execute(tx)
  return new Map(rows.map(({ stream, before }) => [stream, before]))
}

/** The log of sessions written down afterwards, in one statement. Under the locks of `advanceHeads`. */
export async function insertLog(tx: Tx, rows: readonly Row[]): Promise<void> {
  if (isCopying(tx)) return await copyRows(tx, 'session_events', rows)
  await sql`
    insert into session_events (workspace_id, session_id, version, conversation_id, stream, feed_offset, at, event)
    select workspace_id, session_id, version, conversation_id, stream, feed_offset, at, event
    from json_populate_recordset(null::session_events, ${JSON.stringify(rows)}::json)`.execute(tx)
}

/** Conversations with their latest session, in one statement. */
export async function insertConversations(tx: Tx, rows: readonly Row[]): Promise<void> {
  if (isCopying(tx)) return await copyRows(tx, 'conversations', rows)
  await sql`
    insert into conversations (workspace_id, conversation_id, inbox_id, contact_id, thread, session_id, created_at)
    select workspace_id, conversation_id, inbox_id, contact_id, thread, session_id, created_at
    from json_populate_recordset(null::conversations, ${JSON.stringify(rows)}::json)`.execute(tx)
}

/** Moves conversations on to their latest sessions, in one statement. By primary key. */
export async function moveConversations(
  tx: Tx,
  { workspaceId }: Scope,
  latest: ReadonlyMap<ConversationId, SessionId>,
): Promise<void> {
  await sql`
    update conversations c set session_id = latest.session_id
    from unnest(${[...latest.keys()]}::uuid[], ${[...latest.values()]}::uuid[]) as latest (conversation_id, session_id)
    where c.workspace_id = ${workspaceId} and c.conversation_id = latest.conversation_id`.execute(tx)
}
