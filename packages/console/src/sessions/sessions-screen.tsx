import type { SessionRow } from '@rapport/contract/light'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useMessages, useTitle } from '../app/index.ts'
import { type DataTableHandle, isOnePane, useMedia } from '../ui/index.ts'
import { SessionPanel } from './session-panel.tsx'
import type { SessionsFilter } from './sessions-address.ts'
import { SessionsBar } from './sessions-bar.tsx'
import { SessionsList } from './sessions-list.tsx'
import { useSessionCounts, useSessionList } from './use-session-list.ts'
import { useSessionsAddress } from './use-sessions-address.ts'
import { useSessionsKeys } from './use-sessions-keys.ts'

/** The table of sessions, and beside it the one that is open. */
export function SessionsScreen() {
  const t = useMessages()
  const { address, change } = useSessionsAddress()
  const list = useSessionList(address)
  const counts = useSessionCounts()
  const table = useRef<DataTableHandle>(null)
  const [isTableHidden, setIsTableHidden] = useState(false)
  const { sessionId } = address
  const listed = list.rows.find(({ session }) => session.id === sessionId)
  const { open, follow, page, close, reopen } = useOpening({ address, change, table })
  useTitle(t('sessions.title'))
  useSessionsKeys({
    table,
    row: listed,
    isOpen: sessionId !== null,
    onClose: close,
    onPage: () => page(sessionId),
    onTogglePanel: () => (sessionId === null ? reopen() : close()),
    onToggleTable: () => setIsTableHidden(!isTableHidden),
  })
  const isWide = isTableHidden && sessionId !== null
  const isCovered = useMedia(isOnePane) && sessionId !== null
  const filter = useCallback(
    (part: Partial<SessionsFilter>) => change({ ...part, sessionId: null }),
    [change],
  )
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      <div inert={isCovered} className="contents">
        <SessionsBar filter={address} counts={counts} rows={list.rows} onFilter={filter} />
      </div>
      <div className="flex min-h-0 flex-1 lg:relative">
        <div inert={isCovered} className={isWide ? 'hidden' : 'flex min-h-0 min-w-0 flex-1 flex-col'}>
          <SessionsList
            filter={address}
            list={list}
            counts={counts}
            selectedId={sessionId}
            table={table}
            onOpen={open}
            onActive={follow}
            onReset={() => change({ list: 'all', inboxId: null, contactId: null, sessionId: null })}
          />
        </div>
        {sessionId === null ? null : (
          <SessionPanel
            sessionId={sessionId}
            listed={listed}
            tab={address.tab}
            onTab={(tab) => change({ tab }, { replace: true })}
            onClose={close}
            onPage={() => page(sessionId)}
            isWide={isWide}
          />
        )}
      </div>
    </div>
  )
}

type Opening = Pick<ReturnType<typeof useSessionsAddress>, 'address' | 'change'> &
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
    (id: string | null) => {
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
