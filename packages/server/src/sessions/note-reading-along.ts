import type { ConversationId, SessionId } from '@rapport/domain'
import { type AuditWho, type NoteViewing, viewedOf } from '../audit/index.ts'
import type { Db } from '../platform/db/index.ts'
import { fromRow } from './session-row.ts'
import { findLatestSession, findSession } from './sessions-queries.ts'

/** Notes that somebody reads a conversation who has no part in its latest session; nothing where they may not read it. */
export async function noteReadingAlong(
  db: Db,
  noteViewing: NoteViewing,
  who: AuditWho,
  conversationId: ConversationId,
): Promise<void> {
  const row = await findLatestSession(db, who.scope, conversationId)
  if (row !== null) await noteViewing(who, viewedOf(fromRow(row)), 'conversation')
}

/** The same for a session whose events are read one by one: with the messages they speak of, they are its transcript. */
export async function noteReadingEvents(
  db: Db,
  noteViewing: NoteViewing,
  who: AuditWho,
  sessionId: SessionId,
): Promise<void> {
  const row = await findSession(db, who.scope, sessionId)
  if (row !== null) await noteViewing(who, viewedOf(fromRow(row)), 'events')
}
