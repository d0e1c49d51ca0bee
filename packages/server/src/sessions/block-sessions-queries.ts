import type { ContactId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'

/**
 * A contact's conversations, locked in the order of their ids, with the latest session of each: the only one that may
 * live. By `conversations_contact`; whoever is writing in one of them comes to its end first.
 */
export async function lockConversationsOf(
  tx: Tx,
  { workspaceId }: Scope,
  contactId: ContactId,
): Promise<SessionId[]> {
  const { rows } = await sql<{ session_id: SessionId }>`
    select session_id from conversations
     where workspace_id = ${workspaceId} and contact_id = ${contactId}
     order by conversation_id for update`.execute(tx)
  return rows.map(({ session_id }) => session_id)
}

/** Holds a contact: nobody makes a conversation of theirs meanwhile, since each names its contact. By primary key. */
export async function holdContact(tx: Tx, { workspaceId }: Scope, contactId: ContactId): Promise<void> {
  await sql`
    select 1 from contacts where workspace_id = ${workspaceId} and contact_id = ${contactId} for update`.execute(
    tx,
  )
}
