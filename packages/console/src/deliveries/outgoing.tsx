import type { OutboxView } from '@rapport/contract/light'
import { CircleCheck } from 'lucide-react'
import { useMemo } from 'react'
import { PagesTable, useClient, useMessages, usePages } from '../app/index.ts'
import {
  Button,
  columnMaker,
  type DataColumn,
  EmptyState,
  isPhone,
  RelativeTime,
  Select,
  useFormats,
  useMedia,
} from '../ui/index.ts'
import { OutgoingDetail, OutgoingState } from './describe-delivery.tsx'
import { InboxFilter, useInboxName } from './inbox-filter.tsx'
import { OutgoingDialog } from './outgoing-dialog.tsx'
import type { Address } from './use-address.ts'

const states = ['stuck', 'queued', 'failed', 'unknown', 'sent'] as const
type State = (typeof states)[number]
const idOf = ({ messageId }: OutboxView) => messageId

/** Messages on their way to a channel: those that need somebody, unless another state is asked for. */
export function Outgoing({ address }: { address: Address }) {
  const t = useMessages()
  const { deliveries } = useClient()
  const { search, change } = address
  const state: State = states.find((one) => one === search.state) ?? 'stuck'
  const pages = usePages<OutboxView>({
    key: ['deliveries', 'out', state, search.inbox ?? 'all'],
    fetchPage: (cursor, signal) =>
      deliveries.outbox(
        { state, ...(search.inbox ? { inboxId: search.inbox } : {}), ...(cursor ? { cursor } : {}) },
        { signal },
      ),
  })
  const isFirst = state === 'stuck' && search.inbox === undefined
  const open = pages.rows.find(({ messageId }) => messageId === search.open)
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 py-2.5">
        <Select<State>
          hideLabel
          label={t('deliveries.state')}
          className="w-38"
          value={state}
          onChange={(value) => change({ state: value === 'stuck' ? undefined : value })}
          choices={states.map((value) => ({ value, label: t(`deliveries.out.filter.${value}`) }))}
        />
        <InboxFilter address={address} />
      </div>
      <PagesTable
        label={t('deliveries.out.label')}
        pages={pages}
        columns={useColumns()}
        rowId={idOf}
        selectedId={search.open ?? null}
        onOpen={({ messageId }) => change({ open: messageId })}
        failed={t('deliveries.out.failed')}
        empty={
          isFirst ? (
            <EmptyState
              icon={<CircleCheck size={20} />}
              title={t('deliveries.out.none')}
              description={t('deliveries.out.noneWhy')}
            />
          ) : (
            <EmptyState
              title={t('deliveries.out.noMatch')}
              action={
                <Button onClick={() => change({ state: undefined, inbox: undefined })}>
                  {t('deliveries.showAll')}
                </Button>
              }
            />
          )
        }
      />
      {open ? <OutgoingDialog message={open} onClose={() => change({ open: undefined })} /> : null}
    </>
  )
}

type ColumnId = 'state' | 'detail' | 'inbox' | 'message' | 'attempts' | 'written'

function useColumns(): readonly DataColumn<OutboxView>[] {
  const t = useMessages()
  const formats = useFormats()
  const inboxName = useInboxName()
  const isNarrow = useMedia(isPhone)
  return useMemo((): readonly DataColumn<OutboxView>[] => {
    const column = columnMaker<OutboxView, ColumnId>((id) => t(`deliveries.column.${id}`))
    const end = { align: 'end' } as const
    const state = column('state', 124, (message) => (
      <span className="flex">
        <OutgoingState state={message.state} />
      </span>
    ))
    const written = column('written', 80, ({ createdAt }) => <RelativeTime at={createdAt} />, end)
    const wordsOf = ({ preview }: OutboxView) => (
      <span dir="auto" className={preview === null ? 'text-faint' : 'text-muted'}>
        {preview ?? t('deliveries.out.noPreview')}
      </span>
    )
    const words = column('message', isNarrow ? 100 : 160, wordsOf, { grows: true })
    if (isNarrow) return [state, words, written]
    return [
      state,
      column('detail', 230, (message) => <OutgoingDetail message={message} />),
      words,
      column('inbox', 130, (row) => <bdi>{inboxName(row.inboxId)}</bdi>),
      column('attempts', 64, ({ attempts }) => formats.count(attempts), end),
      written,
    ]
  }, [t, formats, inboxName, isNarrow])
}
