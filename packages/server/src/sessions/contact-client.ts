import { randomUUIDv7 } from 'node:crypto'
import {
  asId,
  blankSession,
  agent as byAgent,
  type ConversationId,
  contactClient,
  type FileId,
  type MessageId,
  type Session,
  type SessionId,
  startSession,
} from '@rapport/domain'
import { findStandingBan } from '../bans/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError, orRefuse } from '../platform/errors.ts'
import { currentSession } from './change-once.ts'
import { changeWithin } from './change-session.ts'
import { lockConversation } from './contact-client-queries.ts'
import { answerableOf, type Reading } from './conversations.ts'
import { findConversation } from './conversations-queries.ts'
import { setLatestSession } from './ingest-message-queries.ts'
import { once, type WriteKey, writeKey } from './once.ts'
import type { Body } from './record-events.ts'
import { claimReplyFiles } from './send-message.ts'
import { fromRow } from './session-row.ts'
import { lockSession } from './sessions-queries.ts'

/** What an agent writes first, under an id of their own that makes it one message however often it is sent. */
export type FirstWords = Readonly<{ clientId: string; text: string; fileIds: readonly FileId[] }>

type Begun = Readonly<{ sessionId: SessionId; messageId: MessageId; version: number }>

/**
 * Writes to a client whose last session has ended: a new one begins in the same conversation, with this message, and is
 * the agent's. Session, message, files and place in the feed are there together or not at all.
 */
export async function writeToClient(
  ctx: AgentContext,
  reading: Reading,
  conversationId: ConversationId,
  words: FirstWords,
): Promise<Readonly<{ session: Session; messageId: MessageId; version: number }>> {
  const key = writeKey(ctx.agentId, words.clientId, ['contact', conversationId, words.text, words.fileIds])
  const { sessionId, messageId, version } = await once<Begun>(ctx, key, async () => {
    await refuseWhereNothingCanBeSent(ctx, reading, conversationId)
    const number = await ctx.numbers.next(ctx.scope)
    return inTransaction(ctx, (tx) => begin(tx, ctx, { conversationId, number, words, key }))
  })
  return { session: await currentSession(ctx, sessionId), messageId, version }
}

async function refuseWhereNothingCanBeSent(
  ctx: AgentContext,
  reading: Reading,
  conversationId: ConversationId,
): Promise<void> {
  const conversation = await findConversation(ctx.db, ctx.scope, conversationId)
  if (conversation === null) throw new AppError('not_found', { conversationId })
  const { cannotSend: why } = reading.sendingOn(answerableOf(conversation), ctx.now())
  if (why !== null) throw new AppError('channel_cannot_send', { conversationId, why })
}

type Beginning = Readonly<{
  conversationId: ConversationId
  number: number
  words: FirstWords
  key: WriteKey
}>

async function begin(tx: Tx, ctx: AgentContext, beginning: Beginning): Promise<Begun> {
  const { conversationId, number, words, key } = beginning
  const held = await lockConversation(tx, ctx.scope, conversationId)
  if (held === null) throw new AppError('not_found', { conversationId })
  const { contactId, teamId } = held
  const latest = fromRow(await lockSession(tx, ctx.scope, held.sessionId))
  if (latest.state !== 'ended') throw new AppError('session_live', { sessionId: latest.id })
  if ((await findStandingBan(tx, ctx.scope, contactId)) !== null)
    throw new AppError('contact_banned', { contactId })

  const { inboxId } = latest
  const id = asId<SessionId>(randomUUIDv7())
  const messageId = asId<MessageId>(randomUUIDv7())
  const before = { ...blankSession(ctx.scope.workspaceId, id), conversationId, contactId, inboxId }
  const startsIn = { as: 'unassigned', teamId } as const
  const events = [
    startSession({ conversationId, contactId, inboxId, startsIn, number }),
    ...orRefuse(contactClient(before, ctx.agentId, messageId)),
  ]
  await claimReplyFiles(tx, ctx, before, { messageId, fileIds: words.fileIds })
  setLatestSession(tx, ctx.scope, conversationId, id)
  const answer = { sessionId: id, messageId, version: events.length }
  const body: Body = {
    kind: 'message',
    id: messageId,
    author: byAgent(ctx.agentId),
    text: words.text,
    fileCount: words.fileIds.length,
    clientId: words.clientId,
  }
  changeWithin(tx, ctx, { before, events }, { bodies: [body], claim: { ...key, answer } })
  return answer
}
