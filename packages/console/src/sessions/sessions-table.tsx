import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { Link2, Maximize2 } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { useMessages } from '../app/index.ts'
import { type DataSort, DataTable, type DataTableHandle, IconButton } from '../ui/index.ts'
import { copyText } from './copy-text.ts'
import { useColumnLayout, useDensity } from './session-choices.ts'
import { useSessionColumns } from './session-columns.tsx'

/** What both forms of the list take: the table, and the cards of a phone. */
export type SessionsListProps = Readonly<{
  label: string
  rows: readonly SessionRow[]
  rowCount: number | null
  isLoading: boolean
  selectedId: SessionId | null
  flashingIds: ReadonlySet<string>
  onOpen: (row: SessionRow, how: 'panel' | 'page') => void
  onActive: (row: SessionRow) => void
  onReachEnd: () => void
  empty: ReactNode
  footer: ReactNode
  ref?: Ref<DataTableHandle>
}>

const newestFirst: DataSort = { columnId: 'started', direction: 'descending' }
const idOf = ({ session }: SessionRow) => session.id

/** The sessions as a table, newest first. */
export function SessionsTable({ rowCount, ...props }: SessionsListProps) {
  const [density] = useDensity()
  const [layout, resize] = useColumnLayout()
  return (
    <DataTable
      {...props}
      columns={useSessionColumns(props.selectedId !== null)}
      rowId={idOf}
      {...(rowCount === null ? {} : { rowCount })}
      layout={layout}
      onResizeColumn={resize}
      sort={newestFirst}
      density={density}
      rowActions={rowActions(props.onOpen)}
    />
  )
}

const rowActions = (onOpen: SessionsListProps['onOpen']) => (row: SessionRow) => (
  <RowActions row={row} onOpen={onOpen} />
)

/** For the pointer; the keys for the same things work from anywhere, so these are no further stops of the Tab key. */
function RowActions({ row, onOpen }: { row: SessionRow; onOpen: SessionsListProps['onOpen'] }) {
  const t = useMessages()
  return (
    <>
      <IconButton
        size="small"
        tabIndex={-1}
        label={t('sessions.action.open')}
        icon={<Maximize2 size={14} aria-hidden="true" />}
        onClick={() => onOpen(row, 'page')}
      />
      <IconButton
        size="small"
        tabIndex={-1}
        label={t('sessions.action.copyLink')}
        icon={<Link2 size={15} aria-hidden="true" />}
        onClick={() => copyText(`${location.origin}/sessions/${row.session.id}`, t)}
      />
    </>
  )
}
