import type { DeliveryView, OutboxView } from '@rapport/contract/light'
import { CircleCheck, CircleHelp, CircleX, Clock3, Inbox } from 'lucide-react'
import { type Translate, useMessages } from '../app/index.ts'
import { describeFailure } from '../sessions/index.ts'
import { Badge, useFormats, useNow } from '../ui/index.ts'

const looksIn = {
  received: { kind: 'warning', Icon: Inbox },
  handled: { kind: 'good', Icon: CircleCheck },
  failed: { kind: 'danger', Icon: CircleX },
} as const

/** How a delivery stands that came in, as a word with a sign. */
export function IncomingState({ state }: Pick<DeliveryView, 'state'>) {
  const t = useMessages()
  const { kind, Icon } = looksIn[state]
  return (
    <Badge kind={kind}>
      <Icon size={12} aria-hidden="true" />
      {t(`deliveries.in.state.${state}`)}
    </Badge>
  )
}

const looksOut = {
  queued: { kind: 'neutral', Icon: Clock3 },
  sent: { kind: 'good', Icon: CircleCheck },
  failed: { kind: 'danger', Icon: CircleX },
  unknown: { kind: 'warning', Icon: CircleHelp },
} as const

/** How a message on its way stands, in words that say what to make of it. */
export function OutgoingState({ message }: { message: OutboxView }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(15_000)
  const { kind, Icon } = looksOut[message.state]
  const words = describeOutgoing(message, t, (at) => formats.ago(at, now))
  return (
    <span title={words} className="flex min-w-0">
      <Badge kind={kind}>
        <Icon size={12} aria-hidden="true" className="shrink-0" />
        <span className="truncate">{words}</span>
      </Badge>
    </span>
  )
}

/** The state of a message as a sentence; `ago` says a moment as a phrase. */
export function describeOutgoing(
  { state, error, nextAttemptAt }: OutboxView,
  t: Translate,
  ago: (at: number) => string,
): string {
  switch (state) {
    case 'queued':
      return nextAttemptAt === null || error === null
        ? t('deliveries.out.queued')
        : t('deliveries.out.queuedUntil', { when: ago(nextAttemptAt) })
    case 'sent':
      return t('deliveries.out.sent')
    case 'unknown':
      return t('deliveries.out.unknown')
    case 'failed':
      return t('deliveries.out.failedBecause', { reason: describeFailure(error?.cls ?? null, t) })
  }
}
