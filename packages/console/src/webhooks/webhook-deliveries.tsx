import type { WebhookDeliveryView, WebhookView } from '@rapport/contract/light'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { RotateCcw, Webhook } from 'lucide-react'
import { useMemo, useState } from 'react'
import {
  changedSearch,
  describeProblem,
  PagesTable,
  StateFilter,
  useClient,
  useMessages,
  usePages,
} from '../app/index.ts'
import {
  Button,
  ConfirmDialog,
  columnMaker,
  type DataColumn,
  EmptyState,
  isPhone,
  RelativeTime,
  useFormats,
  useMedia,
} from '../ui/index.ts'
import { DeliveryState, lastAnswer } from './describe-webhook.tsx'
import { useReplayDead } from './use-replay.ts'
import { WebhookDeliveryDialog } from './webhook-delivery-dialog.tsx'

const states = ['waiting', 'delivered', 'dead'] as const
const page = { from: '/shell/settings/webhooks/$webhookId' } as const
const idOf = ({ id }: WebhookDeliveryView) => id

/** What a webhook was sent and what it answered, newest first. */
export function WebhookDeliveries({ webhook }: { webhook: WebhookView }) {
  const t = useMessages()
  const { webhooks } = useClient()
  const { search, change } = useAddress(webhook)
  const state = states.find((one) => one === search.state)
  const pages = usePages<WebhookDeliveryView>({
    key: ['webhooks', webhook.id, 'deliveries', state ?? 'all'],
    fetchPage: (cursor, signal) =>
      webhooks.deliveries(
        { webhookId: webhook.id, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) },
        { signal },
      ),
  })
  const open = pages.rows.find(({ id }) => id === search.open)
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 py-2.5">
        <StateFilter
          label={t('webhooks.filter')}
          allLabel={t('webhooks.filter.all')}
          states={states}
          nameOf={(one) => t(`webhooks.delivery.${one}`)}
          value={state}
          onChange={(one) => change({ state: one })}
        />
        <span className="flex-1" />
        {webhook.dead > 0 ? <ReplayDead webhook={webhook} /> : null}
      </div>
      <PagesTable
        label={t('webhooks.deliveries', { name: webhook.name })}
        pages={pages}
        columns={useColumns(webhook.state === 'active')}
        rowId={idOf}
        selectedId={search.open ?? null}
        onOpen={({ id }) => change({ open: id })}
        failed={t('webhooks.deliveriesFailed')}
        empty={
          state ? (
            <EmptyState title={t('webhooks.deliveriesNoMatch')} />
          ) : (
            <EmptyState
              icon={<Webhook size={20} />}
              title={t('webhooks.deliveriesNone')}
              description={t('webhooks.deliveriesNoneWhy')}
            />
          )
        }
      />
      {open ? (
        <WebhookDeliveryDialog
          webhook={webhook}
          delivery={open}
          onClose={() => change({ open: undefined })}
        />
      ) : null}
    </>
  )
}

function useAddress({ id }: WebhookView) {
  const search = useSearch(page)
  const navigate = useNavigate()
  const change = (part: Partial<Record<'state' | 'open', string | undefined>>) => {
    void navigate({
      to: '/settings/webhooks/$webhookId',
      params: { webhookId: id },
      search: changedSearch(search, part),
      replace: true,
    })
  }
  return { search, change }
}

function useColumns(isTold: boolean): readonly DataColumn<WebhookDeliveryView>[] {
  const t = useMessages()
  const formats = useFormats()
  const isNarrow = useMedia(isPhone)
  return useMemo((): readonly DataColumn<WebhookDeliveryView>[] => {
    const column = columnMaker<WebhookDeliveryView, ColumnId>((id) => t(`webhooks.column.${id}`))
    const end = { align: 'end' } as const
    const state = column('state', 108, ({ state }) => (
      <span className="flex">
        <DeliveryState state={state} />
      </span>
    ))
    const event = column('event', isNarrow ? 120 : 200, ({ eventType }) => (
      <bdi dir="ltr" title={t(`webhooks.event.${eventType}`)} className="font-code text-small">
        {eventType}
      </bdi>
    ))
    const time = column('time', 92, ({ createdAt }) => <RelativeTime at={createdAt} />, end)
    if (isNarrow) return [state, { ...event, grows: true }, time]
    const dash = <span className="text-faint">–</span>
    const answered = (row: WebhookDeliveryView) => {
      const answer = lastAnswer(row, t)
      return answer === null ? dash : <span title={row.lastError ?? undefined}>{answer}</span>
    }
    return [
      state,
      event,
      column('answer', 140, answered, { grows: true }),
      column('attempts', 60, ({ attempts }) => formats.count(attempts), end),
      column(
        'duration',
        96,
        ({ durationMs }) => (durationMs === null ? dash : t('webhooks.ms', { n: Math.round(durationMs) })),
        end,
      ),
      column(
        'next',
        84,
        ({ nextAttemptAt }) =>
          nextAttemptAt === null || !isTold ? (
            dash
          ) : (
            <span title={formats.moment(nextAttemptAt)}>{formats.time(nextAttemptAt)}</span>
          ),
        end,
      ),
      time,
    ]
  }, [t, formats, isNarrow, isTold])
}

type ColumnId = 'state' | 'event' | 'answer' | 'attempts' | 'duration' | 'time' | 'next'

function ReplayDead({ webhook }: { webhook: WebhookView }) {
  const t = useMessages()
  const [isAsking, setIsAsking] = useState(false)
  const replay = useReplayDead(() => setIsAsking(false))
  return (
    <>
      <Button icon={<RotateCcw size={14} aria-hidden="true" />} onClick={() => setIsAsking(true)}>
        {t('webhooks.replayDead')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          isOpen
          title={t('webhooks.replayDeadAsk', { n: webhook.dead })}
          description={t('webhooks.replayDeadWhy')}
          confirmLabel={t('webhooks.replayDead')}
          busy={replay.isPending}
          error={replay.error === null ? null : describeProblem(replay.error, t)}
          onConfirm={() => replay.mutate(webhook)}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </>
  )
}
