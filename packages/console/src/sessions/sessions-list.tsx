import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { RefreshCw } from 'lucide-react'
import type { RefObject } from 'react'
import { useMessages } from '../app/index.ts'
import {
  Banner,
  Button,
  type DataTableHandle,
  ErrorState,
  isPhone,
  useMedia,
  useUiText,
} from '../ui/index.ts'
import { failureReason } from './failure-reason.ts'
import { isNarrowed, type SessionsFilter } from './sessions-address.ts'
import { SessionsCards } from './sessions-cards.tsx'
import { SessionsEmpty } from './sessions-empty.tsx'
import { SessionsTable } from './sessions-table.tsx'
import { useRefill } from './use-refill.ts'
import type { useSessionCounts, useSessionList } from './use-session-list.ts'
import { useFlashingIds, useSteadyRows } from './use-steady-rows.ts'

/** What the list takes: what was asked for, what there is, and which row is open. */
export type SessionsListOf = Readonly<{
  filter: SessionsFilter
  list: ReturnType<typeof useSessionList>
  counts: ReturnType<typeof useSessionCounts>
  selectedId: SessionId | null
  table: RefObject<DataTableHandle | null>
  onOpen: (row: SessionRow, how: 'panel' | 'page') => void
  onActive: (row: SessionRow) => void
  onReset: () => void
}>

/** The rows in each of their states: on their way, here, none for one of three reasons, failed, or out of date. */
export function SessionsList(props: SessionsListOf) {
  const t = useMessages()
  const { filter, list } = props
  const listKey = JSON.stringify([filter.list, filter.inboxId, filter.contactId])
  const { shown, hold, letGo } = useSteadyRows({
    listKey,
    rows: list.rows,
    isListed: list.isListed,
    keptId: props.selectedId,
  })
  useRefill(
    list,
    { shown: shown.length, canAsk: list.moreError === null },
    { ...list.store, loadMore: list.loadMore },
  )
  const flashingIds = useFlashingIds(listKey, list.rows)
  const Form = useMedia(isPhone) ? SessionsCards : SessionsTable
  const name = t(`sessions.list.${filter.list}`)
  const rowCount = knownCount(props, shown.length)
  return (
    <div {...hold} className="relative flex min-h-0 flex-1 flex-col">
      {list.status === 'failed' && list.error !== null && shown.length > 0 ? (
        <KeptBanner reason={failureReason(list.error, t)} onRetry={list.store.retry} />
      ) : null}
      <Arrived
        count={list.arrived.length}
        onShow={() => {
          letGo()
          list.store.showArrived()
          props.table.current?.scrollToTop()
        }}
      />
      <Form
        key={listKey}
        ref={props.table}
        label={t('sessions.title')}
        rows={shown}
        rowCount={rowCount}
        isLoading={list.status === 'loading'}
        selectedId={props.selectedId}
        flashingIds={flashingIds}
        onOpen={props.onOpen}
        onActive={props.onActive}
        onReachEnd={() => {
          if (list.moreError === null) list.loadMore()
        }}
        empty={<Nothing {...props} />}
        footer={<Footer list={list} />}
      />
      <p role="status" className="sr-only">
        {list.status === 'ready' && rowCount !== null
          ? t('sessions.count', { list: name, n: rowCount })
          : null}
      </p>
    </div>
  )
}

function knownCount({ filter, counts, list }: SessionsListOf, shown: number): number | null {
  if (!list.hasMore) return shown
  const count = counts === null || isNarrowed(filter) ? null : counts[filter.list]
  return count !== null && count <= 10_000 ? count : null
}

function Nothing({ list, filter, counts, onReset }: SessionsListOf) {
  const t = useMessages()
  if (list.status !== 'failed' || list.error === null) {
    return <SessionsEmpty filter={filter} total={counts?.all ?? null} onReset={onReset} />
  }
  return (
    <ErrorState
      title={t('sessions.failed.title')}
      description={failureReason(list.error, t)}
      onRetry={list.store.retry}
    />
  )
}

function KeptBanner({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  const t = useMessages()
  const text = useUiText()
  return (
    <Banner
      kind="error"
      action={
        <Button size="small" icon={<RefreshCw size={13} aria-hidden="true" />} onClick={onRetry}>
          {text('ui.retry')}
        </Button>
      }
    >
      {t('sessions.failed.kept', { reason })}
    </Banner>
  )
}

/** New sessions wait here, over the rows, so that nothing moves until somebody asks for them. */
function Arrived({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useMessages()
  return (
    <div
      role="status"
      className="pointer-events-none absolute inset-x-0 top-9.5 z-20 grid justify-items-center"
    >
      {count === 0 ? null : (
        <Button kind="primary" size="small" onClick={onShow} className="pointer-events-auto shadow-float">
          {t('sessions.arrived', { n: count })}
        </Button>
      )}
    </div>
  )
}

function Footer({ list }: { list: SessionsListOf['list'] }) {
  const t = useMessages()
  if (list.status === 'loading') return null
  if (!list.hasMore) {
    return <p className="py-4 text-center text-small text-faint">{t('sessions.end')}</p>
  }
  return (
    <div className="grid justify-items-center gap-2 py-4">
      {list.moreError === null ? null : (
        <p role="alert" className="text-small text-danger">
          {t('sessions.moreFailed')}
        </p>
      )}
      <Button busy={list.isLoadingMore} onClick={list.loadMore}>
        {t('sessions.more')}
      </Button>
    </div>
  )
}
