import type { BotId, ConversationId, Instant, SessionId, TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'

/** What a bot knows when it is its turn. `latest` are the contact's last texts up to the message to answer. */
export type Turn = Readonly<{
  conversationId: ConversationId
  botId: BotId
  script: unknown
  /** Who gets the session when the bot gives it up: the inbox's team. */
  teamId: TeamId | null
  count: number
  latest: readonly string[]
  /** When the message to answer came; null when that version is no message of the contact's. */
  at: Instant | null
}>

/** More than any script may want to look back. */
const latestMax = 12

/**
 * The turn of the bot that hosts a session, on the contact's message of that version; null when no bot hosts it by
 * now. By primary keys, and the contact's messages by the index on (session, version).
 */
export async function findTurn(
  db: Db,
  { workspaceId }: Scope,
  { sessionId, version }: Readonly<{ sessionId: SessionId; version: number }>,
): Promise<Turn | null> {
  const { rows } = await sql<Turn>`
    with said as (
      select version, text, at from messages
       where workspace_id = ${workspaceId} and session_id = ${sessionId} and version <= ${version}
         and author ->> 'kind' = 'contact'
    )
    select s.conversation_id as "conversationId", s.bot_id as "botId", b.script, i.team_id as "teamId",
           (select count(*) from said) as count,
           array(select coalesce(l.text, '') from (
             select version, text from said order by version desc limit ${latestMax}) l order by l.version) as latest,
           (select at from said where version = ${version}) as at
      from sessions s
      join inboxes i on i.workspace_id = s.workspace_id and i.inbox_id = s.inbox_id
      join bots b on b.workspace_id = s.workspace_id and b.bot_id = s.bot_id
     where s.workspace_id = ${workspaceId} and s.session_id = ${sessionId} and s.state = 'bot'`.execute(db)
  return rows[0] ?? null
}
