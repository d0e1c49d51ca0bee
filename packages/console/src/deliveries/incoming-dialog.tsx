import type { DeliveryDetail } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { describeProblem, useClient, useMessages } from '../app/index.ts'
import {
  Button,
  CopyField,
  DetailList,
  Dialog,
  EmptyState,
  ErrorState,
  LoadingPane,
  SegmentedControl,
  showToast,
  useFormats,
} from '../ui/index.ts'
import { IncomingState } from './describe-delivery.tsx'
import { useInboxName } from './inbox-filter.tsx'
import { prettyBody } from './pretty-body.ts'

/** One delivery as it came: when, what was said, what became of it; and handling it again. */
export function IncomingDialog({ deliveryId, onClose }: { deliveryId: string; onClose(): void }) {
  const t = useMessages()
  const { deliveries } = useClient()
  const inboxName = useInboxName()
  const one = useQuery({
    queryKey: ['deliveries', 'one', deliveryId],
    queryFn: () => deliveries.get({ deliveryId }),
    staleTime: 0,
    // One that waits to be handled is handled in a moment, by whichever server comes to it.
    refetchInterval: ({ state }) => (state.data?.delivery.state === 'received' ? 1_000 : false),
  })
  const replay = useReplay(deliveryId)
  return (
    <Dialog
      isOpen
      width="large"
      onClose={onClose}
      title={
        one.data
          ? t('deliveries.one', { inbox: inboxName(one.data.delivery.inboxId) })
          : t('app.settings.deliveries')
      }
      description={t('deliveries.replayHow')}
      footer={
        <>
          <Button onClick={onClose}>{t('deliveries.close')}</Button>
          {one.data ? (
            <Button
              kind="primary"
              icon={<RotateCcw size={14} aria-hidden="true" />}
              busy={replay.isPending}
              onClick={() => replay.mutate()}
            >
              {t('deliveries.replay')}
            </Button>
          ) : null}
        </>
      }
    >
      {one.isPending ? <LoadingPane /> : null}
      {one.isError && !one.data ? <NotThere error={one.error} onRetry={() => void one.refetch()} /> : null}
      {one.data ? <Detail detail={one.data} /> : null}
    </Dialog>
  )
}

function NotThere({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const t = useMessages()
  const isMissing = isRapportError(error) && (error.code === 'not_found' || error.code === 'invalid_input')
  return isMissing ? (
    <EmptyState title={t('deliveries.oneMissing')} description={t('deliveries.oneMissingWhy')} />
  ) : (
    <ErrorState title={t('deliveries.oneFailed')} description={describeProblem(error, t)} onRetry={onRetry} />
  )
}

function Detail({ detail: { delivery, method, path, headers, body } }: { detail: DeliveryDetail }) {
  const t = useMessages()
  const formats = useFormats()
  const words = { copyLabel: t('deliveries.copy'), copiedLabel: t('deliveries.copied') }
  const listed = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
  const when = formats.moment(delivery.receivedAt)
  return (
    <div className="grid grid-cols-1 gap-4">
      <DetailList
        items={[
          { term: t('deliveries.state'), value: <IncomingState state={delivery.state} /> },
          ...(delivery.error === null ? [] : [{ term: t('deliveries.column.error'), value: delivery.error }]),
          { term: t('deliveries.came'), value: t('deliveries.cameTimes', { when, n: delivery.times }) },
          {
            term: t('deliveries.handledAt'),
            value:
              delivery.state !== 'handled' || delivery.handledAt === null
                ? null
                : formats.moment(delivery.handledAt),
          },
          { term: t('deliveries.attempts'), value: formats.count(delivery.attempts) },
          {
            term: t('deliveries.externalId'),
            value:
              delivery.externalId === null ? null : (
                <bdi dir="ltr" className="font-code text-small">
                  {delivery.externalId}
                </bdi>
              ),
          },
        ]}
      />
      <CopyField label={t('deliveries.request')} value={`${method} ${path}`} {...words} />
      <div>
        <CopyField label={t('deliveries.headers')} value={listed} {...words} />
        <p className="mt-1 text-small text-faint">{t('deliveries.headersHint')}</p>
      </div>
      <Body body={body} bytes={delivery.bytes} />
    </div>
  )
}

function Body({ body, bytes }: { body: string | null; bytes: number }) {
  const t = useMessages()
  const formats = useFormats()
  const pretty = body === null ? null : prettyBody(body)
  const [shown, setShown] = useState<'json' | 'text'>('json')
  if (body === null) return <p>{t('deliveries.bodyNone', { bytes: formats.bytes(bytes) })}</p>
  if (body === '') return <p>{t('deliveries.bodyEmpty')}</p>
  return (
    <div className="grid grid-cols-1 gap-2">
      {pretty === null ? null : (
        <div>
          <SegmentedControl
            label={t('deliveries.shown')}
            value={shown}
            onChange={setShown}
            choices={[
              { value: 'json', label: t('deliveries.asJson') },
              { value: 'text', label: t('deliveries.asText') },
            ]}
          />
        </div>
      )}
      <CopyField
        label={t('deliveries.body')}
        value={shown === 'json' ? (pretty ?? body) : body}
        copyLabel={t('deliveries.copy')}
        copiedLabel={t('deliveries.copied')}
      />
    </div>
  )
}

const outcomes = {
  handled: 'deliveries.replayed',
  failed: 'deliveries.replayedFailed',
  received: 'deliveries.replayedWaits',
} as const

function useReplay(deliveryId: string) {
  const t = useMessages()
  const { deliveries } = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => deliveries.replay({ deliveryId }),
    onSuccess: ({ state, error }) => {
      showToast({
        title: t(outcomes[state]),
        ...(state === 'failed' && error !== null ? { description: error, kind: 'error' } : {}),
      })
      return queries.invalidateQueries({ queryKey: ['deliveries'] })
    },
    onError: (error) =>
      void showToast({
        title: t('deliveries.notReplayed'),
        description: describeProblem(error, t),
        kind: 'error',
      }),
  })
}
