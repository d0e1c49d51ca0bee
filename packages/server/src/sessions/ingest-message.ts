import { randomUUIDv7 } from 'node:crypto'
import {
  asId,
  blankSession,
  type ContactId,
  type ConversationId,
  contact,
  type FileId,
  type InboxId,
  type MessageId,
  receiveMessage,
  type Session,
  type SessionId,
  type StartsIn,
  startSession,
} from '@rapport/domain'
import { ensureContact } from '../contacts/index.ts'
import type { Context, VisitorPerson } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError, orRefuse } from '../platform/errors.ts'
import { claimFiles } from '../platform/files/index.ts'
import { insertConversation, lockThread, setLatestSession } from './ingest-message-queries.ts'
import { once, writeKey } from './once.ts'
import { recordEvents } from './record-events.ts'
import { fromRow } from './session-row.ts'

/** Where a message arrived: an inbox, and where it lets its sessions start. */
export type Arrival = Readonly<{ inboxId: InboxId; startsIn: StartsIn }>

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
class NumberNeeded extends Error {}

/**
 * Turns one channel message into session events, all or nothing.
 * Safe to repeat: channels redeliver, and a claimed key changes nothing. A conversation whose last session
 * ended gets a new one, so one thread holds many sessions and never two at once.
 */
export function ingestMessage(ctx: Context, arrival: Arrival, message: InboundMessage): Promise<Ingested> {
  const key = writeKey(arrival.inboxId, message.key, [message.text, message.fileIds])
  return once(ctx, key, async () => {
    try {
      return await attempt(null)
    } catch (error) {
      if (!(error instanceof NumberNeeded)) throw error
      return await attempt(await ctx.numbers.next(ctx.scope))
    }
  })

  function attempt(number: number | null): Promise<Ingested> {
    return inTransaction(ctx, async (tx) => {
      const latest = await lockLatest(tx, ctx, arrival, message)
      const { conversationId, contactId } = latest
      const { before, opening } = open(latest, arrival, number)
      if (latest.state === 'ended') setLatestSession(tx, ctx.scope, conversationId, before.id)

      const messageId = asId<MessageId>(randomUUIDv7())
      const author = contact(contactId)
      await claim(tx, ctx, message, { messageId, conversationId })
      const events = [...opening, ...orRefuse(receiveMessage(before, messageId, author))]
      const answer = {
        conversationId,
        sessionId: before.id,
        messageId,
        version: before.version + events.length,
      }
      const { text, clientId, fileIds } = message
      const body = {
        kind: 'message',
        id: messageId,
        author,
        text,
        fileCount: fileIds.length,
        clientId,
      } as const
      recordEvents(tx, ctx, { before, events }, { bodies: [body], claim: { ...key, answer } })
      return answer
    })
  }
}

/** The session the message belongs to: the latest while it lives, else a fresh one with the event that opens it. */
function open(latest: Session, arrival: Arrival, number: number | null) {
  const isFresh = latest.version === 0 || latest.state === 'ended'
  if (!isFresh) return { before: latest, opening: [] }
  if (number === null) throw new NumberNeeded()
  const { conversationId, contactId } = latest
  const before = blankSession(latest.workspaceId, freshId(latest))
  return { before, opening: [startSession({ conversationId, contactId, ...arrival, number })] }
}

/** A conversation's first session gets the id the conversation was made with; a later one a new id. */
const freshId = (latest: Session): SessionId =>
  latest.version === 0 ? latest.id : asId<SessionId>(randomUUIDv7())

/** The thread's latest session, locked; a blank one with its conversation's ids when the thread is new. */
async function lockLatest(tx: Tx, ctx: Context, arrival: Arrival, message: InboundMessage): Promise<Session> {
  const where = { inboxId: arrival.inboxId, thread: message.thread }
  // A writer who was first, or a session that changed under the wait, shows at the second look.
  for (let look = 0; look < 5; look += 1) {
    const found = await lockThread(tx, ctx.scope, where)
    if (found !== null) return fromRow(found)
    const opened = await openThread(tx, ctx, arrival, message)
    if (opened !== null) return opened
  }
  throw new AppError('unavailable', { thread: message.thread })
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

async function claim(
  tx: Tx,
  ctx: Context,
  { fileIds, contactId }: InboundMessage,
  to: { messageId: MessageId; conversationId: ConversationId },
): Promise<void> {
  if (fileIds.length === 0) return
  const claimed = await claimFiles(tx, ctx.scope, { fileIds, ...to, by: contact(contactId) })
  if (claimed !== fileIds.length) throw new AppError('file_already_used', { fileIds })
}
