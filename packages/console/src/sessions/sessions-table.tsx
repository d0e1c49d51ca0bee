import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { lazy, type ReactNode, type Ref, Suspense, useCallback } from 'react'
import { withWords } from '../app/index.ts'
import { DataTable, type DataTableHandle, useFetchedAtRest } from '../ui/index.ts'
import type { Columns } from './columns/use-columns.ts'
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
      rowActions={useRowActions(props.onOpen)}
    />
  )
}

const filteredColumns = ({ shown }: Columns, fields: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(shown.filter((id) => fields.has(fieldOfColumn(id))))

const loadRowActions = withWords(() => import('./row-actions.tsx'))
const RowActions = lazy(() => loadRowActions().then((part) => ({ default: part.RowActions })))

/** The same function for as long as a row opens the same way, so that no row renders again for its actions. */
function useRowActions(onOpen: SessionsListProps['onOpen']) {
  useFetchedAtRest(loadRowActions)
  return useCallback(
    (row: SessionRow) => (
      <Suspense fallback={null}>
        <RowActions row={row} onOpen={(opened) => onOpen(opened, 'page')} />
      </Suspense>
    ),
    [onOpen],
  )
}
