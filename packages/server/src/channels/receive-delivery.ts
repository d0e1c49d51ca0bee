import { asId, type FileId } from '@rapport/domain'
import { noteRefusal } from '../bans/index.ts'
import type { VisitorContext } from '../platform/context.ts'
import { type Arrival, type Ingested, ingestMessage, type ThreadMemory } from '../sessions/index.ts'
import type { InboundOf } from './inbound.ts'
import { parseSend, type Send } from './web/parse-web.ts'

/**
 * A visitor's message comes in. The socket has proven who they are; what they sent is kept unaltered, since the
 * web's own message is what is stored; the answer is the commit itself.
 */
export async function receiveDelivery(
  ctx: VisitorContext,
  beginning: Pick<Arrival, 'startsIn' | 'origin'>,
  delivery: Send,
  memory: ThreadMemory,
): Promise<Ingested> {
  const message = parseSend(delivery, { thread: ctx.thread, at: ctx.now() })
  const { inboxId, contactId, person, thread } = ctx
  const inbound = { key: message.key, thread, contactId, person, clientId: message.id, ...contentOf(message) }
  try {
    return await ingestMessage(ctx, { inboxId, ...beginning }, inbound, memory)
  } catch (error) {
    await noteRefusal(ctx, error)
    throw error
  }
}

/** A message's blocks as a session keeps them: its text, and the files that were uploaded before. */
function contentOf({ blocks }: InboundOf<'message'>) {
  const text = blocks.flatMap((block) => (block.kind === 'text' ? block.text : [])).join('\n')
  const fileIds = blocks.flatMap((block) => (block.kind === 'media' ? asId<FileId>(block.media.ref) : []))
  return { text, fileIds }
}
