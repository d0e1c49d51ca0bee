import type { MessageView } from '@rapport/contract/light'
import type { MessageKey, Translate } from '../../app/index.ts'
import type { DeliveryTick } from '../../ui/index.ts'

const reasons = {
  retry: 'sessions.delivery.failed.retry',
  throttled: 'sessions.delivery.failed.throttled',
  window: 'sessions.delivery.failed.window',
  blocked: 'sessions.delivery.failed.blocked',
  auth: 'sessions.delivery.failed.auth',
  invalid: 'sessions.delivery.failed.invalid',
  unsupported: 'sessions.delivery.failed.unsupported',
} as const satisfies Record<string, MessageKey>

/** Why a channel did not deliver a message, as part of a sentence; a code without words of its own is named. */
export function describeFailure(reason: string | null, t: Translate): string {
  if (reason === null) return t('sessions.delivery.failed.other')
  if (Object.hasOwn(reasons, reason)) return t(reasons[reason as keyof typeof reasons])
  return t('sessions.delivery.failed.code', { code: reason })
}

/**
 * How far a message of ours has come, as a sign; none for the contact's. On the web chat it is there once it is stored;
 * on any other channel it is on its way until the channel has said something.
 */
export function tickOf(message: MessageView, channelKind: string): DeliveryTick | undefined {
  const { author, delivery, readAt, deliveredAt } = message
  if (author.kind === 'contact' || author.kind === 'system') return undefined
  const isWeb = channelKind === 'web'
  if (isWeb && author.kind === 'bot') return undefined
  if (delivery?.state === 'failed') return 'undelivered'
  if (delivery?.state === 'unknown') return 'unknown'
  if (readAt !== null) return 'read'
  if (deliveredAt !== null) return 'delivered'
  return isWeb || delivery !== null ? 'sent' : 'queued'
}

/** Whether somebody has to do something about it: then it says so wherever in a turn it stands. */
export const needsSomebody = (tick: DeliveryTick | undefined): boolean =>
  tick === 'undelivered' || tick === 'unknown'
