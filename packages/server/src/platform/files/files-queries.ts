import type { Actor, ConversationId, FileId, Instant, MessageId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../context.ts'
import type { DbOrTx, Tx } from '../db/index.ts'
import { rasterImages } from './media-type.ts'

/** What is known of a file, apart from its bytes. */
export type FileRow = Readonly<{
  workspaceId: WorkspaceId
  id: FileId
  storageKey: string
  name: string
  mediaType: string
  bytes: number
  conversationId: ConversationId | null
  messageId: MessageId | null
  kept: boolean
}>

const columns = sql`
  f.workspace_id as "workspaceId", f.file_id as id, f.storage_key as "storageKey", f.name,
  f.media_type as "mediaType", f.bytes, f.conversation_id as "conversationId", f.message_id as "messageId", f.kept`

export type NewFile = Pick<FileRow, 'id' | 'storageKey' | 'name' | 'mediaType' | 'bytes'> &
  Readonly<{ by: Actor }>

/** Adds a file that belongs to no message yet. */
export async function insertFile(db: DbOrTx, { workspaceId }: Scope, file: NewFile): Promise<FileRow> {
  const { rows } = await sql<FileRow>`
    insert into files as f (workspace_id, file_id, storage_key, name, media_type, bytes, uploaded_by)
    values (${workspaceId}, ${file.id}, ${file.storageKey}, ${file.name}, ${file.mediaType}, ${file.bytes},
      ${JSON.stringify(file.by)})
    returning ${columns}`.execute(db)
  const [row] = rows
  if (!row) throw new Error('An insert returned nothing')
  return row
}

/** One file by its primary key, for whoever has proven their right to it already. */
export async function findFile(
  db: DbOrTx,
  { workspaceId }: Pick<Scope, 'workspaceId'>,
  id: FileId,
): Promise<FileRow | null> {
  const { rows } = await sql<FileRow>`
    select ${columns} from files f where f.workspace_id = ${workspaceId} and f.file_id = ${id}`.execute(db)
  return rows[0] ?? null
}

/**
 * One file as far as somebody may see it: of a conversation in their inboxes (for a contact, their own conversation),
 * or their own upload. By primary keys.
 */
export async function findVisibleFile(
  db: DbOrTx,
  { workspaceId, inboxes }: Scope,
  { id, by }: Readonly<{ id: FileId; by: Actor }>,
): Promise<FileRow | null> {
  const inbox = inboxes === 'all' ? sql`true` : sql`c.inbox_id = any(${inboxes}::uuid[])`
  const own = by.kind === 'contact' ? sql`c.contact_id = ${by.id}` : sql`true`
  const { rows } = await sql<FileRow>`
    select ${columns} from files f
    left join conversations c on c.workspace_id = f.workspace_id and c.conversation_id = f.conversation_id
    where f.workspace_id = ${workspaceId} and f.file_id = ${id} and case
      when f.conversation_id is null then f.uploaded_by = ${JSON.stringify(by)}::jsonb
      else c.conversation_id is not null and ${inbox} and ${own} end`.execute(db)
  return rows[0] ?? null
}

/**
 * The files of some messages, each message's in the order they were sent. By files_message. The caller has
 * made sure of the messages.
 */
export async function listFilesOf(
  db: DbOrTx,
  { workspaceId }: Scope,
  messageIds: readonly MessageId[],
): Promise<Map<MessageId, FileRow[]>> {
  const found = new Map<MessageId, FileRow[]>()
  if (messageIds.length === 0) return found
  const { rows } = await sql<FileRow & { messageId: MessageId }>`
    select ${columns} from files f
    where f.workspace_id = ${workspaceId} and f.message_id = any(${messageIds}::uuid[])
    order by f.message_id, f.position`.execute(db)
  for (const row of rows) {
    const files = found.get(row.messageId)
    if (files) files.push(row)
    else found.set(row.messageId, [row])
  }
  return found
}

/**
 * Files that wait for a message, in the order asked for: those of a draft. Only what `by` uploaded, since whoever is
 * shown a file gets a link to its bytes. By primary keys.
 */
export async function listWaitingFiles(
  db: DbOrTx,
  { workspaceId }: Scope,
  { fileIds, by }: Readonly<{ fileIds: readonly FileId[]; by: Actor }>,
): Promise<FileRow[]> {
  if (fileIds.length === 0) return []
  const { rows } = await sql<FileRow>`
    select ${columns} from files f
    where f.workspace_id = ${workspaceId} and f.file_id = any(${fileIds}::uuid[]) and f.message_id is null
      and not f.kept and f.uploaded_by = ${JSON.stringify(by)}::jsonb
    order by array_position(${fileIds}::uuid[], f.file_id)`.execute(db)
  return rows
}

/** What takes files: a message, by whom its files must have been uploaded. */
export type Claim = Readonly<{
  fileIds: readonly FileId[]
  messageId: MessageId
  conversationId: ConversationId
  by: Actor
}>

/**
 * Gives waiting files to a message, in the order named, and says how many it got: fewer than asked for when one is used,
 * gone, or somebody else's, and then the caller refuses. Takes the files' row locks.
 */
export async function claimFiles(
  tx: Tx,
  { workspaceId }: Scope,
  { fileIds, messageId, conversationId, by }: Claim,
): Promise<number> {
  if (fileIds.length === 0) return 0
  const { rows } = await sql`
    update files f set message_id = ${messageId}, conversation_id = ${conversationId}, position = asked.n - 1
    from unnest(${fileIds}::uuid[]) with ordinality as asked (file_id, n)
    where f.workspace_id = ${workspaceId} and f.file_id = asked.file_id and f.message_id is null
      and not f.kept and f.uploaded_by = ${JSON.stringify(by)}::jsonb
    returning f.file_id`.execute(tx)
  return rows.length
}

/**
 * Keeps an uploaded picture for good, as an avatar. False when it is not there, not a picture, used in a message, or
 * somebody else's. Naming it again is harmless.
 */
export async function keepFile(
  tx: Tx,
  { workspaceId }: Scope,
  { fileId, by }: Readonly<{ fileId: FileId; by: Actor }>,
): Promise<boolean> {
  const { rows } = await sql`
    update files set kept = true
    where workspace_id = ${workspaceId} and file_id = ${fileId} and message_id is null
      and media_type = any(${rasterImages}::text[])
      and uploaded_by = ${JSON.stringify(by)}::jsonb
    returning file_id`.execute(tx)
  return rows.length === 1
}

/**
 * Lets go of the files of messages that are deleted, and says how many there were: nobody's from now on, and old enough
 * for the next sweep, which takes row and bytes together. A crash before it loses track of no bytes. By files_message.
 */
export async function abandonFiles(
  tx: Tx,
  { workspaceId }: Scope,
  messageIds: readonly MessageId[],
): Promise<number> {
  if (messageIds.length === 0) return 0
  const { rows } = await sql`
    update files set message_id = null, conversation_id = null, uploaded_by = '{"kind":"system"}',
      created_at = 'epoch'
    where workspace_id = ${workspaceId} and message_id = any(${messageIds}::uuid[])
    returning 1`.execute(tx)
  return rows.length
}

/**
 * Deletes a batch of files that nobody sent, and says where their bytes are. By files_unclaimed, read whole: it holds
 * a day's strays. Rows being claimed at this moment are left.
 */
export async function deleteUnclaimed(
  tx: Tx,
  { before, limit }: Readonly<{ before: Instant; limit: number }>,
): Promise<string[]> {
  const { rows } = await sql<{ storage_key: string }>`
    /* all workspaces: what nobody sent is removed everywhere alike */
    delete from files where (workspace_id, file_id) in (
      select workspace_id, file_id from files
      where message_id is null and not kept and created_at < ${new Date(before)}
      limit ${limit} for update skip locked)
    returning storage_key`.execute(tx)
  return rows.map((row) => row.storage_key)
}
