import type { MessageView } from '@rapport/contract/light'
import { can } from '@rapport/domain'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { describeProblem, useClient, useMe, useMessages } from '../../app/index.ts'
import { Button, showToast } from '../../ui/index.ts'
import { describeFailure } from './describe-delivery.ts'

// Fetched when somebody asks: no thread needs a dialog to be read.
const SendAgainDialog = lazy(() =>
  import('./send-again-dialog.tsx').then((part) => ({ default: part.SendAgainDialog })),
)

/**
 * What stands beneath a message that a channel did not take, or may have taken: why, and sending it again. Where the
 * contact may get it twice, a person is asked first.
 */
export function MessageRetry({ message, onRetried }: { message: MessageView; onRetried(): void }) {
  const t = useMessages()
  const mayRetry = can(useMe().role, 'sessions.answer')
  const [isAsking, setIsAsking] = useState(false)
  const retry = useRetry(() => {
    setIsAsking(false)
    onRetried()
  })
  const isUnknown = message.delivery?.state === 'unknown'
  return (
    <>
      {isUnknown ? null : (
        <span className="min-w-0 text-danger">
          {t('sessions.delivery.because', { reason: describeFailure(message.delivery?.reason ?? null, t) })}
        </span>
      )}
      {mayRetry ? (
        <Button
          size="small"
          busy={retry.isPending}
          onClick={() => (isUnknown ? setIsAsking(true) : retry.mutate(message.id))}
        >
          {t(isUnknown ? 'sessions.delivery.sendAgain' : 'sessions.delivery.retry')}
        </Button>
      ) : null}
      {isAsking ? (
        <Suspense>
          <SendAgainDialog
            busy={retry.isPending}
            onConfirm={() => retry.mutate(message.id)}
            onClose={() => setIsAsking(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

function useRetry(onRetried: () => void) {
  const t = useMessages()
  const { deliveries } = useClient()
  return useMutation({
    mutationFn: (messageId: string) => deliveries.retry({ messageId }),
    onSuccess: onRetried,
    onError: (error) =>
      void showToast({
        kind: 'error',
        title: t('sessions.delivery.notRetried'),
        description: describeProblem(error, t, {
          channel_cannot_send: t('sessions.delivery.cannotSend'),
        }),
      }),
  })
}
