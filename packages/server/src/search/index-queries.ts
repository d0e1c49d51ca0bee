import type { ContactId, ConversationId, InboxId, MessageId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type Tx, writeLater } from '../platform/db/index.ts'

/** A message that can be found: where it belongs, who wrote it, and its words. */
export type FindableMessage = Readonly<{
  messageId: MessageId
  sessionId: SessionId
  conversationId: ConversationId
  contactId: ContactId
  inboxId: InboxId
  author: 'contact' | 'agent' | 'bot'
  at: number
  text: string
}>

/**
 * Those of these messages that have words and somebody who said them, as they stand now. By primary keys, one look-up
 * each: a guess of many messages must not make the planner read tables.
 */
export async function listFindable(
  tx: Tx,
  { workspaceId }: Scope,
  ids: readonly MessageId[],
): Promise<FindableMessage[]> {
  const { rows } = await sql<FindableMessage>`
    select m.message_id as "messageId", m.session_id as "sessionId", m.conversation_id as "conversationId",
           s.contact_id as "contactId", s.inbox_id as "inboxId", m.author ->> 'kind' as author, m.at, m.text
      from unnest(${ids}::uuid[]) as asked (id)
     cross join lateral (
       select * from messages where workspace_id = ${workspaceId} and message_id = asked.id limit 1) m
     cross join lateral (
       select contact_id, inbox_id from sessions
        where workspace_id = ${workspaceId} and session_id = m.session_id limit 1) s
     where m.text <> '' and m.author ->> 'kind' <> 'system'`.execute(tx)
  return rows
}

/** What the index keeps of a message: by what it is found, and its words in a line. */
export type IndexedMessage = Omit<FindableMessage, 'text'> & Readonly<{ tokens: string; line: string }>

/**
 * The rows of messages in the index, new or in the place of what they were before, sent without waiting for the answer;
 * no duplicates among them. `tokens` are apart by spaces, which none of them holds.
 */
export function storeInIndex(tx: Tx, { workspaceId }: Scope, messages: readonly IndexedMessage[]): void {
  const column = <Name extends keyof IndexedMessage>(name: Name) => messages.map((message) => message[name])
  const moments = messages.map(({ at }) => new Date(at))
  writeLater(
    tx,
    sql`
    insert into message_search
      (workspace_id, message_id, session_id, conversation_id, contact_id, inbox_id, author, at, tokens, words)
    select ${workspaceId}, new.message_id, new.session_id, new.conversation_id, new.contact_id, new.inbox_id, new.author,
           new.at, array_to_tsvector(string_to_array(new.tokens, ' ')), new.line
      from unnest(${column('messageId')}::uuid[], ${column('sessionId')}::uuid[], ${column('conversationId')}::uuid[],
                  ${column('contactId')}::uuid[], ${column('inboxId')}::uuid[], ${column('author')}::text[],
                  ${moments}::timestamptz[], ${column('tokens')}::text[], ${column('line')}::text[])
        as new (message_id, session_id, conversation_id, contact_id, inbox_id, author, at, tokens, line)
    on conflict (workspace_id, message_id) do update set tokens = excluded.tokens, words = excluded.words`,
  )
}

/** Takes messages out of the index, sent without waiting for the answer. By primary key. */
export function removeFromIndex(tx: Tx, { workspaceId }: Scope, ids: readonly MessageId[]): void {
  writeLater(
    tx,
    sql`delete from message_search where workspace_id = ${workspaceId} and message_id = any(${ids}::uuid[])`,
  )
}
