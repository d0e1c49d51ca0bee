import type { AgentId, ConversationId, MessageId, SessionId, WatchWordId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, Tx } from '../platform/db/index.ts'
import { inReach } from '../sessions/index.ts'

/** A message as somebody who watches reads it. `at` is when its words were written, or written anew. */
export type WatchedMessage = Readonly<{
  messageId: MessageId
  sessionId: SessionId
  side: 'contact' | 'agent'
  at: number
  text: string
}>

/** Those of these messages that a contact or an agent wrote and that were not flagged yet. By primary keys. */
export async function listWatched(
  tx: Tx,
  { workspaceId }: Scope,
  ids: readonly MessageId[],
): Promise<WatchedMessage[]> {
  const { rows } = await sql<WatchedMessage>`
    select m.message_id as "messageId", m.session_id as "sessionId", m.author ->> 'kind' as side,
           coalesce(m.edited_at, m.at) as at, m.text
      from unnest(${ids}::uuid[]) as asked (id)
     cross join lateral (
       select * from messages where workspace_id = ${workspaceId} and message_id = asked.id limit 1) m
     where m.text <> '' and m.author ->> 'kind' in ('contact', 'agent')
       and not exists (select from watch_hits h where h.workspace_id = ${workspaceId} and h.message_id = asked.id)`.execute(
    tx,
  )
  return rows
}

/**
 * Keeps that watch-words were found in a message; false when that is known already, or there is no such message any
 * more. By primary keys; ask under the session's lock.
 */
export async function insertWatchHit(
  tx: Tx,
  { workspaceId }: Scope,
  { messageId, wordIds }: Readonly<{ messageId: MessageId; wordIds: readonly WatchWordId[] }>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into watch_hits (workspace_id, message_id, session_id, inbox_id, agent_id, word_ids, at)
    select ${workspaceId}, m.message_id, m.session_id, s.inbox_id,
           case when m.author ->> 'kind' = 'agent' then (m.author ->> 'id')::uuid end, ${wordIds}::uuid[], m.at
      from messages m
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = m.session_id
     where m.workspace_id = ${workspaceId} and m.message_id = ${messageId} and m.text is not null
    on conflict do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** A hit as people look at it. */
export type WatchHit = Readonly<{
  messageId: MessageId
  sessionId: SessionId
  conversationId: ConversationId
  number: number
  contactName: string | null
  agentId: AgentId | null
  agentName: string | null
  words: readonly string[]
  at: number
  text: string | null
}>

/** Which hits. `before` is the last one of the page before. */
export type HitsQuestion = Readonly<{
  agentId: AgentId | null
  side: 'contact' | 'agent' | null
  before: Readonly<{ at: number; id: string }> | null
  limit: number
}>

/**
 * A page of hits, newest first, with one more than asked when there are more. Walks watch_hits_agent for one agent's,
 * otherwise watch_hits_at; what belongs to each by primary key.
 */
export async function listWatchHits(
  db: Db,
  scope: Scope,
  { agentId, side, before, limit }: HitsQuestion,
): Promise<WatchHit[]> {
  const { workspaceId } = scope
  const { rows } = await sql<WatchHit>`
    with page as materialized (
      select h.* from watch_hits h
       where h.workspace_id = ${workspaceId} and ${inReach(scope, 'h')}
         ${agentId === null ? sql`` : sql`and h.agent_id = ${agentId}`}
         ${side === null ? sql`` : side === 'agent' ? sql`and h.agent_id is not null` : sql`and h.agent_id is null`}
         ${before === null ? sql`` : sql`and (h.at, h.message_id) < (${new Date(before.at)}, ${before.id}::uuid)`}
       order by h.at desc, h.message_id desc limit ${limit + 1})
    select h.message_id as "messageId", h.session_id as "sessionId", s.conversation_id as "conversationId", s.number,
           c.name as "contactName", h.agent_id as "agentId", a.display_name as "agentName", h.at, m.text,
           (select coalesce(array_agg(w.text order by lower(w.text)), '{}') from watch_words w
             where w.workspace_id = ${workspaceId} and w.watch_word_id = any(h.word_ids)) as words
      from page h
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = h.session_id
      join contacts c on c.workspace_id = ${workspaceId} and c.contact_id = s.contact_id
      left join memberships a on a.workspace_id = ${workspaceId} and a.user_id = h.agent_id
      left join messages m on m.workspace_id = ${workspaceId} and m.message_id = h.message_id
     order by h.at desc, h.message_id desc`.execute(db)
  return rows
}

/** How many of each agent's messages since a moment held a watch-word, most first. By watch_hits_agent. */
export async function countAgentHits(
  db: Db,
  scope: Scope,
  since: number,
): Promise<{ agentId: AgentId; name: string; count: number }[]> {
  const { rows } = await sql<{ agentId: AgentId; name: string; count: number }>`
    select h.agent_id as "agentId", a.display_name as name, count(*) as count
      from watch_hits h
      join memberships a on a.workspace_id = ${scope.workspaceId} and a.user_id = h.agent_id
     where h.workspace_id = ${scope.workspaceId} and h.agent_id is not null and h.at > ${new Date(since)}
       and ${inReach(scope, 'h')}
     group by 1, 2 order by 3 desc, 2`.execute(db)
  return rows
}
