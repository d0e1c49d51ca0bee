import type { WebhookView } from '@rapport/contract/light'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Ellipsis, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { describeProblem, SettingsPage, useMessages } from '../app/index.ts'
import {
  Banner,
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  IconButton,
  LoadingPane,
  Menu,
  showToast,
  Tabs,
} from '../ui/index.ts'
import { WebhookState, whyNothingIsSent } from './describe-webhook.tsx'
import { TestButton } from './test-button.tsx'
import { useKeepWebhook, useRemoveWebhook, useSwitchWebhook, useWebhooks } from './use-webhooks.ts'
import { WebhookDeliveries } from './webhook-deliveries.tsx'
import { useSaveWebhook, WebhookForm } from './webhook-form.tsx'
import { SecretSection, ShownSecret } from './webhook-secret.tsx'
import { LastDelivered } from './webhooks-screen.tsx'

const pages = ['deliveries', 'settings'] as const
type Page = (typeof pages)[number]
const back = '/settings/webhooks'

/** One webhook: what it was sent, and what it is told of. */
export function WebhookScreen() {
  const t = useMessages()
  const { webhookId } = useParams({ from: '/shell/settings/webhooks/$webhookId' })
  const webhooks = useWebhooks()
  const webhook = webhooks.data?.items.find(({ id }) => id === webhookId)
  if (webhook) return <OpenWebhook key={webhook.id} webhook={webhook} />
  return (
    <SettingsPage title={t('app.settings.webhooks')} back={{ label: t('webhooks.back'), to: back }}>
      {webhooks.isPending ? <LoadingPane /> : null}
      {webhooks.isError ? (
        <ErrorState
          title={t('webhooks.failed')}
          description={describeProblem(webhooks.error, t)}
          onRetry={() => void webhooks.refetch()}
          busy={webhooks.isFetching}
        />
      ) : null}
      {webhooks.isSuccess ? (
        <EmptyState title={t('webhooks.missing')} description={t('webhooks.missingWhy')} />
      ) : null}
    </SettingsPage>
  )
}

function OpenWebhook({ webhook }: { webhook: WebhookView }) {
  const t = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/settings/webhooks/$webhookId' })
  const page: Page = search.tab === 'settings' ? 'settings' : 'deliveries'
  const show = (tab: Page) =>
    void navigate({
      to: '/settings/webhooks/$webhookId',
      params: { webhookId: webhook.id },
      search: tab === 'settings' ? { tab } : {},
      replace: true,
    })
  const why = whyNothingIsSent(webhook, t)
  return (
    <SettingsPage
      isWhole
      title={webhook.name}
      badge={<WebhookState state={webhook.state} />}
      back={{ label: t('webhooks.back'), to: back }}
      description={
        <>
          <bdi
            dir="ltr"
            className="block truncate text-left font-code text-small [html[dir=rtl]_&]:text-right"
          >
            {webhook.url}
          </bdi>
          <span className="text-small">
            <LastDelivered webhook={webhook} />
          </span>
        </>
      }
      action={<Actions webhook={webhook} />}
    >
      {why === null ? null : <Banner kind={webhook.state === 'stopped' ? 'error' : 'note'}>{why}</Banner>}
      <Tabs
        label={t('webhooks.page')}
        value={page}
        onChange={show}
        items={pages.map((value) => ({ value, label: t(`webhooks.page.${value}`) }))}
        className="flex-1"
        listClassName="px-0!"
        panelClassName="flex flex-col"
        panel={page === 'settings' ? <Settings webhook={webhook} /> : <WebhookDeliveries webhook={webhook} />}
      />
    </SettingsPage>
  )
}

function Actions({ webhook }: { webhook: WebhookView }): ReactNode {
  const t = useMessages()
  const navigate = useNavigate()
  const switching = useSwitchWebhook()
  const [isAsking, setIsAsking] = useState(false)
  const remove = useRemoveWebhook(() => void navigate({ to: back }))
  return (
    <div className="flex items-center gap-2">
      <TestButton webhook={webhook} />
      <Button busy={switching.isPending} onClick={() => switching.mutate(webhook)}>
        {t(webhook.state === 'active' ? 'webhooks.pause' : 'webhooks.resume')}
      </Button>
      <Menu
        align="end"
        trigger={<IconButton label={t('webhooks.more')} icon={<Ellipsis size={16} />} />}
        entries={[
          {
            label: t('webhooks.remove'),
            icon: <Trash2 size={15} />,
            isDangerous: true,
            onSelect: () => setIsAsking(true),
          },
        ]}
      />
      {isAsking ? (
        <ConfirmDialog
          isOpen
          isDangerous
          title={t('webhooks.removeAsk', { name: webhook.name })}
          description={t('webhooks.removeWhy')}
          confirmLabel={t('webhooks.remove')}
          busy={remove.isPending}
          error={remove.error === null ? null : describeProblem(remove.error, t)}
          onConfirm={() => remove.mutate(webhook)}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </div>
  )
}

function Settings({ webhook }: { webhook: WebhookView }) {
  const t = useMessages()
  const { change } = useSaveWebhook()
  const keep = useKeepWebhook()
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid max-w-200 grid-cols-1 gap-6 py-4">
        {secret === null ? null : (
          <ShownSecret
            title={t('webhooks.rotated', { name: webhook.name })}
            secret={secret}
            onDone={() => setSecret(null)}
          />
        )}
        <WebhookForm
          webhook={webhook}
          save={async (values) => {
            const saved = await change(webhook.id, values)
            keep(saved)
            showToast({ title: t('webhooks.saved') })
            return saved
          }}
        />
        <SecretSection webhook={webhook} onRotated={setSecret} />
      </div>
    </div>
  )
}
