import type { MessageDelivery, MessageView, NoteView, PersonView, ServerFrame } from '@rapport/contract'
import {
  type Actor,
  type AgentId,
  asId,
  type ConversationId,
  type Instant,
  instant,
  type MessageId,
  type SessionId,
} from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { avatarUrl, type FileRow, listFilesOf, presentFile } from '../platform/files/index.ts'
import type { MarkRecord } from './marks-queries.ts'
import { listPeople } from './people-queries.ts'

/** A message's row, however it was read. */
export type MessageRecord = Readonly<{
  message_id: string
  session_id: string
  version: number
  author: unknown
  text: string | null
  file_count: number
  client_id: string | null
  at: number
  delivered_at: number | null
  read_at: number | null
  delivery: MessageDelivery | null
  edited_at: number | null
  deleted_at: number | null
  reaction: string | null
}>

/** A note's row. */
export type NoteRecord = Readonly<{
  note_id: string
  session_id: string
  version: number
  author: unknown
  text: string | null
  mentions: readonly string[]
  at: number
}>

const moment = (ms: number | null): Instant | null => (ms === null ? null : instant(ms))

/** Messages on the wire, with their files; asks for files only when there are any. */
export async function presentMessages(
  platform: Platform,
  scope: Scope,
  rows: readonly MessageRecord[],
): Promise<MessageView[]> {
  const files = await filesOf(platform.db, scope, rows)
  const signer = { ...platform, scope }
  return rows.map((row) => ({
    id: asId(row.message_id),
    sessionId: asId(row.session_id),
    version: row.version,
    author: row.author as Actor,
    at: instant(row.at),
    text: row.text,
    files: (files.get(asId(row.message_id)) ?? []).map((file) => presentFile(signer, file)),
    clientId: row.client_id,
    deliveredAt: moment(row.delivered_at),
    readAt: moment(row.read_at),
    delivery: row.delivery,
    editedAt: moment(row.edited_at),
    deletedAt: moment(row.deleted_at),
    reaction: row.reaction,
  }))
}

/** The message as its contact may see it: how it fared on its way is ours to know. */
export const messageForContact = (message: MessageView): MessageView => ({ ...message, delivery: null })

function filesOf(db: Db, scope: Scope, rows: readonly MessageRecord[]): Promise<Map<MessageId, FileRow[]>> {
  const ids = rows.filter((row) => row.file_count > 0).map((row) => asId<MessageId>(row.message_id))
  return ids.length === 0 ? Promise.resolve(new Map()) : listFilesOf(db, scope, ids)
}

/** A note on the wire. */
export const presentNote = (row: NoteRecord): NoteView => ({
  id: asId(row.note_id),
  sessionId: asId(row.session_id),
  version: row.version,
  author: row.author as Actor,
  at: instant(row.at),
  text: row.text,
  mentions: row.mentions.map((id) => asId<AgentId>(id)),
})

const peopleKeptMs = 5_000

/** Names and pictures of a workspace's agents and bots, asked for again after five seconds. */
export type People = Readonly<{ find(scope: Scope, actors: readonly Actor[]): Promise<PersonView[]> }>

/** A directory of people for one server. Contacts are not in it: their names come with their conversation. */
export function createPeople(platform: Platform): People {
  const known = new Map<string, { readAt: number; people: Promise<Map<string, PersonView>> }>()

  async function read(scope: Scope): Promise<Map<string, PersonView>> {
    const rows = await listPeople(platform.db, scope)
    return new Map(
      rows.map(({ kind, id, name, avatar_file_id }) => [
        id,
        {
          kind,
          id,
          name,
          avatarUrl: avatarUrl(platform, scope, avatar_file_id),
        },
      ]),
    )
  }

  function peopleOf(scope: Scope): Promise<Map<string, PersonView>> {
    const kept = known.get(scope.workspaceId)
    if (kept !== undefined && platform.now() - kept.readAt < peopleKeptMs) return kept.people
    const people = read(scope)
    known.set(scope.workspaceId, { readAt: platform.now(), people })
    // A failed question is not an answer to keep.
    people.catch(() => known.delete(scope.workspaceId))
    return people
  }

  return {
    async find(scope, actors) {
      const ids = new Set(
        actors.flatMap((actor) => (actor.kind === 'agent' || actor.kind === 'bot' ? actor.id : [])),
      )
      if (ids.size === 0) return []
      const people = await peopleOf(scope)
      return [...ids].flatMap((id) => people.get(id) ?? [])
    },
  }
}

/** Marks as frames: one per side and kind, since one side may be read less far than delivered. */
export function presentMarks(conversationId: ConversationId, marks: readonly MarkRecord[]): ServerFrame[] {
  return marks.flatMap((row) => {
    const base = {
      type: 'ticks',
      conversationId,
      sessionId: asId<SessionId>(row.session_id),
      of: row.of,
    } as const
    const delivered = {
      ...base,
      upToVersion: row.delivered_version ?? 0,
      deliveredAt: moment(row.delivered_at),
      readAt: null,
    }
    const read = {
      ...base,
      upToVersion: row.read_version ?? 0,
      deliveredAt: moment(row.delivered_at),
      readAt: moment(row.read_at),
    }
    return [
      ...(row.delivered_version === null ? [] : [delivered]),
      ...(row.read_version === null ? [] : [read]),
    ]
  })
}
