import type { Origin } from '@rapport/contract'
import type { FieldValue, SessionId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import { definedValues } from '../fields/index.ts'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import type { SessionRecord } from './session-row.ts'
import { inReach } from './sessions-queries.ts'

/** A session's row with the names that lists show. */
export type ListedRecord = SessionRecord &
  Readonly<{
    contact_name: string | null
    contact_avatar_url: string | null
    contact_email: string | null
    contact_phone: string | null
    contact_tag_ids: readonly string[]
    contact_fields: Readonly<Record<string, FieldValue>>
    fields: Readonly<Record<string, FieldValue>>
    language: string | null
    country: string | null
    page_url: string | null
    referrer: string | null
    device: Origin['device']
    inbox_name: string
    channel_kind: string
    channel_label: string | null
    agent_name: string | null
    bot_name: string | null
    team_name: string | null
    preview: string | null
    preview_files: number | null
    summary: string | null
    unread: number
  }>

/** The rows of some sessions, as lists show them; in no order. By primary key. */
export async function listSessionsById(
  db: Db,
  scope: Scope,
  ids: readonly SessionId[],
): Promise<ListedRecord[]> {
  const { rows } = await sql<ListedRecord>`
    with page as materialized (
      select s.* from sessions s
      where s.workspace_id = ${scope.workspaceId} and s.session_id = any(${ids}::uuid[]) and ${inReach(scope, 's')}
    ) ${named(scope)}`.execute(db)
  return rows
}

/** The rows of the table expression `page`, with the names that lists show; each by primary key. */
export function named(scope: Scope): RawBuilder<unknown> {
  const { workspaceId } = scope
  return sql`
    select s.*, ${definedValues(scope, 'session', sql`s.fields`)} as fields,
      c.name as contact_name, c.avatar_url as contact_avatar_url,
      c.email as contact_email, c.phone as contact_phone, c.tag_ids as contact_tag_ids,
      ${definedValues(scope, 'contact', sql`c.fields`)} as contact_fields,
      i.name as inbox_name, i.channel_kind, i.channel_label,
      a.display_name as agent_name, b.name as bot_name, t.name as team_name,
      left(m.text, 200) as preview, m.file_count as preview_files, nullif(y.text, '') as summary,
      greatest(0, s.contact_message_count - s.agent_read_count) as unread
    from page s
    join contacts c on c.workspace_id = ${workspaceId} and c.contact_id = s.contact_id
    join inboxes i on i.workspace_id = ${workspaceId} and i.inbox_id = s.inbox_id
    left join memberships a on a.workspace_id = ${workspaceId} and a.user_id = s.agent_id
    left join bots b on b.workspace_id = ${workspaceId} and b.bot_id = s.bot_id
    left join teams t on t.workspace_id = ${workspaceId} and t.team_id = s.team_id
    left join messages m on m.workspace_id = ${workspaceId} and m.message_id = s.last_message_id
    left join session_summaries y on y.workspace_id = ${workspaceId} and y.session_id = s.session_id`
}
