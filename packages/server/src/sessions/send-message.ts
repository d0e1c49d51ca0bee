import { randomUUIDv7 } from 'node:crypto'
import {
  type ActingAgent,
  type Actor,
  type AgentId,
  addNote,
  asId,
  type BotId,
  bot,
  agent as byAgent,
  type Decision,
  type FileId,
  handOff,
  type MessageId,
  type NoteId,
  type Session,
  type SessionId,
  sendBotReply,
  sendReply,
  type TeamId,
} from '@rapport/domain'
import type { AgentContext, Context } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { claimFiles } from '../platform/files/index.ts'
import { currentSession } from './change-once.ts'
import { changeSession } from './change-session.ts'
import { answerableOf, type Reading } from './conversations.ts'
import { findConversation } from './conversations-queries.ts'
import { once, writeKey } from './once.ts'
import { canReceive } from './people-queries.ts'
import type { Body } from './record-events.ts'
import { findSession, hasNewerFromContact } from './sessions-queries.ts'

/** An agent's reply. `seenVersion`: the last event they had seen; a newer message by the contact refuses it. */
export type Reply = Readonly<{
  clientId: string
  text: string
  fileIds: readonly FileId[]
  seenVersion: number | null
  replyTakes: boolean
}>

export type Sent = Readonly<{ messageId: MessageId; version: number }>

/** The agent of a request as the domain's rules see them. */
export const actingAgent = (ctx: AgentContext): ActingAgent => ({
  id: ctx.agentId,
  mayIntervene: ctx.can('sessions.intervene'),
})

/** Sends an agent's reply, once however often it is asked; may take the session with it. */
export async function sendMessage(ctx: AgentContext, reading: Reading, id: SessionId, reply: Reply) {
  const messageId = asId<MessageId>(randomUUIDv7())
  const key = writeKey(ctx.agentId, reply.clientId, [id, reply.text, reply.fileIds])
  const { replyTakes, fileIds, seenVersion, text, clientId } = reply
  const sent = await once<Sent>(ctx, key, async () => {
    // Within: what was sent while one could is answered as it was then, also when one no longer can.
    await refuseWhereNothingCanBeSent(ctx, reading, id)
    let version = 0
    await changeSession(
      ctx,
      id,
      (session) => sendReply(session, actingAgent(ctx), messageId, { replyTakes }),
      async (tx, before, events) => {
        if (seenVersion !== null && before.version > seenVersion)
          if (await hasNewerFromContact(tx, ctx.scope, id, seenVersion)) throw new AppError('newer_messages')
        await claimReplyFiles(tx, ctx, before, { messageId, fileIds })
        version = before.version + events.length
        const author = byAgent(ctx.agentId)
        const body: Body = {
          kind: 'message',
          id: messageId,
          author,
          text,
          fileCount: fileIds.length,
          clientId,
        }
        return { bodies: [body], claim: { ...key, answer: { messageId, version } } }
      },
    )
    return { messageId, version }
  })
  return { ...sent, session: await currentSession(ctx, id) }
}

async function refuseWhereNothingCanBeSent(
  ctx: AgentContext,
  reading: Reading,
  id: SessionId,
): Promise<void> {
  const row = await findSession(ctx.db, ctx.scope, id)
  if (row === null) throw new AppError('not_found', { sessionId: id })
  const conversation = await findConversation(ctx.db, ctx.scope, asId(row.conversation_id))
  if (conversation === null) throw new AppError('not_found', { sessionId: id })
  const { cannotSend: why } = reading.sendingOn(answerableOf(conversation), ctx.now())
  if (why !== null) throw new AppError('channel_cannot_send', { sessionId: id, why })
}

/** Gives a reply its files, all of them or none of it. */
export async function claimReplyFiles(
  tx: Tx,
  ctx: AgentContext,
  { conversationId }: Session,
  { messageId, fileIds }: { messageId: MessageId; fileIds: readonly FileId[] },
): Promise<void> {
  if (fileIds.length === 0) return
  const by = byAgent(ctx.agentId)
  const claimed = await claimFiles(tx, ctx.scope, { fileIds, messageId, conversationId, by })
  if (claimed !== fileIds.length) throw new AppError('file_already_used', { fileIds })
}

/** An agent's note, and the agents it speaks to. */
export type Note = Readonly<{ clientId: string; text: string; mentions: readonly AgentId[] }>

/** Adds an agent's note, once however often it is asked. It speaks only to agents who can see the session. */
export async function writeNote(ctx: AgentContext, id: SessionId, note: Note) {
  const noteId = asId<NoteId>(randomUUIDv7())
  const mentions = [...new Set(note.mentions)]
  const key = writeKey(ctx.agentId, note.clientId, [id, note.text, ...mentions])
  const written = await once(ctx, key, async () => {
    let version = 0
    await changeSession(
      ctx,
      id,
      () => addNote(noteId, ctx.agentId, mentions),
      async (tx, before) => {
        await requireReaders(tx, ctx, before, mentions)
        version = before.version + 1
        const author = byAgent(ctx.agentId)
        const body: Body = { kind: 'note', id: noteId, author, text: note.text, mentions }
        return { bodies: [body], claim: { ...key, answer: { noteId, version } } }
      },
    )
    return { noteId, version }
  })
  return { ...written, session: await currentSession(ctx, id) }
}

async function requireReaders(
  tx: Tx,
  ctx: AgentContext,
  { inboxId }: Session,
  mentions: readonly AgentId[],
): Promise<void> {
  for (const [i, agentId] of mentions.entries()) {
    if (await canReceive(tx, ctx.scope, { agentId }, inboxId)) continue
    const message = 'must be an agent who can see the session'
    throw new AppError('invalid_input', { agentId }, { fields: [{ path: ['mentions', i], message }] })
  }
}

/** What a bot says. `clientId` is made from what it answers, so that a job run twice says it once. */
export type BotMessage = Readonly<{ botId: BotId; text: string; clientId: string }>

/** Sends a bot's reply, once; refused as `session_taken` when a human has the session meanwhile. */
export function sendBotMessage(ctx: Context, id: SessionId, message: BotMessage): Promise<Sent> {
  const { botId, text, clientId } = message
  const messageId = asId<MessageId>(randomUUIDv7())
  const key = writeKey(botId, clientId, [id, text])
  const decide = (session: Session): Decision => sendBotReply(session, botId, messageId)
  return once<Sent>(ctx, key, async () => {
    let version = 0
    await changeSession(ctx, id, decide, async (_tx, before) => {
      version = before.version + 1
      const body: Body = { kind: 'message', id: messageId, author: bot(botId), text, fileCount: 0, clientId }
      return { bodies: [body], claim: { ...key, answer: { messageId, version } } }
    })
    return { messageId, version }
  })
}

/** Gives a bot's session to people; harmless once they have it. */
export function handOffSession(
  ctx: Context,
  id: SessionId,
  { by, reason, teamId }: { by: Actor; reason: string | null; teamId: TeamId | null },
): Promise<Session> {
  return changeSession(ctx, id, (session) => handOff(session, by, reason, teamId))
}
