import type { DeliveryView } from '@rapport/contract/light'
import { Inbox } from 'lucide-react'
import { useMemo } from 'react'
import { PagesTable, StateFilter, useClient, useMessages, usePages } from '../app/index.ts'
import {
  Button,
  columnMaker,
  type DataColumn,
  EmptyState,
  isPhone,
  RelativeTime,
  useFormats,
  useMedia,
} from '../ui/index.ts'
import { IncomingState } from './describe-delivery.tsx'
import { InboxFilter, useInboxName } from './inbox-filter.tsx'
import { IncomingDialog } from './incoming-dialog.tsx'
import type { Address } from './use-address.ts'

const states = ['received', 'handled', 'failed'] as const
const idOf = ({ id }: DeliveryView) => id

/** What channels delivered, newest first, as it came. */
export function Incoming({ address }: { address: Address }) {
  const t = useMessages()
  const { deliveries } = useClient()
  const { search, change } = address
  const state = states.find((one) => one === search.state)
  const pages = usePages<DeliveryView>({
    key: ['deliveries', 'in', state ?? 'all', search.inbox ?? 'all'],
    fetchPage: (cursor, signal) =>
      deliveries.list(
        {
          ...(state ? { state } : {}),
          ...(search.inbox ? { inboxId: search.inbox } : {}),
          ...(cursor ? { cursor } : {}),
        },
        { signal },
      ),
  })
  const isNarrowed = state !== undefined || search.inbox !== undefined
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 py-2.5">
        <StateFilter
          label={t('deliveries.state')}
          allLabel={t('deliveries.allStates')}
          states={states}
          nameOf={(one) => t(`deliveries.in.state.${one}`)}
          value={state}
          onChange={(one) => change({ state: one })}
        />
        <InboxFilter address={address} />
      </div>
      <PagesTable
        label={t('deliveries.in.label')}
        pages={pages}
        columns={useColumns()}
        rowId={idOf}
        selectedId={search.open ?? null}
        onOpen={({ id }) => change({ open: id })}
        failed={t('deliveries.in.failed')}
        empty={
          isNarrowed ? (
            <EmptyState
              title={t('deliveries.in.noMatch')}
              action={
                <Button onClick={() => change({ state: undefined, inbox: undefined })}>
                  {t('deliveries.showAll')}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<Inbox size={20} />}
              title={t('deliveries.in.none')}
              description={t('deliveries.in.noneWhy')}
            />
          )
        }
      />
      {search.open ? (
        <IncomingDialog deliveryId={search.open} onClose={() => change({ open: undefined })} />
      ) : null}
    </>
  )
}

type ColumnId = 'state' | 'inbox' | 'time' | 'times' | 'bytes' | 'error'

function useColumns(): readonly DataColumn<DeliveryView>[] {
  const t = useMessages()
  const formats = useFormats()
  const inboxName = useInboxName()
  const isNarrow = useMedia(isPhone)
  return useMemo((): readonly DataColumn<DeliveryView>[] => {
    const column = columnMaker<DeliveryView, ColumnId>((id) => t(`deliveries.column.${id}`))
    const end = { align: 'end' } as const
    const state = column('state', 106, (row) => (
      <span className="flex">
        <IncomingState state={row.state} />
      </span>
    ))
    const inbox = column('inbox', isNarrow ? 110 : 180, (row) => <bdi>{inboxName(row.inboxId)}</bdi>, {
      grows: isNarrow,
    })
    const time = column('time', 80, (row) => <RelativeTime at={row.receivedAt} />, end)
    if (isNarrow) return [state, inbox, time]
    const nothing = <span className="text-faint">–</span>
    return [
      state,
      inbox,
      column('error', 160, ({ error }) => (error === null ? nothing : <span title={error}>{error}</span>), {
        grows: true,
      }),
      column('times', 68, ({ times }) => formats.count(times), end),
      column('bytes', 96, ({ bytes }) => formats.bytes(bytes), end),
      time,
    ]
  }, [t, formats, inboxName, isNarrow])
}
