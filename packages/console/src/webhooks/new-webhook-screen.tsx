import type { WebhookView } from '@rapport/contract/light'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { SettingsPage, useMessages } from '../app/index.ts'
import { useKeepWebhook } from './use-webhooks.ts'
import { useSaveWebhook, WebhookForm } from './webhook-form.tsx'
import { ShownSecret } from './webhook-secret.tsx'

/** A new webhook, and then its secret, this once. */
export function NewWebhookScreen() {
  const t = useMessages()
  const navigate = useNavigate()
  const { create } = useSaveWebhook()
  const keep = useKeepWebhook()
  const [made, setMade] = useState<{ webhook: WebhookView; secret: string } | null>(null)
  return (
    <SettingsPage
      title={made?.webhook.name ?? t('webhooks.new')}
      back={{ label: t('webhooks.back'), to: '/settings/webhooks' }}
    >
      {made ? (
        <ShownSecret
          title={t('webhooks.made', { name: made.webhook.name })}
          secret={made.secret}
          onDone={() =>
            void navigate({
              to: '/settings/webhooks/$webhookId',
              params: { webhookId: made.webhook.id },
              replace: true,
            })
          }
        />
      ) : (
        <WebhookForm
          webhook={null}
          save={async (values) => {
            const answer = await create(values)
            keep(answer.webhook)
            setMade(answer)
            return answer.webhook
          }}
        />
      )}
    </SettingsPage>
  )
}
