import type { SessionRow } from '@rapport/contract/light'
import { asId, type ConversationId, type MessageId, type SessionId } from '@rapport/domain'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MessageSquare } from 'lucide-react'
import { lazy, type RefObject, Suspense, useEffect, useMemo, useRef } from 'react'
import { useMe, useMessages, useShortcut, useTitle } from '../app/index.ts'
import { useInboxes } from '../inboxes/index.ts'
import { useTaking } from '../sessions/index.ts'
import { classNames, EmptyState, ResizablePane, useAtRest } from '../ui/index.ts'
import { type InboxList, readList, takesOnOpen } from './list/inbox-list.ts'
import { ListNav } from './list/list-nav.tsx'
import { ListPane, moveCard } from './list/list-pane.tsx'
import { useCounts, useInboxList } from './list/use-inbox-list.ts'
import { TalkSkeleton } from './talk/talk-skeleton.tsx'
import { paneLimits, usePanes } from './use-panes.ts'

const loadTalk = () => import('./talk/talk.tsx')
const Talk = lazy(() => loadTalk().then((part) => ({ default: part.Talk })))

/** The working screen: lists, one list of sessions, the talk that is open, and what is known beside it. */
export function InboxScreen() {
  const t = useMessages()
  const screen = useInboxScreen()
  const { list, conversationId, inboxes, panes, setPanes } = screen
  const inbox = inboxes?.find(({ id }) => id === list.inboxId)
  const title = list.inboxId === null ? t(`inbox.list.${list.list}`) : (inbox?.name ?? t('inbox.inboxes'))
  useTitle(title)
  return (
    <div className="flex h-full min-h-0 max-lg:flex-col">
      <div
        className={classNames(
          'flex min-h-0 shrink-0 flex-col lg:w-42',
          !panes.hasNav && 'lg:hidden',
          conversationId !== null && 'max-lg:hidden',
        )}
      >
        <ListNav listId={list.id} counts={screen.counts} inboxes={inboxes ?? []} />
      </div>
      <ResizablePane
        side="start"
        label={title}
        width={panes.listWidth}
        minWidth={paneLimits.list[0]}
        maxWidth={paneLimits.list[1]}
        onResize={(listWidth) => setPanes({ listWidth })}
        className={classNames('max-lg:flex-1', conversationId !== null && 'max-lg:hidden')}
      >
        <ListPane
          key={list.id}
          list={list}
          title={title}
          loaded={screen.loaded}
          openConversationId={conversationId}
          openSessionId={screen.target.sessionId}
          onOpen={screen.open}
          frame={screen.frame}
          hasInboxes={inboxes === null || inboxes.length > 0}
        />
      </ResizablePane>
      {conversationId === null ? (
        <div className="min-w-0 flex-1 max-lg:hidden">
          <EmptyState
            icon={<MessageSquare size={20} />}
            title={t('inbox.noneOpen')}
            description={t('inbox.noneOpenHint')}
          />
        </div>
      ) : (
        <Suspense fallback={<TalkSkeleton onBack={screen.close} />}>
          <Talk
            key={conversationId}
            conversationId={conversationId}
            target={screen.target}
            onBack={screen.close}
            onNext={screen.next}
          />
        </Suspense>
      )}
    </div>
  )
}

const address = '/inbox/{-$list}/{-$conversationId}' as const

function useInboxScreen() {
  const { role, workspace } = useMe()
  const params = useParams({ strict: false })
  const target = useTarget()
  const navigate = useNavigate()
  const list = readList(params.list)
  const conversationId = params.conversationId ? asId<ConversationId>(params.conversationId) : null
  const loaded = useInboxList(list)
  const frame = useRef<HTMLElement>(null)
  const taking = useTaking()
  const [panes, setPanes] = usePanes()

  const open = (row: SessionRow) => {
    if (takesOnOpen(list, row, { role, takeMode: workspace.settings.takeMode }))
      void taking.take(row.session.id, 'open')
  }
  const close = () => void navigate({ to: address, params: { list: list.id, conversationId: undefined } })
  const next = () => {
    const row = rowAfter(loaded.view.rows, conversationId)
    if (row === null) return close()
    open(row)
    void navigate({ to: address, params: { list: list.id, conversationId: row.session.conversationId } })
  }
  useTalkAtHand(useAtRest() && loaded.view.status !== 'loading')
  useFocusBack(frame, conversationId)
  useListKeys({ list, frame, conversationId, close })
  useShortcut('inbox.key.nav', '[', () => setPanes({ hasNav: !panes.hasNav }))
  useShortcut('inbox.key.sides', '.', () => {
    const isAnyShown = panes.hasNav || panes.hasDetails
    setPanes({ hasNav: !isAnyShown, hasDetails: !isAnyShown })
  })
  return {
    list,
    conversationId,
    target,
    loaded,
    frame,
    counts: useCounts(),
    inboxes: useInboxes(),
    panes,
    setPanes,
    open,
    close,
    next,
  }
}

/** Where the address wants the conversation to be read from. */
function useTarget() {
  const { session, message } = useSearch({ from: '/shell/inbox/{-$list}/{-$conversationId}' })
  return useMemo(
    () => ({
      sessionId: session === undefined ? null : asId<SessionId>(session),
      messageId: message === undefined ? null : asId<MessageId>(message),
    }),
    [session, message],
  )
}

/** The row to go on with: the one below the open one, else the first other. */
function rowAfter(rows: readonly SessionRow[], conversationId: ConversationId | null): SessionRow | null {
  const at = rows.findIndex(({ session }) => session.conversationId === conversationId)
  const others = rows.filter(({ session }) => session.conversationId !== conversationId)
  return rows.slice(at + 1).find((row) => others.includes(row)) ?? others[0] ?? null
}

/** The list comes first; once it is here, so is what opens a talk, also for whoever goes offline after that. */
function useTalkAtHand(isListHere: boolean): void {
  useEffect(() => {
    if (!isListHere) return
    loadTalk().catch((error: unknown) => console.info('The talk will be fetched when it is opened', error))
  }, [isListHere])
}

/** When a talk is closed, the focus goes to the card it came from. */
function useFocusBack(frame: RefObject<HTMLElement | null>, conversationId: ConversationId | null): void {
  const before = useRef(conversationId)
  useEffect(() => {
    const closed = before.current
    before.current = conversationId
    if (closed === null || conversationId !== null) return
    frame.current?.querySelector<HTMLElement>(`a[href*="${closed}"]`)?.focus()
  }, [frame, conversationId])
}

/** `j` and `k` walk the cards, Enter opens one; Escape goes from the talk to its card, and then closes it. */
function useListKeys(options: {
  list: InboxList
  frame: RefObject<HTMLElement | null>
  conversationId: ConversationId | null
  close(): void
}): void {
  const { frame, conversationId, close } = options
  const walk = (step: number) => {
    if (frame.current) moveCard(frame.current, step)
  }
  useShortcut('inbox.key.next', 'j', () => walk(1))
  useShortcut('inbox.key.previous', 'k', () => walk(-1))
  useShortcut('inbox.key.back', 'escape', () => {
    const card = frame.current?.querySelector<HTMLElement>('a[data-open]')
    // A hidden card, on a narrow screen, cannot take the focus: there, closing is going back.
    if (card && card.offsetParent !== null && document.activeElement !== card) card.focus()
    else if (conversationId !== null) close()
  })
}
