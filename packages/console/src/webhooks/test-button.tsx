import type { WebhookView } from '@rapport/contract/light'
import { useMutation } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { describeProblem, useClient, useMessages } from '../app/index.ts'
import { Button, showToast } from '../ui/index.ts'

/** Sends a ping now, and says what came back. */
export function TestButton({ webhook }: { webhook: WebhookView }) {
  const t = useMessages()
  const { webhooks } = useClient()
  const test = useMutation({
    mutationFn: () => webhooks.test({ webhookId: webhook.id }),
    onSuccess: ({ delivered, status, error, durationMs }) => {
      const ms = t('webhooks.ms', { n: Math.round(durationMs) })
      if (delivered) return void showToast({ title: t('webhooks.testOk', { status: String(status), ms }) })
      showToast({
        kind: 'error',
        title:
          status === null ? t('webhooks.testFailed') : t('webhooks.testStatus', { status: String(status) }),
        description: [error, t('webhooks.testTook', { ms })].filter(Boolean).join(' · '),
      })
    },
    onError: (error) =>
      void showToast({
        kind: 'error',
        title: t('webhooks.testFailed'),
        description: describeProblem(error, t),
      }),
  })
  return (
    <Button icon={<Send size={14} aria-hidden="true" />} busy={test.isPending} onClick={() => test.mutate()}>
      {t('webhooks.test')}
    </Button>
  )
}
