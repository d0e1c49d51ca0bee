import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { lazy, type RefObject, Suspense } from 'react'
import { useConnection, useMessages, withWords } from '../app/index.ts'
import {
  Banner,
  Button,
  type DataTableHandle,
  ErrorState,
  isPhone,
  useFormats,
  useMedia,
  useNow,
} from '../ui/index.ts'
import { failureReason } from './failure-reason.ts'
import { KeptBanner } from './kept-banner.tsx'
import type { ListForm, SessionsQuery } from './sessions-address.ts'
import { SessionsCards } from './sessions-cards.tsx'
import { type SessionsListProps, SessionsTable } from './sessions-table.tsx'
import { SkeletonCards } from './skeleton-cards.tsx'
import { useRefill } from './use-refill.ts'
import type { useSessionCounts, useSessionList } from './use-session-list.ts'
import { useFlashingIds, type useSteadyRows } from './use-steady-rows.ts'

const SessionsTimeline = lazy(
  withWords(() =>
    import('./timeline/sessions-timeline.tsx').then((part) => ({ default: part.SessionsTimeline })),
  ),
)

// Fetched when there is nothing to show, which is seldom.
const loadEmpty = withWords(() => import('./sessions-empty.tsx'))
const SessionsEmpty = lazy(() => loadEmpty().then((part) => ({ default: part.SessionsEmpty })))
const TooSlow = lazy(() => loadEmpty().then((part) => ({ default: part.TooSlow })))
const WrongFilterEmpty = lazy(() => loadEmpty().then((part) => ({ default: part.WrongFilterEmpty })))

/** What the list takes: what was asked for, what there is, and how it is shown. */
export type SessionsListOf = Pick<
  SessionsListProps,
  'selectedId' | 'checkedIds' | 'onCheck' | 'onSort' | 'onFilter' | 'filteredFields' | 'columns'
> &
  Readonly<{
    listKey: string
    query: SessionsQuery
    form: ListForm
    /** False where the filter of the address cannot be read: then nothing is shown. */
    isReadable: boolean
    list: ReturnType<typeof useSessionList>
    steady: ReturnType<typeof useSteadyRows>
    counts: ReturnType<typeof useSessionCounts>
    /** How many match the filter, as far as known. */
    matching: number | null
    table: RefObject<DataTableHandle | null>
    onOpen: (row: SessionRow, how: 'panel' | 'page') => void
    onActive: (row: SessionRow) => void
    onReset: () => void
    /** Adds a limit of time that any list can be found in. */
    onNarrow: () => void
    selectedId: SessionId | null
  }>

/** The rows in each of their states: on their way, here, none for one of several reasons, failed, or out of date. */
export function SessionsList(props: SessionsListOf) {
  const t = useMessages()
  const { query, list, steady, listKey } = props
  const { shown, hold, letGo } = steady
  useRefill(
    list,
    { shown: shown.length, canAsk: list.moreError === null },
    { showArrived: list.showArrived, loadMore: list.loadMore },
  )
  const flashingIds = useFlashingIds(listKey, list.rows)
  const Form = useForm(props.form)
  const rowCount = knownCount(props, shown.length)
  if (!props.isReadable) {
    return (
      <Suspense>
        <WrongFilterEmpty />
      </Suspense>
    )
  }
  return (
    <div {...hold} className="relative flex min-h-0 flex-1 flex-col">
      <OfflineBanner />
      {list.status === 'failed' && list.error !== null && shown.length > 0 ? (
        <KeptBanner error={list.error} onRetry={list.retry} />
      ) : null}
      <Arrived
        count={list.arrived.length}
        onShow={() => {
          letGo()
          list.showArrived()
          props.table.current?.scrollToTop()
        }}
      />
      <Suspense fallback={<SkeletonCards />}>
        <Form
          listKey={listKey}
          ref={props.table}
          label={t('sessions.title')}
          rows={shown}
          rowCount={rowCount}
          isLoading={list.status === 'loading'}
          selectedId={props.selectedId}
          flashingIds={flashingIds}
          {...(props.checkedIds === undefined ? {} : { checkedIds: props.checkedIds })}
          {...(props.onCheck === undefined ? {} : { onCheck: props.onCheck })}
          sort={query}
          onSort={props.onSort}
          onFilter={props.onFilter}
          filteredFields={props.filteredFields}
          columns={props.columns}
          onOpen={props.onOpen}
          onActive={props.onActive}
          onReachEnd={() => {
            if (list.moreError === null) list.loadMore()
          }}
          empty={
            <Suspense>
              <Nothing {...props} />
            </Suspense>
          }
          footer={<Footer list={list} />}
        />
      </Suspense>
      <p role="status" className="sr-only">
        {list.status === 'ready' && rowCount !== null
          ? t('sessions.count', { list: t(`sessions.list.${query.list}`), n: rowCount })
          : null}
      </p>
    </div>
  )
}

/** A phone has no room for columns; elsewhere one chooses. */
function useForm(form: ListForm) {
  const isSmall = useMedia(isPhone)
  if (form === 'timeline') return SessionsTimeline
  return isSmall ? SessionsCards : SessionsTable
}

function knownCount({ query, counts, matching, list }: SessionsListOf, shown: number): number | null {
  if (!list.hasMore) return shown
  const count = query.filter === '' ? (counts?.[query.list] ?? null) : matching
  return count !== null && count <= 10_000 ? count : null
}

function Nothing({ list, query, counts, onReset, onNarrow }: SessionsListOf) {
  const t = useMessages()
  if (list.status !== 'failed' || list.error === null) {
    const total = counts?.all ?? null
    return <SessionsEmpty list={query.list} hasFilter={query.filter !== ''} total={total} onReset={onReset} />
  }
  if (list.error.code === 'list_too_slow') return <TooSlow onNarrow={onNarrow} />
  return (
    <ErrorState
      title={t('sessions.failed.title')}
      description={failureReason(list.error, t)}
      onRetry={list.retry}
    />
  )
}

const patienceMs = 2000

/** While the server cannot be heard: what moment the rows are of. */
function OfflineBanner() {
  const t = useMessages()
  const formats = useFormats()
  const { state, since } = useConnection()
  const now = useNow(1000)
  if (state !== 'offline' || now - since < patienceMs) return null
  return <Banner kind="offline">{t('sessions.stale', { time: formats.time(since) })}</Banner>
}

/** New sessions wait here, over the table's header, so that nothing moves or is covered until somebody asks for them. */
function Arrived({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useMessages()
  return (
    <div role="status" className="pointer-events-none relative z-30 grid h-0 shrink-0 justify-items-center">
      {count === 0 ? null : (
        <Button
          kind="primary"
          size="small"
          onClick={onShow}
          className="pointer-events-auto mt-0.75 shadow-float"
        >
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
