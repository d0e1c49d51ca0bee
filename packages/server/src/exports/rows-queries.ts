import type { SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import { definedValues } from '../fields/index.ts'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'
import { inReach, type ListedRecord } from '../sessions/index.ts'

/** Which sessions, and whether the values of custom fields are wanted, which cost more than all else together. */
type RowsWanted = Readonly<{ ids: readonly SessionId[]; fields: boolean }>

/**
 * The rows of some sessions within reach with the names that files show, in no order. What only a screen shows, the last
 * message's first words, is left out: looking for it would read every message once more. All by primary key.
 */
export async function listRows(
  db: DbOrTx,
  scope: Scope,
  { ids, fields }: RowsWanted,
): Promise<ListedRecord[]> {
  const { workspaceId } = scope
  const none = sql`'{}'::jsonb`
  const { rows } = await sql<ListedRecord>`
    select s.*, ${fields ? definedValues(scope, 'session', sql`s.fields`) : none} as fields,
      c.name as contact_name, c.avatar_url as contact_avatar_url, c.email as contact_email, c.phone as contact_phone,
      c.tag_ids as contact_tag_ids,
      ${fields ? definedValues(scope, 'contact', sql`c.fields`) : none} as contact_fields,
      i.name as inbox_name, i.channel_kind, i.channel_label, a.display_name as agent_name, b.name as bot_name,
      t.name as team_name, null as preview, null as preview_files, y.text as summary,
      greatest(0, s.contact_message_count - s.agent_read_count) as unread
    from sessions s
    join contacts c on c.workspace_id = ${workspaceId} and c.contact_id = s.contact_id
    join inboxes i on i.workspace_id = ${workspaceId} and i.inbox_id = s.inbox_id
    left join memberships a on a.workspace_id = ${workspaceId} and a.user_id = s.agent_id
    left join bots b on b.workspace_id = ${workspaceId} and b.bot_id = s.bot_id
    left join teams t on t.workspace_id = ${workspaceId} and t.team_id = s.team_id
    left join session_summaries y on y.workspace_id = ${workspaceId} and y.session_id = s.session_id
    where s.workspace_id = ${workspaceId} and s.session_id = any(${ids}::uuid[]) and ${inReach(scope, 's')}`.execute(
    db,
  )
  return rows
}
