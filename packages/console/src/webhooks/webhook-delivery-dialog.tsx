import type { WebhookDeliveryView, WebhookView } from '@rapport/contract/light'
import { Link } from '@tanstack/react-router'
import { RotateCcw } from 'lucide-react'
import { useMessages } from '../app/index.ts'
import { Button, DetailList, Dialog, useFormats } from '../ui/index.ts'
import { DeliveryState, lastAnswer } from './describe-webhook.tsx'
import { useReplay } from './use-replay.ts'

/** One delivery: what it told of, how its tries went, and sending it again. */
export function WebhookDeliveryDialog(props: {
  webhook: WebhookView
  delivery: WebhookDeliveryView
  onClose(): void
}) {
  const t = useMessages()
  const formats = useFormats()
  const { delivery } = props
  const replay = useReplay(props.webhook)
  // While the webhook is told nothing, no time of a next try is true.
  const nextAt = props.webhook.state === 'active' ? delivery.nextAttemptAt : null
  const moment = (at: number | null) => (at === null ? null : formats.moment(at))
  return (
    <Dialog
      isOpen
      width="medium"
      onClose={props.onClose}
      title={t(`webhooks.event.${delivery.eventType}`)}
      description={t('webhooks.replayHow')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('webhooks.close')}</Button>
          <Button
            kind="primary"
            icon={<RotateCcw size={14} aria-hidden="true" />}
            busy={replay.isPending}
            onClick={() => replay.mutate(delivery)}
          >
            {t('webhooks.replay')}
          </Button>
        </>
      }
    >
      <DetailList
        items={[
          { term: t('webhooks.column.state'), value: <DeliveryState state={delivery.state} /> },
          {
            term: t('webhooks.eventId'),
            value: (
              <bdi dir="ltr" className="font-code text-small">
                {delivery.eventType} {delivery.eventId}
              </bdi>
            ),
          },
          { term: t('webhooks.column.time'), value: moment(delivery.createdAt) },
          { term: t('webhooks.column.attempts'), value: formats.count(delivery.attempts) },
          { term: t('webhooks.column.answer'), value: lastAnswer(delivery, t) },
          { term: t('webhooks.error'), value: delivery.lastError },
          {
            term: t('webhooks.column.duration'),
            value:
              delivery.durationMs === null ? null : t('webhooks.ms', { n: Math.round(delivery.durationMs) }),
          },
          delivery.deliveredAt === null
            ? { term: t('webhooks.column.next'), value: moment(nextAt) }
            : { term: t('webhooks.deliveredAt'), value: moment(delivery.deliveredAt) },
        ]}
      />
      <p className="mt-3">
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId: delivery.sessionId }}
          className="text-accent underline underline-offset-2"
        >
          {t('webhooks.toSession')}
        </Link>
      </p>
    </Dialog>
  )
}
