import type { SearchHit } from '@rapport/contract'
import type { MessageId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { inReach } from '../sessions/index.ts'

/** What a hit shows, before its text is made a snippet of; its moment as a number. */
export type HitRecord = Omit<SearchHit, 'snippet' | 'at' | 'contact' | 'inbox'> &
  Readonly<{
    at: number
    text: string
    contactId: SearchHit['contact']['id']
    contactName: string | null
    avatarUrl: string | null
    inboxName: string
    channelKind: string
    channelLabel: string | null
  }>

/** These messages as they stand now, with who and where, newest first; those without words are left out. By primary keys. */
export async function listHits(db: Db, scope: Scope, ids: readonly MessageId[]): Promise<HitRecord[]> {
  const { workspaceId } = scope
  const { rows } = await sql<HitRecord>`
    select m.message_id as "messageId", m.session_id as "sessionId", m.conversation_id as "conversationId", s.number,
           m.author ->> 'kind' as "from", coalesce(a.display_name, b.name) as "authorName", m.at, m.text,
           s.contact_id as "contactId", c.name as "contactName", c.avatar_url as "avatarUrl",
           i.name as "inboxName", i.channel_kind as "channelKind", i.channel_label as "channelLabel"
      from messages m
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = m.session_id and ${inReach(scope, 's')}
      join contacts c on c.workspace_id = ${workspaceId} and c.contact_id = s.contact_id
      join inboxes i on i.workspace_id = ${workspaceId} and i.inbox_id = s.inbox_id
      left join memberships a on a.workspace_id = ${workspaceId} and m.author ->> 'kind' = 'agent'
        and a.user_id = (m.author ->> 'id')::uuid
      left join bots b on b.workspace_id = ${workspaceId} and m.author ->> 'kind' = 'bot'
        and b.bot_id = (m.author ->> 'id')::uuid
     where m.workspace_id = ${workspaceId} and m.message_id = any(${ids}::uuid[]) and m.text is not null
     order by m.at desc, m.message_id desc`.execute(db)
  return rows
}
