import type { SessionRow } from '@rapport/contract/light'
import { can } from '@rapport/domain'
import type { ListView } from '@rapport/sdk'
import { Link } from '@tanstack/react-router'
import { ArrowUp, Inbox } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react'
import { useMe, useMessages } from '../../app/index.ts'
import { useRefill } from '../../sessions/index.ts'
import { Banner, Button, EmptyState, ErrorState, Skeleton, Spinner, VirtualList } from '../../ui/index.ts'
import type { CalmRow } from './calm-rows.ts'
import type { InboxList } from './inbox-list.ts'
import { SessionCard } from './session-card.tsx'
import { useCalmRows, type useInboxList } from './use-inbox-list.ts'
import { useListHold } from './use-list-hold.ts'

/** What the list's pane takes. */
export type ListPaneProps = Readonly<{
  list: InboxList
  title: string
  /** The list itself, which the screen holds because its keys walk it. */
  loaded: ReturnType<typeof useInboxList>
  openConversationId: string | null
  openSessionId: string | null
  onOpen(row: SessionRow): void
  frame: RefObject<HTMLElement | null>
  hasInboxes: boolean
}>

/** One list of sessions, by last activity. */
export function ListPane(props: ListPaneProps) {
  const t = useMessages()
  const { view, store } = props.loaded
  const [hasFailed, setHasFailed] = useState(false)
  const onMore = useCallback(() => more(store.loadMore(), setHasFailed), [store])
  const shown = view.rows.length
  useRefill(view, { shown, canAsk: !hasFailed }, { showArrived: store.showArrived, loadMore: onMore })
  return (
    <section
      ref={props.frame}
      aria-label={props.title}
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface"
      onKeyDown={walkCards}
    >
      <header className="flex min-h-10.5 shrink-0 items-center gap-2 border-b border-line px-3.5">
        <h1 className="min-w-0 flex-1 truncate font-bold">{props.title}</h1>
        <span className="text-small text-muted">{t('inbox.sorted')}</span>
      </header>
      {view.status === 'failed' && view.rows.length > 0 ? (
        <Banner
          kind="error"
          action={
            <Button size="small" onClick={store.retry}>
              {t('ui.retry')}
            </Button>
          }
        >
          {t('inbox.stale')}
        </Banner>
      ) : null}
      <ListBody {...props} view={view} onRetry={store.retry} onMore={onMore} />
    </section>
  )
}

/** A page that did not come is asked for again by the next scroll. */
function more(loading: Promise<void>, setHasFailed: (hasFailed: boolean) => void): void {
  loading.then(
    () => setHasFailed(false),
    (error: unknown) => {
      console.info('The next page did not come', error)
      setHasFailed(true)
    },
  )
}

type BodyProps = ListPaneProps & Readonly<{ view: ListView; onRetry(): void; onMore(): void }>

function ListBody(props: BodyProps) {
  const t = useMessages()
  const { view, list } = props
  if (view.status === 'loading' && view.rows.length === 0) return <CardSkeletons />
  if (view.status === 'failed' && view.rows.length === 0) {
    return <ErrorState title={t('inbox.failed')} description={t('inbox.failedWhy')} onRetry={props.onRetry} />
  }
  if (view.rows.length === 0) return <NothingHere list={list} hasInboxes={props.hasInboxes} />
  return <Cards {...props} />
}

function Cards({ view, list, onOpen, onMore, title, openConversationId, openSessionId }: BodyProps) {
  const t = useMessages()
  const { user } = useMe()
  const hold = useListHold()
  const { rows, waiting, release } = useCalmRows(list.id, view.rows, hold.isHeld)
  // The talk may be read from a session that this list does not hold; then whatever it holds of the talk is open.
  const isSessionHere = rows.some(({ row }) => row.session.id === openSessionId)
  const isOpen = ({ row: { session } }: CalmRow) =>
    session.conversationId === openConversationId && (!isSessionHere || session.id === openSessionId)
  return (
    <div className="relative flex min-h-0 flex-1 flex-col" {...hold.handlers}>
      {waiting > 0 ? (
        <Button
          size="small"
          kind="primary"
          className="absolute inset-x-0 top-2 z-10 mx-auto w-fit shadow-float"
          icon={<ArrowUp size={14} aria-hidden="true" />}
          onClick={(event) => {
            release()
            scrollToTop(event.currentTarget)
          }}
        >
          {t('inbox.arrived', { n: waiting })}
        </Button>
      ) : null}
      <VirtualList
        label={title}
        items={rows}
        itemSize={84}
        onReachEnd={onMore}
        footer={<ListEnd view={view} onMore={onMore} />}
      >
        {(shown) => (
          // biome-ignore lint/a11y/useSemanticElements: the list around it is virtual, and made of divs
          <div role="listitem" key={shown.row.session.id}>
            <SessionCard
              row={shown.row}
              isGone={shown.isGone}
              list={list}
              meId={user.id}
              isOpen={isOpen(shown)}
              onOpen={onOpen}
            />
          </div>
        )}
      </VirtualList>
      <div role="status" className="sr-only">
        {waiting > 0 ? t('inbox.arrived', { n: waiting }) : ''}
      </div>
    </div>
  )
}

const scrollToTop = (from: HTMLElement) =>
  from.parentElement?.querySelector('[role="list"]')?.scrollTo({ top: 0 })

function ListEnd({ view, onMore }: { view: ListView; onMore(): void }) {
  const t = useMessages()
  if (view.isLoadingMore) {
    return (
      <div className="grid h-14 place-items-center text-faint">
        <Spinner />
      </div>
    )
  }
  if (!view.hasMore) return null
  return (
    <div className="grid h-14 place-items-center">
      <Button onClick={onMore}>{t('inbox.more')}</Button>
    </div>
  )
}

function CardSkeletons() {
  return (
    <div aria-hidden="true" className="min-h-0 flex-1 overflow-hidden">
      {Array.from({ length: 8 }, (_, n) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: all alike
          key={n}
          className="grid h-21 grid-cols-[28px_minmax(0,1fr)] content-start gap-x-2.5 border-b border-line px-3.5 pt-3"
        >
          <Skeleton className="size-7 rounded-full" />
          <div className="grid gap-2.5">
            <Skeleton className="h-3 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
            <Skeleton className="h-3 w-1/4" />
          </div>
        </div>
      ))}
    </div>
  )
}

function NothingHere({ list, hasInboxes }: { list: InboxList; hasInboxes: boolean }) {
  const t = useMessages()
  const { role } = useMe()
  if (!hasInboxes) {
    return (
      <EmptyState
        icon={<Inbox size={20} />}
        title={t('inbox.firstUse')}
        description={t(can(role, 'inboxes.manage') ? 'inbox.firstUseWhy' : 'inbox.firstUseAsk')}
        action={
          can(role, 'inboxes.manage') ? (
            <Link
              to="/settings/inboxes"
              className="font-strong text-accent underline-offset-2 hover:underline"
            >
              {t('inbox.connect')}
            </Link>
          ) : null
        }
      />
    )
  }
  return (
    <EmptyState
      icon={<Inbox size={20} />}
      title={t(`inbox.empty.${list.list}`)}
      description={t(`inbox.emptyWhy.${list.list}`)}
    />
  )
}

/** Arrow keys walk the cards; Enter opens one, as it does any link. */
function walkCards(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || event.metaKey || event.ctrlKey || event.altKey) return
  if (moveCard(event.currentTarget, step)) event.preventDefault()
}

/** Puts the focus on the next card, or the one that is open; false when there is none. */
export function moveCard(frame: HTMLElement, step: number): boolean {
  const cards = [...frame.querySelectorAll<HTMLElement>('a[data-session]')]
  const { activeElement } = document
  const focused = activeElement instanceof HTMLElement ? cards.indexOf(activeElement) : -1
  const from = focused >= 0 ? focused : cards.findIndex((card) => card.hasAttribute('data-open'))
  const card = cards[Math.min(cards.length - 1, Math.max(0, from < 0 ? 0 : from + step))]
  card?.focus()
  card?.scrollIntoView({ block: 'nearest' })
  return card !== undefined
}
