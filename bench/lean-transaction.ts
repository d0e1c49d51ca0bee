import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { Client } from 'pg'
import { clientConfig } from '../packages/server/src/platform/db/index.ts'
import type { Desk } from './desk.ts'

/** One bare connection that writes messages into a conversation of its own. */
export type Lean = Readonly<{ write(): Promise<void>; close(): Promise<void> }>

type Place = Readonly<{ workspaceId: string; inboxId: string; thread: string; stream: number }>

const lockText = `
  select s.* from conversations c
  join sessions s on s.workspace_id = c.workspace_id and s.session_id = c.session_id
  where c.workspace_id = $1 and c.inbox_id = $2 and c.thread = $3 for update of c, s`

// The same rows as the product writes for a message: session, message, claim, head, event.
const writes = (from: string) => `
  state_row as (
    update sessions s set version = s.version + 1, last_activity_at = now(), last_message_id = $4,
      last_message_at = now(), last_message_from = 'contact', waiting_since = coalesce(s.waiting_since, now()),
      message_count = s.message_count + 1, contact_message_count = s.contact_message_count + 1
    from ${from} where s.workspace_id = $1 and s.session_id = held.session_id
    returning s.session_id, s.conversation_id, s.version),
  body as (
    insert into messages (workspace_id, message_id, session_id, conversation_id, version, author, text, client_id, at,
      delivered_at)
    select $1, $4, session_id, conversation_id, version, $5::jsonb, $6, $7, now(), now() from state_row),
  claim as (
    insert into idempotency (workspace_id, owner_id, client_id, body_hash, answer)
    values ($1, $2, $3 || ':' || $7, $8, $9::jsonb)),
  head as (
    update stream_heads set last_offset = last_offset + 1
    where workspace_id = $1 and stream = $10 and exists (select 1 from state_row) returning last_offset)
  insert into session_events (workspace_id, session_id, version, conversation_id, stream, feed_offset, at, event)
  select $1, session_id, version, conversation_id, $10, last_offset, now(), $11::jsonb from state_row, head`

const writeText = `with held as (select $12::uuid as session_id), ${writes('held')}`
const wholeText = `
  with held as (select s.session_id from conversations c
    join sessions s on s.workspace_id = c.workspace_id and s.session_id = c.session_id
    where c.workspace_id = $1 and c.inbox_id = $2 and c.thread = $3 for update of c, s), ${writes('held')}`

/** The leanest forms of the product's transaction: four named statements in two round trips, or one statement. */
export async function openLean(desk: Desk, thread: string, form: 'pipelined' | 'one'): Promise<Lean> {
  const client = new Client({ ...clientConfig(desk.connection), pipeline: true } as ConstructorParameters<
    typeof Client
  >[0])
  await client.connect()
  const { rows } = await client.query(
    'select conversation_id from conversations where workspace_id = $1 and inbox_id = $2 and thread = $3',
    [desk.workspaceId, desk.inboxId, thread],
  )
  const conversationId = String(rows[0].conversation_id)
  const place = {
    workspaceId: desk.workspaceId,
    inboxId: desk.inboxId,
    thread,
    stream: Number.parseInt(conversationId.slice(-1), 16),
  }
  const write = form === 'one' ? () => writeWhole(client, place) : () => writePipelined(client, place)
  return { write, close: () => client.end() }
}

const author = JSON.stringify({ kind: 'contact', id: randomUUID() })
const hash = Buffer.alloc(32, 1)

function values({ workspaceId, inboxId, thread, stream }: Place): unknown[] {
  const messageId = randomUUIDv7()
  const answer = JSON.stringify({ conversationId: inboxId, sessionId: inboxId, messageId, version: 2 })
  const event = JSON.stringify({ type: 'message.received', messageId })
  const text = 'My parcel shows delivered, but it is not here.'
  return [workspaceId, inboxId, thread, messageId, author, text, randomUUID(), hash, answer, stream, event]
}

async function writeWhole(client: Client, place: Place): Promise<void> {
  await client.query({ name: 'whole', text: wholeText, values: values(place) })
}

async function writePipelined(client: Client, place: Place): Promise<void> {
  const begun = client.query({ name: 'begin', text: 'begin', values: [] })
  const locked = client.query({
    name: 'lock',
    text: lockText,
    values: [place.workspaceId, place.inboxId, place.thread],
  })
  const [, { rows }] = await Promise.all([begun, locked])
  const written = client.query({
    name: 'write',
    text: writeText,
    values: [...values(place), rows[0].session_id],
  })
  await Promise.all([written, client.query({ name: 'commit', text: 'commit', values: [] })])
}
