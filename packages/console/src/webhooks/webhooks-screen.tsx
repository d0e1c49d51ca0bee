import type { WebhookView } from '@rapport/contract/light'
import { sessionEventTypes } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus, Webhook } from 'lucide-react'
import { describeProblem, SettingsPage, useMessages } from '../app/index.ts'
import { Badge, EmptyState, ErrorState, ListSkeleton, useFormats, useNow } from '../ui/index.ts'
import { WebhookState } from './describe-webhook.tsx'
import { useWebhooks } from './use-webhooks.ts'

/** The webhooks of the workspace, and how each of them does. */
export function WebhooksScreen() {
  const t = useMessages()
  const webhooks = useWebhooks()
  const items = webhooks.data?.items ?? []
  const add = (
    <Link
      to="/settings/webhooks/new"
      className="inline-flex h-7.5 shrink-0 items-center gap-1.5 rounded-control bg-accent px-2.75 font-medium text-accent-text hover:bg-accent-strong"
    >
      <Plus size={15} aria-hidden="true" />
      {t('webhooks.new')}
    </Link>
  )
  return (
    <SettingsPage
      title={t('app.settings.webhooks')}
      description={t('webhooks.what')}
      action={items.length > 0 ? add : null}
    >
      {webhooks.isPending ? <ListSkeleton /> : null}
      {webhooks.isError && !webhooks.data ? (
        <ErrorState
          title={t('webhooks.failed')}
          description={describeProblem(webhooks.error, t)}
          onRetry={() => void webhooks.refetch()}
          busy={webhooks.isFetching}
        />
      ) : null}
      {webhooks.data && items.length === 0 ? (
        <EmptyState
          icon={<Webhook size={20} />}
          title={t('webhooks.none')}
          description={t('webhooks.noneWhy')}
          action={add}
        />
      ) : null}
      {items.length > 0 ? (
        <ul aria-label={t('webhooks.list')} className="border-t border-line">
          {items.map((webhook) => (
            <li key={webhook.id} className="border-b border-line">
              <WebhookLine webhook={webhook} />
            </li>
          ))}
        </ul>
      ) : null}
    </SettingsPage>
  )
}

function WebhookLine({ webhook }: { webhook: WebhookView }) {
  const t = useMessages()
  const { id, name, url, state, events, waiting, dead } = webhook
  return (
    <Link
      to="/settings/webhooks/$webhookId"
      params={{ webhookId: id }}
      className="flex min-h-19 items-center gap-3 px-2 py-2.5 -outline-offset-2 hover:bg-hover"
    >
      <span className="grid min-w-0 flex-1 grid-cols-1 gap-1">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className="min-w-0 truncate font-strong">{name}</bdi>
          <WebhookState state={state} />
          {waiting > 0 ? <Badge kind="warning">{t('webhooks.waiting', { n: waiting })}</Badge> : null}
          {dead > 0 ? <Badge kind="danger">{t('webhooks.dead', { n: dead })}</Badge> : null}
        </span>
        <bdi
          dir="ltr"
          className="truncate text-left font-code text-small text-muted [html[dir=rtl]_&]:text-right"
        >
          {url}
        </bdi>
        <span className="text-small text-muted">
          <LastDelivered webhook={webhook} /> ·{' '}
          {events.length === sessionEventTypes.length
            ? t('webhooks.eventsAll')
            : t('webhooks.events', { n: events.length })}
        </span>
      </span>
      <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-faint rtl:rotate-180" />
    </Link>
  )
}

/** When something arrived there last. */
export function LastDelivered({ webhook: { lastDeliveredAt } }: { webhook: WebhookView }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(15_000)
  if (lastDeliveredAt === null) return t('webhooks.neverDelivered')
  return (
    <span title={formats.moment(lastDeliveredAt)}>
      {t('webhooks.delivered', { ago: formats.ago(lastDeliveredAt, now) })}
    </span>
  )
}
