import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { Link2, Maximize2 } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { useMessages } from '../app/index.ts'
import { DataTable, type DataTableHandle, IconButton } from '../ui/index.ts'
import type { Columns } from './columns/use-columns.ts'
import { copyText } from './copy-text.ts'
import { useDensity } from './session-choices.ts'
import { fieldOfColumn, headerSort, type SessionsSort } from './sessions-sort.ts'
import { useFetchAhead } from './use-fetch-ahead.ts'

/** What every form of the list takes: the table, the timeline, and the cards of a phone. */
export type SessionsListProps = Readonly<{
  label: string
  /** Names what is listed: with another one it begins anew at its top. */
  listKey: string
  rows: readonly SessionRow[]
  rowCount: number | null
  isLoading: boolean
  selectedId: SessionId | null
  flashingIds: ReadonlySet<string>
  /** The chosen rows; left out where nothing can be chosen. */
  checkedIds?: ReadonlySet<string>
  onCheck?: (ids: readonly string[], isChecked: boolean) => void
  sort: SessionsSort
  onSort: (field: string) => void
  /** Asks for the filter on a field, to be edited at its column. */
  onFilter: (field: string) => void
  filteredFields: ReadonlySet<string>
  columns: Columns
  onOpen: (row: SessionRow, how: 'panel' | 'page') => void
  onActive: (row: SessionRow) => void
  onReachEnd: () => void
  empty: ReactNode
  footer: ReactNode
  ref?: Ref<DataTableHandle>
}>

const idOf = ({ session }: SessionRow) => session.id

/** The sessions as a table, with the columns somebody has arranged. */
export function SessionsTable(props: SessionsListProps) {
  const { rowCount, columns, sort, onSort, onFilter, filteredFields, ...table } = props
  const [density] = useDensity()
  return (
    <DataTable
      {...table}
      columns={columns.columns}
      rowId={idOf}
      {...(rowCount === null ? {} : { rowCount })}
      layout={columns.layout}
      onResizeColumn={columns.resize}
      sort={headerSort(sort)}
      onSort={(columnId) => onSort(fieldOfColumn(columnId))}
      onFilter={(columnId) => onFilter(fieldOfColumn(columnId))}
      filteredIds={filteredColumns(columns, filteredFields)}
      density={density}
      onPress={useFetchAhead()}
      rowActions={rowActions(props.onOpen)}
    />
  )
}

const filteredColumns = ({ shown }: Columns, fields: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(shown.filter((id) => fields.has(fieldOfColumn(id))))

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
