import type { OutboxView } from '@rapport/contract/light'
import { Link } from '@tanstack/react-router'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../app/index.ts'
import { Button, ConfirmDialog, DetailList, Dialog, useFormats } from '../ui/index.ts'
import { OutgoingDetail, OutgoingState } from './describe-delivery.tsx'
import { useInboxName } from './inbox-filter.tsx'
import { useRetry } from './use-retry.ts'

/** One message on its way: what it says, how it stands, and sending it again. */
export function OutgoingDialog({ message, onClose }: { message: OutboxView; onClose(): void }) {
  const t = useMessages()
  const inboxName = useInboxName()
  const retry = useRetry(onClose)
  const [isAsking, setIsAsking] = useState(false)
  const isStuck = message.state === 'failed' || message.state === 'unknown'
  return (
    <>
      <Dialog
        isOpen
        width="medium"
        onClose={onClose}
        title={t('deliveries.out.title', { inbox: inboxName(message.inboxId) })}
        footer={
          <>
            <Button onClick={onClose}>{t('deliveries.close')}</Button>
            {isStuck ? (
              <Button
                kind="primary"
                icon={<RotateCcw size={14} aria-hidden="true" />}
                busy={retry.isPending}
                onClick={() => (message.state === 'unknown' ? setIsAsking(true) : retry.mutate(message))}
              >
                {t('deliveries.retry')}
              </Button>
            ) : null}
          </>
        }
      >
        <Facts message={message} />
      </Dialog>
      {isAsking ? (
        <ConfirmDialog
          isOpen
          title={t('deliveries.retryAsk')}
          description={t('deliveries.retryUnknown')}
          confirmLabel={t('deliveries.retry')}
          busy={retry.isPending}
          onConfirm={() => retry.mutate(message)}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </>
  )
}

function Facts({ message }: { message: OutboxView }) {
  const t = useMessages()
  const formats = useFormats()
  const { error } = message
  return (
    <>
      <DetailList
        items={[
          {
            term: t('deliveries.state'),
            value: (
              <span className="flex flex-wrap items-center gap-x-2">
                <OutgoingState state={message.state} />
                {message.state === 'sent' ? null : <OutgoingDetail message={message} />}
              </span>
            ),
          },
          {
            term: t('deliveries.out.message'),
            value: message.preview === null ? null : <span dir="auto">{message.preview}</span>,
          },
          { term: t('deliveries.column.written'), value: formats.moment(message.createdAt) },
          { term: t('deliveries.attempts'), value: formats.count(message.attempts) },
          {
            term: t('deliveries.column.next'),
            value: message.nextAttemptAt === null ? null : formats.moment(message.nextAttemptAt),
          },
          ...(error === null
            ? []
            : [
                {
                  term: t('deliveries.out.channelSays'),
                  value: (
                    <>
                      <bdi dir="ltr" className="font-code text-small">
                        {error.code}
                      </bdi>{' '}
                      {error.detail}
                    </>
                  ),
                },
              ]),
        ]}
      />
      <p className="mt-3">
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId: message.sessionId }}
          className="text-accent underline underline-offset-2"
        >
          {t('deliveries.out.toSession')}
        </Link>
      </p>
    </>
  )
}
