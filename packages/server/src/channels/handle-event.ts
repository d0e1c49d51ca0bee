import type { ServerFrame } from '@rapport/contract'
import { contact } from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import { findThreadContact } from '../sessions/index.ts'
import { takeSaying } from './apply-said.ts'
import type { Inbound, InboundOf } from './inbound.ts'
import type { Saying } from './said.ts'
import { type Landing, takeMessage } from './take-message.ts'

/** Brings one event to its place. Answers null, or what of it could not be used, for whoever looks at the delivery. */
export async function handleEvent(ctx: Context, landing: Landing, event: Inbound): Promise<string | null> {
  switch (event.type) {
    case 'message':
      if (event.echo !== undefined)
        return `${event.key}: messages said elsewhere by our side are not shown yet`
      await takeMessage(ctx, landing, event)
      return null
    case 'choice':
      await takeMessage(ctx, landing, asMessage(event))
      return null
    case 'edit':
    case 'delete':
    case 'reaction':
    case 'receipt':
      return await takeSayingOf(ctx, landing, event)
    case 'typing':
      await showTyping(ctx, landing, event)
      return null
    case 'unknown':
      return event.what
    case 'consent':
    case 'identity':
    case 'account':
    case 'call':
      return `${event.key}: events of type ${event.type} are not used yet`
  }
}

/** A choice from what was offered is what the contact would have written. */
const asMessage = ({ payload, label, id, ...base }: InboundOf<'choice'>): InboundOf<'message'> => ({
  ...base,
  type: 'message',
  id: id ?? base.key,
  blocks: [{ kind: 'text', text: label ?? payload }],
})

type OfMessage = InboundOf<'edit' | 'delete' | 'reaction' | 'receipt'>

async function takeSayingOf(ctx: Context, { inbox }: Landing, event: OfMessage): Promise<string | null> {
  const saying = sayingOf(event)
  if (saying === null || event.id === undefined) return null
  await takeSaying(ctx, { inboxId: inbox.id, externalId: event.id }, saying)
  return null
}

function sayingOf(event: OfMessage): Saying | null {
  const { at } = event
  switch (event.type) {
    case 'edit': {
      const words = event.blocks.flatMap((block) => (block.kind === 'text' ? block.text : []))
      return { kind: 'edit', at, value: words.join('\n') }
    }
    case 'delete':
      return { kind: 'delete', at, value: null }
    case 'reaction':
      return { kind: 'reaction', at, value: event.emoji }
    case 'receipt':
      if (event.status === 'sent') return null
      return { kind: event.status, at, value: event.error?.detail ?? null }
  }
}

/** A frame for whoever has the conversation open; nothing is kept of it. */
async function showTyping(ctx: Context, { inbox }: Landing, event: InboundOf<'typing'>): Promise<void> {
  const talk = await findThreadContact(ctx.db, ctx.scope, { inboxId: inbox.id, thread: event.thread })
  if (talk === null) return
  const { conversationId, contactId } = talk
  const frame: ServerFrame = { type: 'typing', conversationId, actor: contact(contactId), on: event.on }
  const { workspaceId } = ctx.scope
  ctx.bus.publish({ type: 'frame', workspaceId, conversationId, to: 'agents', frame, from: null })
}
