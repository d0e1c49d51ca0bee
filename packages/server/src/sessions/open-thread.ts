import { randomUUIDv7 } from 'node:crypto'
import type { Origin } from '@rapport/contract'
import {
  asId,
  blankSession,
  type ContactId,
  type ConversationId,
  contact,
  type FileId,
  type InboxId,
  type MessageId,
  type Session,
  type SessionEvent,
  type SessionId,
  type StartsIn,
  startSession,
} from '@rapport/domain'
import { findStandingBan } from '../bans/index.ts'
import { ensureContact } from '../contacts/index.ts'
import type { Context, VisitorPerson } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { claimFiles } from '../platform/files/index.ts'
import { insertConversation, lockThread } from './ingest-message-queries.ts'
import { fromRow } from './session-row.ts'

/** Where a message arrived: an inbox, where it lets its sessions start, and where from, for one that begins with it. */
export type Arrival = Readonly<{ inboxId: InboxId; startsIn: StartsIn; origin?: Origin }>

/** A contact's message as every channel hands it over. `key` is its idempotency key, unique in the inbox for ever. */
export type InboundMessage = Readonly<{
  key: string
  thread: string
  contactId: ContactId
  person: VisitorPerson
  text: string
  fileIds: readonly FileId[]
  clientId: string | null
}>

/** Where a message has come to lie. A redelivery gets the same. */
export type Ingested = Readonly<{
  conversationId: ConversationId
  sessionId: SessionId
  messageId: MessageId
  version: number
}>

/** A number was needed and not at hand: taking one inside the transaction would make every start queue. */
export class NumberNeeded extends Error {}

/**
 * The session the message belongs to: the latest while it lives, else a fresh one with the event that opens it. A
 * conversation's first session gets the id the conversation was made with.
 */
export function openSession(
  latest: Session,
  { inboxId, startsIn }: Arrival,
  number: number | null,
): { before: Session; opening: SessionEvent[] } {
  const isNew = latest.version === 0
  if (!isNew && latest.state !== 'ended') return { before: latest, opening: [] }
  if (number === null) throw new NumberNeeded()
  const { conversationId, contactId, workspaceId } = latest
  const id = isNew ? latest.id : asId<SessionId>(randomUUIDv7())
  const before = { ...blankSession(workspaceId, id), conversationId, contactId, inboxId }
  return { before, opening: [startSession({ conversationId, contactId, inboxId, startsIn, number })] }
}

/**
 * The thread's latest session, locked; a blank one with its conversation's ids when the thread is new. Refused where a
 * session would have to begin for a contact who is banned: under the lock that a ban takes, so that neither misses the other.
 */
export async function lockLatest(
  tx: Tx,
  ctx: Context,
  arrival: Arrival,
  message: InboundMessage,
): Promise<Session> {
  const where = { inboxId: arrival.inboxId, thread: message.thread }
  // A writer who was first, or a session that changed under the wait, shows at the second look.
  for (let look = 0; look < 5; look += 1) {
    const found = await lockThread(tx, ctx.scope, where)
    if (found !== null) return await admit(tx, ctx, fromRow(found))
    const opened = await openThread(tx, ctx, arrival, message)
    if (opened !== null) return await admit(tx, ctx, opened)
  }
  throw new AppError('unavailable', { thread: message.thread })
}

/** A banned contact has no live session, so that only a beginning has to ask. */
async function admit(tx: Tx, ctx: Context, latest: Session): Promise<Session> {
  if (latest.version > 0 && latest.state !== 'ended') return latest
  const ban = await findStandingBan(tx, ctx.scope, latest.contactId)
  if (ban !== null) throw new AppError('contact_banned', { contactId: latest.contactId, banId: ban.id })
  return latest
}

async function openThread(tx: Tx, ctx: Context, { inboxId }: Arrival, message: InboundMessage) {
  const { contactId: wanted, person, thread } = message
  const contactId = await ensureContact(tx, ctx.scope, { contactId: wanted, inboxId, person })
  const conversationId = asId<ConversationId>(randomUUIDv7())
  const sessionId = asId<SessionId>(randomUUIDv7())
  const made = { conversationId, inboxId, contactId, thread, sessionId }
  if (!(await insertConversation(tx, ctx.scope, made))) return null
  return { ...blankSession(ctx.scope.workspaceId, sessionId), conversationId, contactId, inboxId }
}

/** Gives the message its files, all of them or none of it. */
export async function claimMessageFiles(
  tx: Tx,
  ctx: Context,
  { fileIds, contactId }: InboundMessage,
  to: { messageId: MessageId; conversationId: ConversationId },
): Promise<void> {
  if (fileIds.length === 0) return
  const claimed = await claimFiles(tx, ctx.scope, { fileIds, ...to, by: contact(contactId) })
  if (claimed !== fileIds.length) throw new AppError('file_already_used', { fileIds })
}
