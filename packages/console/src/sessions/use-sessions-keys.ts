import type { SessionRow } from '@rapport/contract/light'
import type { RefObject } from 'react'
import { useMessages, useShortcut } from '../app/index.ts'
import type { DataTableHandle } from '../ui/index.ts'
import { copyText } from './copy-text.ts'

type Source = Readonly<{
  table: RefObject<DataTableHandle | null>
  /** The session that is open beside the table. */
  row: SessionRow | undefined
  isOpen: boolean
  onClose: () => void
  onPage: () => void
  onTogglePanel: () => void
  onToggleTable: () => void
}>

/** The keys of the page. Inside the table the arrow keys and Enter are the table's own. */
export function useSessionsKeys(source: Source): void {
  const t = useMessages()
  const { table, isOpen } = source
  const whenOpen = { isEnabled: isOpen }
  useShortcut('sessions.shortcut.next', 'j', () => table.current?.move(1))
  useShortcut('sessions.shortcut.previous', 'k', () => table.current?.move(-1))
  useShortcut('sessions.shortcut.select', 'x', () => table.current?.checkActive(false))
  useShortcut('sessions.shortcut.togglePanel', ']', source.onTogglePanel)
  useShortcut('sessions.shortcut.toggleTable', '[', source.onToggleTable, whenOpen)
  useShortcut('sessions.shortcut.page', 'mod+enter', source.onPage, whenOpen)
  useShortcut('sessions.shortcut.close', 'escape', source.onClose, whenOpen)
  useShortcut(
    'sessions.shortcut.copy',
    'c',
    () => {
      if (source.row) copyText(t('sessions.panel.number', { number: source.row.session.number }), t)
    },
    { isEnabled: source.row !== undefined },
  )
}
