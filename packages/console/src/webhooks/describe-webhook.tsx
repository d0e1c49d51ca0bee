import type { WebhookDeliveryView, WebhookView } from '@rapport/contract/light'
import { CircleAlert, CircleCheck, CirclePause, CircleX, Clock3 } from 'lucide-react'
import { type Translate, useMessages } from '../app/index.ts'
import { Badge } from '../ui/index.ts'

const states = {
  active: { kind: 'good', Icon: CircleCheck },
  paused: { kind: 'neutral', Icon: CirclePause },
  stopped: { kind: 'danger', Icon: CircleAlert },
} as const

/** How a webhook stands, as a word with a sign. */
export function WebhookState({ state }: Pick<WebhookView, 'state'>) {
  const t = useMessages()
  const { kind, Icon } = states[state]
  return (
    <Badge kind={kind}>
      <Icon size={12} aria-hidden="true" />
      {t(`webhooks.state.${state}`)}
    </Badge>
  )
}

const deliveryStates = {
  waiting: { kind: 'warning', Icon: Clock3 },
  delivered: { kind: 'good', Icon: CircleCheck },
  dead: { kind: 'danger', Icon: CircleX },
} as const

/** How a delivery stands, as a word with a sign. */
export function DeliveryState({ state }: Pick<WebhookDeliveryView, 'state'>) {
  const t = useMessages()
  const { kind, Icon } = deliveryStates[state]
  return (
    <Badge kind={kind}>
      <Icon size={12} aria-hidden="true" />
      {t(`webhooks.delivery.${state}`)}
    </Badge>
  )
}

/** Why nothing is sent to it, as a sentence; null while something is. */
export function whyNothingIsSent({ state, reason }: WebhookView, t: Translate): string | null {
  if (state === 'active') return null
  if (state === 'paused') return t('webhooks.pausedWhy')
  return reason === null ? t('webhooks.stopped') : t('webhooks.stoppedBecause', { reason })
}

/** The last answer in a word: its status, what broke instead, or nothing yet. */
export function lastAnswer(
  { lastStatus, lastError, attempts }: WebhookDeliveryView,
  t: Translate,
): string | null {
  if (lastStatus !== null) return String(lastStatus)
  return attempts === 0 ? null : (lastError ?? t('webhooks.noAnswer'))
}
