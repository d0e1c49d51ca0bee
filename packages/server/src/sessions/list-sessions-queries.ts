import type { Origin } from '@rapport/contract'
import type { AgentId, ContactId, FieldValue, InboxId, SessionId, SessionList } from '@rapport/domain'
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
 * One page of a list, newest first, with one row more than asked when there are more. Every part of it walks an index
 * in the order asked for and stops when the page is full: the live sessions by sessions_live_started (by last activity
 * they are sorted in memory, being few), the history by sessions_started, sessions_state_started, sessions_contact,
 * sessions_inbox_started and the two on last_activity_at. What no index has in one order is several walks, merged.
 */
export async function listSessions(db: Db, scope: Scope, question: ListQuestion): Promise<ListedRecord[]> {
  const column = sql.ref(sortColumn[question.sort])
  const { before, contactId } = question
  // Spelt out: with a limit it does not know, the planner finds each kept plan too dear and plans again every time.
  const limit = sql.lit(question.limit + 1)
  const walks = walksOf(scope, question).map(
    (within) => sql`
      (select * from sessions s
      where s.workspace_id = ${scope.workspaceId} and ${within}
        ${contactId === null ? sql`` : sql`and s.contact_id = ${contactId}`}
        ${before === null ? sql`` : sql`and (${column}, session_id) < (${new Date(before.at)}, ${before.id}::uuid)`}
      order by ${column} desc, session_id desc
      limit ${limit})`,
  )
  const merged =
    walks.length === 1
      ? walks[0]
      : sql`select * from (${sql.join(walks, sql` union all `)}) as walked
        order by ${column} desc, session_id desc limit ${limit}`
  const { rows } = await sql<ListedRecord>`
    with page as materialized (${merged})
    ${named(scope)} order by ${column} desc, session_id desc`.execute(db)
  return rows
}

/** So many inboxes are walked one by one; who works more of them has most of what a walk over all of them finds. */
const inboxWalksMax = 12

/** The conditions that together make the list, each with an index that has it in the order asked for. */
function walksOf(scope: Scope, question: ListQuestion): RawBuilder<unknown>[] {
  const { list, sort } = question
  const ofHistory = inboxWalks(scope, question)
  if (list === 'ended' || (list === 'all' && sort === 'started'))
    return ofHistory.map((inbox) => sql`${inList(question)} and ${inbox}`)
  const live = sql`${list === 'all' ? sql`s.state <> 'ended'` : inList(question)} and ${inInbox(scope, question)}`
  if (list !== 'all') return [live]
  return [live, ...ofHistory.map((inbox) => sql`s.state = 'ended' and ${inbox}`)]
}

function inboxWalks(scope: Scope, question: ListQuestion): RawBuilder<unknown>[] {
  const { inboxes } = scope
  const isOne = question.inboxId !== null || question.contactId !== null
  if (isOne || inboxes === 'all' || inboxes.length === 0 || inboxes.length > inboxWalksMax)
    return [inInbox(scope, question)]
  return inboxes.map((id) => sql`s.inbox_id = ${id}`)
}

const inInbox = (scope: Scope, { inboxId }: ListQuestion): RawBuilder<unknown> =>
  inboxId === null ? inReach(scope, 's') : sql`s.inbox_id = ${inboxId} and ${inReach(scope, 's')}`

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
      c.email as contact_email, c.phone as contact_phone, c.tag_ids as contact_tag_ids, c.fields as contact_fields,
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

/** How many ended sessions there are, stopping at `max`. Reads at most that many entries of indexes, and no rows. */
export async function countEnded(db: Db, scope: Scope, max: number): Promise<number> {
  const ended = sql`select 1 from sessions s where s.workspace_id = ${scope.workspaceId} and s.state = 'ended'`
  const found =
    scope.inboxes === 'all'
      ? ended
      : sql`select 1 from unnest(${scope.inboxes}::uuid[]) as own (id)
          cross join lateral (${ended} and s.inbox_id = own.id limit ${max}) as theirs`
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${found} limit ${max}) as counted`.execute(db)
  return rows[0]?.count ?? 0
}
