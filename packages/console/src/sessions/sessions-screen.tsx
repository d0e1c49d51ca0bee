import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useMessages, useTitle, withWords } from '../app/index.ts'
import { type DataTableHandle, isOnePane, LoadingPane, useFetchedAtRest, useMedia } from '../ui/index.ts'
import { useRowKeys } from './batch/use-row-keys.ts'
import { useFilterEditing } from './filter/filter-editing.ts'
import { usePanelWidth } from './session-choices.ts'
import { SessionsHead } from './sessions-head.tsx'
import { SessionsRows } from './sessions-rows.tsx'
import { useSessionsKeys } from './use-sessions-keys.ts'
import { type SessionsPage, useSessionsPage } from './use-sessions-page.ts'

const loadPanel = withWords(() => import('./session-panel.tsx'))
const SessionPanel = lazy(() => loadPanel().then((part) => ({ default: part.SessionPanel })))

/** The sessions, as a table or a timeline, and beside them the one that is open. */
export function SessionsScreen(): ReactNode {
  const t = useMessages()
  const page = useSessionsPage()
  const { address, change, sessions } = page
  const editing = useFilterEditing()
  const table = useRef<DataTableHandle>(null)
  const [isTableHidden, setIsTableHidden] = useState(false)
  const { sessionId } = address
  const listed = sessions.rows.find(({ session }) => session.id === sessionId)
  const opening = useOpening({ address, change, table })
  useTitle(page.view?.name ?? t('sessions.title'))
  useFetchedAtRest(loadPanel)
  useSessionsKeys({
    table,
    row: listed,
    isOpen: sessionId !== null,
    onClose: opening.close,
    onPage: () => opening.page(sessionId),
    onTogglePanel: () => (sessionId === null ? opening.reopen() : opening.close()),
    onToggleTable: () => setIsTableHidden(!isTableHidden),
  })
  const isAnyChosen = page.selection.count > 0
  const batchStart = useRowKeys({ table, isAnyChosen, isPanelOpen: sessionId !== null })
  const isWide = isTableHidden && sessionId !== null
  const isCovered = useMedia(isOnePane) && sessionId !== null
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      <div inert={isCovered} className="contents">
        <SessionsHead page={page} editing={editing} batchStart={batchStart} />
      </div>
      <div className="flex min-h-0 flex-1 lg:relative">
        <div inert={isCovered} className={isWide ? 'hidden' : 'flex min-h-0 min-w-0 flex-1 flex-col'}>
          <SessionsRows
            page={page}
            editing={editing}
            table={table}
            onOpen={opening.open}
            onActive={opening.follow}
          />
        </div>
        {sessionId === null ? null : (
          <Suspense fallback={<PanelOnItsWay />}>
            <SessionPanel
              sessionId={sessionId}
              listed={listed}
              tab={address.tab}
              onTab={(tab) => change({ tab }, { replace: true })}
              onClose={opening.close}
              onPage={() => opening.page(sessionId)}
              isWide={isWide}
            />
          </Suspense>
        )}
      </div>
    </div>
  )
}

/** Keeps the panel's room while its code comes, which is fetched when the page is at rest. */
function PanelOnItsWay() {
  const [width] = usePanelWidth()
  return (
    <div
      style={{ width }}
      className="max-w-full shrink-0 border-s border-line bg-surface max-lg:absolute max-lg:inset-0 max-lg:z-30"
    >
      <LoadingPane />
    </div>
  )
}

type Opening = Pick<SessionsPage, 'address' | 'change'> &
  Readonly<{ table: React.RefObject<DataTableHandle | null> }>

/** How sessions are opened and closed: the panel first, and from row to row without a step in the history. */
function useOpening({ address: { sessionId, tab }, change, table }: Opening) {
  const navigate = useNavigate()
  const last = useRef(sessionId)
  const givesFocusBack = useRef(false)
  useEffect(() => {
    if (sessionId !== null) last.current = sessionId
    else if (givesFocusBack.current) table.current?.focusActive()
    givesFocusBack.current = false
  }, [sessionId, table])
  const page = useCallback(
    (id: SessionId | null) => {
      if (id === null) return
      const search = tab === 'transcript' ? {} : { tab }
      void navigate({ to: '/sessions/$sessionId', params: { sessionId: id }, search })
    },
    [navigate, tab],
  )
  const isOpen = sessionId !== null
  const open = useCallback(
    ({ session }: SessionRow, how: 'panel' | 'page') =>
      how === 'page' ? page(session.id) : change({ sessionId: session.id }, { replace: isOpen }),
    [change, page, isOpen],
  )
  const follow = useCallback(
    ({ session }: SessionRow) => {
      if (isOpen) change({ sessionId: session.id }, { replace: true })
    },
    [change, isOpen],
  )
  const close = useCallback(() => {
    givesFocusBack.current = true
    change({ sessionId: null })
  }, [change])
  const reopen = () => change({ sessionId: last.current })
  return { open, follow, page, close, reopen }
}
