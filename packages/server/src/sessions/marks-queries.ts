import type { AgentId, ConversationId, MessageId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx } from '../platform/db/index.ts'
import { inReach } from './sessions-queries.ts'

/** How far a side's messages are marked: the last version marked so, with its moment. */
export type MarkRecord = Readonly<{
  session_id: string
  of: 'contact' | 'us'
  delivered_version: number | null
  delivered_at: number | null
  read_version: number | null
  read_at: number | null
}>

/** The delivery and read marks of a conversation's latest session, one row per side. By (session, version). */
export async function findMarks(db: Db, { workspaceId }: Scope, id: ConversationId): Promise<MarkRecord[]> {
  const { rows } = await sql<MarkRecord>`
    select m.session_id, case when m.author ->> 'kind' = 'contact' then 'contact' else 'us' end as of,
      max(m.version) filter (where m.delivered_at is not null) as delivered_version,
      max(m.delivered_at) as delivered_at,
      max(m.version) filter (where m.read_at is not null) as read_version,
      max(m.read_at) as read_at
    from conversations c
    join messages m on m.workspace_id = c.workspace_id and m.session_id = c.session_id
    where c.workspace_id = ${workspaceId} and c.conversation_id = ${id}
    group by 1, 2`.execute(db)
  return rows
}

/** How many messages to the visitor they have not read, over the conversation. Stops at `max`. */
export async function countUnreadByContact(
  db: Db,
  { workspaceId }: Scope,
  id: ConversationId,
  max: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from sessions s join messages m on m.workspace_id = ${workspaceId} and m.session_id = s.session_id
      where s.workspace_id = ${workspaceId} and s.conversation_id = ${id}
        and m.author ->> 'kind' <> 'contact' and m.read_at is null
      limit ${max}) as counted`.execute(db)
  return rows[0]?.count ?? 0
}

/** Where a message stands, and whose conversation that is. */
export type MessagePlace = Readonly<{
  session_id: string
  conversation_id: string
  contact_id: string
  version: number
}>

/** A message's place, if the scope reaches it. By primary key. */
export async function findMessage(db: DbOrTx, scope: Scope, id: MessageId): Promise<MessagePlace | null> {
  const { rows } = await sql<MessagePlace>`
    select m.session_id, m.conversation_id, m.version, s.contact_id
    from messages m join sessions s on s.workspace_id = m.workspace_id and s.session_id = m.session_id
    where m.workspace_id = ${scope.workspaceId} and m.message_id = ${id} and ${inReach(scope, 's')}`.execute(
    db,
  )
  return rows[0] ?? null
}

/**
 * Marks one side's messages of a session, up to a version, as delivered or as read (which is delivered too). Each keeps
 * the earliest moment said of it, so marks may come late and in any order. By (session, version). True if any changed.
 */
export async function markMessages(
  db: DbOrTx,
  { workspaceId }: Scope,
  mark: Readonly<{
    sessionId: string
    upTo: number
    of: 'contact' | 'us'
    as: 'delivered' | 'read'
    at: number
  }>,
): Promise<boolean> {
  const at = new Date(mark.at)
  const side =
    mark.of === 'contact' ? sql`author ->> 'kind' = 'contact'` : sql`author ->> 'kind' <> 'contact'`
  const { rows } =
    mark.as === 'read'
      ? await sql`update messages set read_at = ${at}, delivered_at = least(delivered_at, ${at})
          where workspace_id = ${workspaceId} and session_id = ${mark.sessionId} and version <= ${mark.upTo}
            and (read_at is null or read_at > ${at}) and ${side} returning 1`.execute(db)
      : await sql`update messages set delivered_at = ${at}
          where workspace_id = ${workspaceId} and session_id = ${mark.sessionId} and version <= ${mark.upTo}
            and (delivered_at is null or delivered_at > ${at}) and ${side} returning 1`.execute(db)
  return rows.length > 0
}

/**
 * Counts the contact's last message of a conversation's live session as unread again; null, and nothing done, for anybody
 * but the agent who has it and reaches it. By primary keys.
 */
export async function setAgentUnread(
  db: DbOrTx,
  scope: Scope,
  { conversationId, agentId }: Readonly<{ conversationId: ConversationId; agentId: AgentId }>,
): Promise<string | null> {
  const { rows } = await sql<{ session_id: string }>`
    update sessions s set agent_read_count = least(agent_read_count, greatest(0, contact_message_count - 1))
    from conversations c
    where c.workspace_id = ${scope.workspaceId} and c.conversation_id = ${conversationId}
      and s.workspace_id = ${scope.workspaceId} and s.session_id = c.session_id
      and s.agent_id = ${agentId} and s.state <> 'ended' and ${inReach(scope, 's')}
    returning s.session_id`.execute(db)
  return rows[0]?.session_id ?? null
}

/**
 * Notes that the agent who has a session has read the contact's messages up to a version; false, and nothing noted, for
 * anybody else at that moment. By primary key; never goes back.
 */
export async function setAgentRead(
  db: DbOrTx,
  { workspaceId }: Scope,
  { sessionId, upTo, agentId }: { sessionId: string; upTo: number; agentId: AgentId },
): Promise<boolean> {
  const { rows } = await sql`update sessions set agent_read_count = greatest(agent_read_count, (
      select count(*)::int from messages
      where workspace_id = ${workspaceId} and session_id = ${sessionId} and version <= ${upTo}
        and author ->> 'kind' = 'contact'))
    where workspace_id = ${workspaceId} and session_id = ${sessionId} and agent_id = ${agentId}
    returning 1`.execute(db)
  return rows.length > 0
}
