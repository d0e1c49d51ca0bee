import type { ServerFrame } from '@rapport/contract'
import { asId, type ConversationId, type Instant, instant, type MessageId } from '@rapport/domain'
import type { AgentContext, Context, VisitorContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import {
  findMessage,
  type MessagePlace,
  markMessages,
  setAgentRead,
  setAgentUnread,
} from './marks-queries.ts'

/**
 * The contact has received, or seen, our messages up to this one. Ticks are columns and frames, not events: they may
 * come twice or late, and never go back.
 */
export async function markForContact(
  ctx: VisitorContext,
  messageId: MessageId,
  as: 'delivered' | 'read',
): Promise<void> {
  const message = await findMessage(ctx.db, ctx.scope, messageId)
  // Another visitor's message, on the same inbox, is as unknown as a random id.
  if (message === null || message.contact_id !== ctx.contactId) return
  await mark(ctx, message, { of: 'us', as })
}

/**
 * An agent has read the contact's messages up to this one. Only the agent who has the session marks: a supervisor
 * who reads along, or a colleague, leaves no trace in the visitor's window.
 */
export async function markForAgent(
  ctx: AgentContext,
  conversationId: ConversationId,
  messageId: MessageId,
): Promise<void> {
  const message = await findMessage(ctx.db, ctx.scope, messageId)
  if (message === null || message.conversation_id !== conversationId)
    throw new AppError('not_found', { messageId })
  const read = { sessionId: message.session_id, upTo: message.version, agentId: ctx.agentId }
  if (!(await setAgentRead(ctx.db, ctx.scope, read))) return
  await mark(ctx, message, { of: 'contact', as: 'read' })
  ctx.bus.publish({ type: 'row', workspaceId: ctx.scope.workspaceId, sessionId: asId(message.session_id) })
}

/**
 * The agent who has a conversation's session wants to come back to it: its last message counts as unread in the lists. The
 * contact's window does not change: that it was read stays true there.
 */
export async function markUnread(ctx: AgentContext, conversationId: ConversationId): Promise<void> {
  const sessionId = await setAgentUnread(ctx.db, ctx.scope, { conversationId, agentId: ctx.agentId })
  if (sessionId === null) throw new AppError('not_found', { conversationId })
  ctx.bus.publish({ type: 'row', workspaceId: ctx.scope.workspaceId, sessionId: asId(sessionId) })
}

/**
 * A channel says that a message of ours, with those before it, was delivered or read, and when by its own clock. May
 * come twice, late and in any order; a message that is not ours to know any more is no news.
 */
export async function markFromChannel(
  ctx: Context,
  messageId: MessageId,
  { as, at }: Readonly<{ as: 'delivered' | 'read'; at: Instant }>,
): Promise<void> {
  const message = await findMessage(ctx.db, ctx.scope, messageId)
  if (message === null) return
  await mark(ctx, message, { of: 'us', as, at: instant(Math.min(at, ctx.now())) })
}

type Mark = Readonly<{ of: 'contact' | 'us'; as: 'delivered' | 'read'; at?: Instant }>

async function mark(
  ctx: Context,
  { session_id: sessionId, version, conversation_id }: MessagePlace,
  { of, as, at = ctx.now() }: Mark,
): Promise<void> {
  const hasChanged = await markMessages(ctx.db, ctx.scope, { sessionId, upTo: version, of, as, at })
  if (!hasChanged) return
  const frame: ServerFrame = {
    type: 'ticks',
    conversationId: asId(conversation_id),
    sessionId: asId(sessionId),
    of,
    upToVersion: version,
    deliveredAt: instant(at),
    readAt: as === 'read' ? instant(at) : null,
  }
  ctx.bus.publish({
    type: 'frame',
    workspaceId: ctx.scope.workspaceId,
    conversationId: asId(conversation_id),
    to: 'all',
    frame,
    from: null,
  })
}
