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

/** How a message on its way stands, as a word with a sign. */
export function OutgoingState({ state }: Pick<OutboxView, 'state'>) {
  const t = useMessages()
  const { kind, Icon } = looksOut[state]
  return (
    <Badge kind={kind}>
      <Icon size={12} aria-hidden="true" />
      {t(`deliveries.out.state.${state}`)}
    </Badge>
  )
}

/** What to make of that state, for the line beside it; nothing where the word says it all. */
export function OutgoingDetail({ message }: { message: OutboxView }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(15_000)
  const words = detailOf(message, t, (at) => formats.ago(at, now))
  return words === null ? <span className="text-faint">–</span> : <span title={words}>{words}</span>
}

function detailOf(
  { state, error, nextAttemptAt }: OutboxView,
  t: Translate,
  ago: (at: number) => string,
): string | null {
  switch (state) {
    case 'queued':
      return nextAttemptAt === null || error === null
        ? null
        : t('deliveries.out.nextTry', { when: ago(nextAttemptAt), reason: describeFailure(error.cls, t) })
    case 'sent':
      return null
    case 'unknown':
      return t('deliveries.out.mayHaveArrived')
    case 'failed':
      return describeFailure(error?.cls ?? null, t)
  }
}
