import type { WebhookView } from '@rapport/contract/light'
import { useState } from 'react'
import { describeProblem, SettingsSection, useClient, useMessages } from '../app/index.ts'
import { Button, ConfirmDialog, CopyField, OnceShown, useFormats } from '../ui/index.ts'
import { useKeepWebhook } from './use-webhooks.ts'

/** A secret that was made just now. */
export function ShownSecret(props: { title: string; secret: string; onDone(): void }) {
  const t = useMessages()
  const words = { copyLabel: t('webhooks.copy'), copiedLabel: t('webhooks.copied') }
  return (
    <OnceShown
      title={props.title}
      warning={t('webhooks.once')}
      doneLabel={t('webhooks.done')}
      onDone={props.onDone}
    >
      <CopyField label={t('webhooks.secret')} value={props.secret} {...words} />
      <CopyField label={t('webhooks.verify')} value={verifyingExample(props.secret)} {...words} />
    </OnceShown>
  )
}

/** How a receiver knows that a delivery is ours; `body` is the text as it came. */
const verifyingExample = (
  secret: string,
): string => `import { createHmac, timingSafeEqual } from 'node:crypto'

const key = Buffer.from('${secret}'.replace('whsec_', ''), 'base64')

function isOurs(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures } = headers
  if (Math.abs(Date.now() / 1000 - Number(time)) > 300) return false
  const expected = createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest()
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one.replace('v1,', ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}`

/** Which secret signs, and a new one. */
export function SecretSection({
  webhook,
  onRotated,
}: {
  webhook: WebhookView
  onRotated(secret: string): void
}) {
  const t = useMessages()
  const formats = useFormats()
  const { webhooks } = useClient()
  const keep = useKeepWebhook()
  const [asked, setAsked] = useState<{ busy: boolean; error: string | null } | null>(null)
  const rotate = () => {
    setAsked({ busy: true, error: null })
    webhooks.rotateSecret({ webhookId: webhook.id }).then(
      (made) => {
        keep(made.webhook)
        onRotated(made.secret)
        setAsked(null)
      },
      (error: unknown) => setAsked({ busy: false, error: describeProblem(error, t) }),
    )
  }
  return (
    <SettingsSection
      title={t('webhooks.signing')}
      description={t('webhooks.signingWhy', { hint: webhook.secretHint })}
      action={<Button onClick={() => setAsked({ busy: false, error: null })}>{t('webhooks.rotate')}</Button>}
    >
      {webhook.oldSecretUntil === null ? null : (
        <p className="text-waiting">
          {t('webhooks.oldSigns', { when: formats.moment(webhook.oldSecretUntil) })}
        </p>
      )}
      {asked ? (
        <ConfirmDialog
          isOpen
          title={t('webhooks.rotateAsk')}
          description={t('webhooks.rotateWhy')}
          confirmLabel={t('webhooks.rotate')}
          busy={asked.busy}
          error={asked.error}
          onConfirm={rotate}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </SettingsSection>
  )
}
