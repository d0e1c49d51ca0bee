import type { AgentId, ContactId, InboxId, SessionId, SessionList } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import type { SessionRecord } from './session-row.ts'
import { inReach } from './sessions-queries.ts'

/** A session's row with the names that lists show. */
export type ListedRecord = SessionRecord &
  Readonly<{
    contact_name: string | null
    contact_avatar_url: string | null
    inbox_name: string
    channel_kind: string
    channel_label: string | null
    agent_name: string | null
    bot_name: string | null
    team_name: string | null
    preview: string | null
    preview_files: number | null
    unread: number
  }>

/** Which sessions, in what order, from where. `before` is the last row of the page before. */
export type ListQuestion = Readonly<{
  list: SessionList
  agentId: AgentId | null
  sort: 'started' | 'activity'
  /** Sessions without a message since then are Historical. */
  activeSince: number
  inboxId: InboxId | null
  contactId: ContactId | null
  before: Readonly<{ at: number; id: string }> | null
  limit: number
}>

const sortColumn = { started: 'started_at', activity: 'last_activity_at' } as const

/**
 * One page of a list, newest first, with one row more than asked when there are more. Live lists are found by the
 * partial index on (state, agent) and sorted in memory; `ended` and `all` walk the index on (state,) started_at, and
 * the Inbox's ended list the partial one on last_activity_at.
 */
export async function listSessions(db: Db, scope: Scope, question: ListQuestion): Promise<ListedRecord[]> {
  const column = sql.ref(`s.${sortColumn[question.sort]}`)
  const { before, inboxId, contactId } = question
  const { rows } = await sql<ListedRecord>`
    with page as materialized (
      select s.* from sessions s
      where s.workspace_id = ${scope.workspaceId} and ${inReach(scope, 's')} and ${inList(question)}
        ${inboxId === null ? sql`` : sql`and s.inbox_id = ${inboxId}`}
        ${contactId === null ? sql`` : sql`and s.contact_id = ${contactId}`}
        ${before === null ? sql`` : sql`and (${column}, s.session_id) < (${new Date(before.at)}, ${before.id}::uuid)`}
      order by ${column} desc, s.session_id desc
      limit ${question.limit + 1}
    )
    ${named(scope)} order by ${column} desc, s.session_id desc`.execute(db)
  return rows
}

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

function named({ workspaceId }: Scope): RawBuilder<unknown> {
  return sql`
    select s.*, c.name as contact_name, c.avatar_url as contact_avatar_url,
      i.name as inbox_name, i.channel_kind, i.channel_label,
      a.display_name as agent_name, b.name as bot_name, t.name as team_name,
      left(m.text, 200) as preview, m.file_count as preview_files,
      greatest(0, s.contact_message_count - s.agent_read_count) as unread
    from page s
    join contacts c on c.workspace_id = ${workspaceId} and c.contact_id = s.contact_id
    join inboxes i on i.workspace_id = ${workspaceId} and i.inbox_id = s.inbox_id
    left join memberships a on a.workspace_id = ${workspaceId} and a.user_id = s.agent_id
    left join bots b on b.workspace_id = ${workspaceId} and b.bot_id = s.bot_id
    left join teams t on t.workspace_id = ${workspaceId} and t.team_id = s.team_id
    left join messages m on m.workspace_id = ${workspaceId} and m.message_id = s.last_message_id`
}

function inList({ list, agentId, activeSince }: ListQuestion): RawBuilder<unknown> {
  const lastMessage = sql`coalesce(s.last_message_at, s.started_at)`
  switch (list) {
    case 'all':
      return sql`true`
    case 'mine':
      return sql`s.state <> 'ended' and s.agent_id = ${agentId}`
    case 'active':
      return sql`s.state <> 'ended' and ${lastMessage} > ${new Date(activeSince)}`
    case 'historical':
      return sql`s.state <> 'ended' and ${lastMessage} <= ${new Date(activeSince)}`
    case 'ended':
      // Spelt out: only a constant lets the planner use the partial index.
      return sql`s.state = 'ended'`
    case 'bot':
    case 'unassigned':
    case 'on_hold':
    case 'wrap_up':
      return sql`s.state = ${list} and s.state <> 'ended'`
  }
}

/** How many live sessions there are of each kind. */
export type LiveCount = Readonly<{
  state: string
  agent_id: string | null
  inbox_id: string
  is_active: boolean
  count: number
}>

/** All live sessions, grouped by what the lists tell apart. Reads the live ones by their partial index. */
export async function countLive(db: Db, scope: Scope, activeSince: number): Promise<LiveCount[]> {
  const { rows } = await sql<LiveCount>`
    select s.state, s.agent_id, s.inbox_id,
      coalesce(s.last_message_at, s.started_at) > ${new Date(activeSince)} as is_active, count(*) as count
    from sessions s
    where s.workspace_id = ${scope.workspaceId} and s.state <> 'ended' and ${inReach(scope, 's')}
    group by 1, 2, 3, 4`.execute(db)
  return rows
}

/** How many ended sessions there are, stopping at `max`. Reads at most that many entries of an index. */
export async function countEnded(db: Db, scope: Scope, max: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from sessions s
      where s.workspace_id = ${scope.workspaceId} and s.state = 'ended' and ${inReach(scope, 's')}
      limit ${max}) as counted`.execute(db)
  return rows[0]?.count ?? 0
}
