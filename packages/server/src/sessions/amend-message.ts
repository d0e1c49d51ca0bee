import type { MessageDelivery } from '@rapport/contract'
import {
  type Actor,
  type DeliveryOutcome,
  amendMessage as decideAmendment,
  type Instant,
  type MessageId,
  recordOutcome,
  type SessionId,
} from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { clearMessage, forgetSummary, setDelivery, setReaction, setText } from './amend-message-queries.ts'
import { changeSession } from './change-session.ts'

/** A message by where it stands. */
export type MessageRef = Readonly<{ sessionId: SessionId; messageId: MessageId }>

/** What somebody did to a message that was said already, and when by the channel's clock. */
export type Amendment = Readonly<{ by: Actor; at: Instant }> &
  Readonly<{ kind: 'edited'; text: string } | { kind: 'deleted' } | { kind: 'reacted'; emoji: string | null }>

/** More work for the same transaction, under the session's lock. */
export type Also = (tx: Tx) => Promise<void>

/**
 * Records what a provider made of a message of ours: the event, and the mark on the message, together. Of several
 * outcomes the last one holds, so that a retry that succeeds takes the place of the failure.
 */
export async function recordDelivery(
  ctx: Context,
  { sessionId, messageId }: MessageRef,
  outcome: DeliveryOutcome,
  also?: Also,
): Promise<void> {
  await changeSession(
    ctx,
    sessionId,
    () => recordOutcome(messageId, outcome),
    async (tx) => {
      await setDelivery(tx, ctx.scope, messageId, deliveryOf(outcome))
      await also?.(tx)
      return {}
    },
  )
}

const deliveryOf = (outcome: DeliveryOutcome): MessageDelivery =>
  typeof outcome === 'string' ? { state: outcome, reason: null } : { state: 'failed', reason: outcome.failed }

/** Records that a message was edited, deleted or reacted to, with what it is from then on. In ended sessions too. */
export async function amendMessage(
  ctx: Context,
  { sessionId, messageId }: MessageRef,
  amendment: Amendment,
  also?: Also,
): Promise<void> {
  const what = amendment.kind === 'reacted' ? { reaction: amendment.emoji } : amendment.kind
  await changeSession(
    ctx,
    sessionId,
    () => decideAmendment(messageId, what, amendment.by),
    async (tx) => {
      await apply(tx, ctx, messageId, amendment)
      if (amendment.kind !== 'reacted') await forgetSummary(tx, ctx.scope, sessionId)
      await also?.(tx)
      return {}
    },
  )
}

function apply(tx: Tx, { scope }: Context, messageId: MessageId, amendment: Amendment): Promise<void> {
  switch (amendment.kind) {
    case 'edited':
      return setText(tx, scope, messageId, amendment)
    case 'deleted':
      return clearMessage(tx, scope, messageId, amendment.at)
    case 'reacted':
      return setReaction(tx, scope, messageId, amendment.emoji)
  }
}
