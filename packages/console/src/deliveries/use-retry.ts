import type { OutboxView } from '@rapport/contract/light'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { describeProblem, useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'

/** Sends a message again. Whoever calls it has asked first where the contact may get it twice. */
export function useRetry(onDone: () => void) {
  const t = useMessages()
  const { deliveries } = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ messageId }: OutboxView) => deliveries.retry({ messageId }),
    onSuccess: () => {
      onDone()
      showToast({ title: t('deliveries.retried') })
      return queries.invalidateQueries({ queryKey: ['deliveries'] })
    },
    onError: (error) =>
      void showToast({
        title: t('deliveries.notRetried'),
        description: describeProblem(error, t, { channel_cannot_send: t('deliveries.cannotSend') }),
        kind: 'error',
      }),
  })
}
