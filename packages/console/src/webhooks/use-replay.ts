import type { WebhookDeliveryView, WebhookView } from '@rapport/contract/light'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { describeProblem, useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'

/** Sends one delivery again. */
export function useReplay(webhook: WebhookView) {
  const t = useMessages()
  const { webhooks } = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: WebhookDeliveryView) => webhooks.replay({ webhookId: webhook.id, deliveryId: id }),
    onSuccess: () => {
      showToast({ title: t('webhooks.replayed') })
      return queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
    onError: (error) =>
      void showToast({
        title: t('webhooks.notReplayed'),
        description: describeProblem(error, t),
        kind: 'error',
      }),
  })
}

/** Sends again everything that a day of tries did not deliver. */
export function useReplayDead(onDone: () => void) {
  const t = useMessages()
  const { webhooks } = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: WebhookView) => webhooks.replayDead({ webhookId: id }),
    onSuccess: ({ replayed }) => {
      onDone()
      showToast({ title: t('webhooks.replayedDead', { n: replayed }) })
      return queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
}
