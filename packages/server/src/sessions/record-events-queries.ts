import type { Origin } from '@rapport/contract'
import {
  type Actor,
  type AgentId,
  type ConversationId,
  foldVersion,
  type MessageId,
  type NoteId,
  type RecordedEvent,
  type Session,
} from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type Db, type Tx, writeLater } from '../platform/db/index.ts'
import { insertJobs, type NewJob } from '../platform/jobs/index.ts'
import { changedColumns, identityColumns, originColumns, toColumns } from './session-row.ts'
import { tagParts } from './session-tags-queries.ts'

/** The words an event speaks of, kept beside the log so that they can be erased. */
export type Body =
  | Readonly<{
      kind: 'message'
      id: MessageId
      author: Actor
      text: string
      fileCount: number
      clientId: string | null
    }>
  | Readonly<{ kind: 'note'; id: NoteId; author: Actor; text: string; mentions?: readonly AgentId[] }>

/** The claim that makes a write happen once, with the answer that a retry gets. */
export type Claim = Readonly<{ ownerId: string; clientId: string; bodyHash: Buffer; answer: unknown }>

/** What goes with the events: the words they speak of, the claim of their write, and where a new session comes from. */
export type WithEvents = Readonly<{
  bodies: readonly Body[]
  claim: Claim | null
  origin: Origin | undefined
}>

/** All that one recording writes. */
export type Recording = WithEvents &
  Readonly<{
    stream: number
    conversationId: ConversationId
    before: Session
    after: Session
    recorded: readonly RecordedEvent[]
    jobs: readonly NewJob[]
  }>

/**
 * Sends a recording behind what the transaction did before, and its COMMIT right behind that. A second use of a claim
 * fails on its key; the lock on the session row is what its version is certain by.
 */
export function writeEvents(tx: Tx, scope: Scope, recording: Recording): void {
  writeLater(tx, recordingStatement(scope, recording))
}

/**
 * Writes a recording as a transaction of its own, if the session is still at the version it was decided on; false,
 * and nothing written, when it has moved on. For what needs no lock before it: one statement, one round trip.
 */
export async function writeEventsAtOnce(db: Db, scope: Scope, recording: Recording): Promise<boolean> {
  const { numAffectedRows } = await recordingStatement(scope, recording).execute(db)
  return Number(numAffectedRows) === recording.recorded.length
}

/**
 * One statement for all of it: state row, bodies, claim, jobs, stream head, log. Everything hangs on the state row
 * being written, at the version decided on; the stream head comes after it, so that the one lock that sessions
 * share is taken last and held no longer than the commit takes.
 */
function recordingStatement(scope: Scope, recording: Recording): RawBuilder<unknown> {
  const { recorded, stream, conversationId, before } = recording
  const parts = [
    sql`state_row as (${stateRow(scope, recording)} returning 1)`,
    ...recording.bodies.map(
      (body, i) => sql`body_${sql.raw(String(i))} as (${bodyRow(scope, recording, body)})`,
    ),
    ...(recording.claim === null ? [] : [sql`claim as (${claimRow(scope, recording.claim)})`]),
    ...tagParts(scope, recording),
    ...(recording.jobs.length === 0 ? [] : [sql`queued as (${insertJobs(recording.jobs)})`]),
    sql`head as (
      update stream_heads set last_offset = last_offset + ${recorded.length}
      where workspace_id = ${scope.workspaceId} and stream = ${stream} and exists (select 1 from state_row)
      returning last_offset
    )`,
  ]
  const events = recorded.map(
    ({ version, at, event }, i) =>
      sql`(${version}::int, ${new Date(at)}::timestamptz, ${JSON.stringify(event)}::jsonb, ${recorded.length - 1 - i}::int)`,
  )
  return sql`
    with ${sql.join(parts)}
    insert into session_events
      (workspace_id, session_id, version, conversation_id, stream, feed_offset, at, event)
    select ${scope.workspaceId}::uuid, ${before.id}::uuid, e.version, ${conversationId}::uuid, ${stream}::smallint,
      head.last_offset - e.before_last, e.at, e.event
    from head, (values ${sql.join(events)}) as e (version, at, event, before_last)`
}

function stateRow(scope: Scope, { before, after, origin }: Recording): RawBuilder<unknown> {
  if (before.version > 0) {
    const sets = changedColumns(before, after).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
    return sql`update sessions set ${sql.join(sets)}
      where workspace_id = ${scope.workspaceId} and session_id = ${after.id} and version = ${before.version}`
  }
  const columns = { ...identityColumns(after), ...toColumns(after), ...originColumns(origin) }
  const all = Object.entries({ ...columns, fold_version: foldVersion })
  return sql`insert into sessions (workspace_id, session_id, ${sql.join(all.map(([name]) => sql.ref(name)))})
    values (${scope.workspaceId}, ${after.id}, ${sql.join(all.map(([, value]) => value))})`
}

function bodyRow(scope: Scope, recording: Recording, body: Body): RawBuilder<unknown> {
  const { recorded, before, conversationId } = recording
  const { version, at } = eventOf(recorded, body)
  const author = JSON.stringify(body.author)
  if (body.kind === 'note')
    return sql`insert into notes (workspace_id, note_id, session_id, conversation_id, version, author, text, mentions, at)
      select ${scope.workspaceId}::uuid, ${body.id}::uuid, ${before.id}::uuid, ${conversationId}::uuid, ${version}::int,
        ${author}::jsonb, ${body.text}::text, ${body.mentions ?? []}::uuid[], ${new Date(at)}::timestamptz
      from state_row`
  // What the contact sent has reached us by being stored; what we send has yet to reach them.
  const deliveredAt = body.author.kind === 'contact' ? new Date(at) : null
  return sql`insert into messages (workspace_id, message_id, session_id, conversation_id, version, author, text,
      file_count, client_id, at, delivered_at)
    select ${scope.workspaceId}::uuid, ${body.id}::uuid, ${before.id}::uuid, ${conversationId}::uuid, ${version}::int,
      ${author}::jsonb, ${body.text}::text, ${body.fileCount}::smallint, ${body.clientId}::text,
      ${new Date(at)}::timestamptz, ${deliveredAt}::timestamptz
    from state_row`
}

function eventOf(recorded: readonly RecordedEvent[], body: Body): RecordedEvent {
  const found = recorded.find(({ event }) =>
    body.kind === 'note'
      ? event.type === 'note.added' && event.noteId === body.id
      : (event.type === 'message.received' || event.type === 'message.sent') && event.messageId === body.id,
  )
  if (found === undefined) throw new Error(`No event speaks of the ${body.kind} ${body.id}`)
  return found
}

function claimRow(scope: Scope, claim: Claim): RawBuilder<unknown> {
  return sql`insert into idempotency (workspace_id, owner_id, client_id, body_hash, answer)
    select ${scope.workspaceId}::uuid, ${claim.ownerId}::uuid, ${claim.clientId}::text, ${claim.bodyHash}::bytea,
      ${JSON.stringify(claim.answer)}::jsonb
    from state_row`
}
