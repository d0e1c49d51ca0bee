import type { WebhookView } from '@rapport/contract/light'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { againAfter, type ConsoleClient, describeProblem, useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'

/** How to ask for the webhooks; asked again every few seconds while looked at, for what waits and what is dead. */
const webhooksQuery = (client: ConsoleClient) => ({
  queryKey: ['webhooks'],
  queryFn: () => client.webhooks.list({}),
  staleTime: 0,
  refetchInterval: ({ state }: { state: { data: unknown } }) => againAfter(state.data, 3_000),
})

/** The webhooks of the workspace. */
export const useWebhooks = () => useQuery(webhooksQuery(useClient()))

/** Puts a webhook as the server answered it into the list, before the list is asked for again. */
export function useKeepWebhook() {
  const client = useClient()
  const queries = useQueryClient()
  const { queryKey } = webhooksQuery(client)
  return (webhook: WebhookView) => {
    queries.setQueryData<{ items: WebhookView[] }>(queryKey, (held) => {
      if (!held) return held
      const isKnown = held.items.some(({ id }) => id === webhook.id)
      return {
        items: isKnown
          ? held.items.map((one) => (one.id === webhook.id ? webhook : one))
          : [...held.items, webhook],
      }
    })
    void queries.invalidateQueries({ queryKey })
  }
}

/** Pauses one, or has it told again. */
export function useSwitchWebhook() {
  const t = useMessages()
  const { webhooks } = useClient()
  const keep = useKeepWebhook()
  return useMutation({
    mutationFn: ({ id, state }: WebhookView) =>
      state === 'active' ? webhooks.pause({ webhookId: id }) : webhooks.resume({ webhookId: id }),
    onSuccess: keep,
    onError: (error) =>
      void showToast({
        title: t('webhooks.unchanged'),
        description: describeProblem(error, t),
        kind: 'error',
      }),
  })
}

/** Takes one away, with everything it was sent. */
export function useRemoveWebhook(onRemoved: () => void) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: WebhookView) => client.webhooks.remove({ webhookId: id }),
    onSuccess: async (_, { name }) => {
      onRemoved()
      showToast({ title: t('webhooks.removed', { name }) })
      await queries.invalidateQueries({ queryKey: webhooksQuery(client).queryKey })
    },
  })
}
