import { type Actor, asId, contact, instant } from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import {
  type Amendment,
  amendMessage,
  findSession,
  type MessageRef,
  markFromChannel,
  recordDelivery,
} from '../sessions/index.ts'
import {
  type ChannelMessageKey,
  findChannelMessage,
  keepSaying,
  markDone,
} from './channel-messages-queries.ts'
import { findOutboxState, settleOutbox } from './outbox-queries.ts'
import { nextSaying, type Saying } from './said.ts'

/** Somebody else carried it out, or something newer was said: look again. */
class Superseded extends Error {}

const roundsMax = 50

/** Keeps what a provider said of a message, and carries it out if the message has come; else it waits for it. */
export async function takeSaying(ctx: Context, key: ChannelMessageKey, saying: Saying): Promise<void> {
  await keepSaying(ctx.db, ctx.scope, key, saying)
  await applySaid(ctx, key)
}

/**
 * Carries out all that was said of a message so far. Safe to run anywhere, at once and again: each step marks itself as
 * done in its own transaction, and only while it is still the provider's last word.
 */
export async function applySaid(ctx: Context, key: ChannelMessageKey): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) {
    const known = await findChannelMessage(ctx.db, ctx.scope, key)
    if (!known?.messageId || !known.sessionId || known.isOurs === null) return
    const saying = nextSaying(known.said, known.isOurs)
    if (saying === null) return
    const { messageId, sessionId } = known
    await carryOut(ctx, key, { messageId, sessionId }, saying).catch((error: unknown) => {
      if (!(error instanceof Superseded)) throw error
    })
  }
  throw new Error('What was said of a message changes faster than it can be carried out')
}

async function carryOut(
  ctx: Context,
  key: ChannelMessageKey,
  message: MessageRef,
  saying: Saying,
): Promise<void> {
  const done = async (tx: Tx) => {
    if (!(await markDone(tx, ctx.scope, key, saying))) throw new Superseded()
  }
  switch (saying.kind) {
    case 'edit':
    case 'delete':
    case 'reaction': {
      const by = await contactOf(ctx, message)
      return await amendMessage(ctx, message, amendmentOf(saying, by), done)
    }
    case 'delivered':
    case 'read':
      return await noteArrival(ctx, key, message, { ...saying, kind: saying.kind })
    case 'failed':
      return await noteFailure(ctx, key, message, saying)
  }
}

function amendmentOf({ kind, at, value }: Saying, by: Actor): Amendment {
  const base = { by, at: instant(at) }
  if (kind === 'edit') return { ...base, kind: 'edited', text: value ?? '' }
  return kind === 'delete' ? { ...base, kind: 'deleted' } : { ...base, kind: 'reacted', emoji: value }
}

async function contactOf(ctx: Context, { sessionId }: MessageRef): Promise<Actor> {
  const session = await findSession(ctx.db, ctx.scope, sessionId)
  if (session === null) throw new Error('A message has no session')
  return contact(asId(session.contact_id))
}

/** A tick. What has arrived was sent, whatever was known of it before. */
async function noteArrival(
  ctx: Context,
  key: ChannelMessageKey,
  message: MessageRef,
  saying: Saying & Readonly<{ kind: 'delivered' | 'read' }>,
): Promise<void> {
  const { messageId } = message
  await markFromChannel(ctx, messageId, { as: saying.kind, at: instant(saying.at) })
  const state = await findOutboxState(ctx.db, ctx.scope, messageId)
  if (state === 'unknown' || state === 'failed') {
    await recordDelivery(ctx, message, 'accepted', async (tx) => {
      const isNews = await settleOutbox(tx, ctx.scope, messageId, {
        from: ['unknown', 'failed'],
        state: 'sent',
        error: null,
        at: ctx.now(),
      })
      if (!isNews) throw new Superseded()
    })
  }
  await markDone(ctx.db, ctx.scope, key, saying)
}

async function noteFailure(
  ctx: Context,
  key: ChannelMessageKey,
  message: MessageRef,
  saying: Saying,
): Promise<void> {
  const error = { cls: 'invalid', code: 'undelivered', detail: saying.value ?? '' } as const
  await recordDelivery(ctx, message, { failed: error.code }, async (tx) => {
    const isLast = await markDone(tx, ctx.scope, key, { ...saying, unless: ['delivered', 'read'] })
    if (!isLast) throw new Superseded()
    const from = ['queued', 'sent', 'unknown', 'failed'] as const
    await settleOutbox(tx, ctx.scope, message.messageId, { from, state: 'failed', error, at: ctx.now() })
  })
}
