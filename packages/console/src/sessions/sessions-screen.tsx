import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useMessages, useTitle } from '../app/index.ts'
import { type DataTableHandle, isOnePane, useMedia } from '../ui/index.ts'
import { useFilterEditing } from './filter/filter-editing.ts'
import { SessionPanel } from './session-panel.tsx'
import { SessionsHead } from './sessions-head.tsx'
import { SessionsRows } from './sessions-rows.tsx'
import { useSessionsKeys } from './use-sessions-keys.ts'
import { type SessionsPage, useSessionsPage } from './use-sessions-page.ts'

/** The sessions, as a table or a timeline, and beside them the one that is open. */
export function SessionsScreen() {
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
  useSessionsKeys({
    table,
    row: listed,
    isOpen: sessionId !== null,
    onClose: opening.close,
    onPage: () => opening.page(sessionId),
    onTogglePanel: () => (sessionId === null ? opening.reopen() : opening.close()),
    onToggleTable: () => setIsTableHidden(!isTableHidden),
  })
  const isWide = isTableHidden && sessionId !== null
  const isCovered = useMedia(isOnePane) && sessionId !== null
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      <div inert={isCovered} className="contents">
        <SessionsHead page={page} editing={editing} />
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
          <SessionPanel
            sessionId={sessionId}
            listed={listed}
            tab={address.tab}
            onTab={(tab) => change({ tab }, { replace: true })}
            onClose={opening.close}
            onPage={() => opening.page(sessionId)}
            isWide={isWide}
          />
        )}
      </div>
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
