import type { ContactId, ConversationId, SessionId, TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { inReach } from './sessions-queries.ts'

/** A conversation that is ours to change: its latest session, and whose team its inbox is for. */
export type HeldConversation = Readonly<{
  sessionId: SessionId
  contactId: ContactId
  teamId: TeamId | null
}>

/**
 * The conversation, locked until the transaction ends: one writer per conversation from here on. Taken before any
 * session's lock; its latest session is read under it, and cannot change any more. By primary key.
 */
export async function lockConversation(
  tx: Tx,
  scope: Scope,
  id: ConversationId,
): Promise<HeldConversation | null> {
  const { rows } = await sql<HeldConversation>`
    select c.session_id as "sessionId", c.contact_id as "contactId", i.team_id as "teamId" from conversations c
    join inboxes i on i.workspace_id = c.workspace_id and i.inbox_id = c.inbox_id
    where c.workspace_id = ${scope.workspaceId} and c.conversation_id = ${id} and ${inReach(scope, 'c')}
    for update of c`.execute(tx)
  return rows[0] ?? null
}
