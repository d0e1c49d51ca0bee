import type { Actor, ConversationId, MessageId, NoteId, RecordedEvent, Session } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type Tx, writeLater } from '../platform/db/index.ts'
import { insertJobs, type NewJob } from '../platform/jobs/index.ts'
import { identityColumns, toColumns } from './session-row.ts'

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
  | Readonly<{ kind: 'note'; id: NoteId; author: Actor; text: string }>

/** The claim that makes a write happen once, with the answer that a retry gets. */
export type Claim = Readonly<{ ownerId: string; clientId: string; bodyHash: Buffer; answer: unknown }>

/** All that one recording writes. */
export type Recording = Readonly<{
  stream: number
  conversationId: ConversationId
  before: Session
  after: Session
  recorded: readonly RecordedEvent[]
  bodies: readonly Body[]
  claim: Claim | null
  jobs: readonly NewJob[]
}>

/**
 * Writes a recording as one statement, sent together with the COMMIT behind it: state row, bodies, claim, jobs,
 * stream head, log. The head waits for the session row (`where exists`), so the one lock that
 * sessions share is taken last and held no longer than the commit takes. A second use of a claim fails on its key.
 */
export function writeEvents(tx: Tx, scope: Scope, recording: Recording): void {
  const { recorded, stream, conversationId, before } = recording
  const parts = [
    sql`state_row as (${stateRow(scope, recording)} returning 1)`,
    ...recording.bodies.map(
      (body, i) => sql`body_${sql.raw(String(i))} as (${bodyRow(scope, recording, body)})`,
    ),
    ...(recording.claim === null ? [] : [sql`claim as (${claimRow(scope, recording.claim)})`]),
    ...(recording.jobs.length === 0 ? [] : [sql`queued as (${insertJobs(recording.jobs)})`]),
    sql`head as (
      update stream_heads set last_offset = last_offset + ${recorded.length}
      where workspace_id = ${scope.workspaceId} and stream = ${stream} and exists (select 1 from state_row)
      returning last_offset
    )`,
  ]
  writeLater(
    tx,
    sql`
      with ${sql.join(parts)}
      insert into session_events
        (workspace_id, session_id, version, conversation_id, stream, feed_offset, at, event)
      select ${scope.workspaceId}::uuid, ${before.id}::uuid, e.version, ${conversationId}::uuid, ${stream}::smallint,
        head.last_offset - ${recorded.length}::int + e.ordinal, e.at, e.event
      from head, unnest(
        ${recorded.map((r) => r.version)}::int[],
        ${recorded.map((r) => new Date(r.at))}::timestamptz[],
        ${recorded.map((r) => JSON.stringify(r.event))}::jsonb[]
      ) with ordinality as e (version, at, event, ordinal)`,
  )
}

function stateRow(scope: Scope, { before, after }: Recording): RawBuilder<unknown> {
  const columns = Object.entries(toColumns(after))
  if (before.version > 0) {
    const sets = columns.map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
    return sql`update sessions set ${sql.join(sets)}
      where workspace_id = ${scope.workspaceId} and session_id = ${after.id}`
  }
  const all = [...Object.entries(identityColumns(after)), ...columns]
  return sql`insert into sessions (workspace_id, session_id, ${sql.join(all.map(([name]) => sql.ref(name)))})
    values (${scope.workspaceId}, ${after.id}, ${sql.join(all.map(([, value]) => value))})`
}

function bodyRow(scope: Scope, recording: Recording, body: Body): RawBuilder<unknown> {
  const { recorded, before, conversationId } = recording
  const { version, at } = eventOf(recorded, body)
  const author = JSON.stringify(body.author)
  if (body.kind === 'note')
    return sql`insert into notes (workspace_id, note_id, session_id, conversation_id, version, author, text, at)
      values (${scope.workspaceId}, ${body.id}, ${before.id}, ${conversationId}, ${version}, ${author}, ${body.text},
        ${new Date(at)})`
  // What the contact sent has reached us by being stored; what we send has yet to reach them.
  const deliveredAt = body.author.kind === 'contact' ? new Date(at) : null
  return sql`insert into messages (workspace_id, message_id, session_id, conversation_id, version, author, text,
      file_count, client_id, at, delivered_at)
    values (${scope.workspaceId}, ${body.id}, ${before.id}, ${conversationId}, ${version}, ${author}, ${body.text},
      ${body.fileCount}, ${body.clientId}, ${new Date(at)}, ${deliveredAt})`
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
    values (${scope.workspaceId}, ${claim.ownerId}, ${claim.clientId}, ${claim.bodyHash},
      ${JSON.stringify(claim.answer)})`
}
