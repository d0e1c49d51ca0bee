import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { Virtualizer } from 'virtua'
import { classNames } from './class-names.ts'
import { DataTableHeader } from './data-table-header.tsx'
import {
  arrangeColumns,
  type DataColumn,
  type DataLayout,
  type DataSort,
  type ShownColumn,
} from './data-table-model.ts'
import { DataTableRow, type RowEvents, SkeletonRows } from './data-table-row.tsx'
import { useUiText } from './locale.tsx'
import { headerHeight, useRovingRow } from './use-roving-row.ts'
import { useRowEvents } from './use-row-events.ts'

/** What a table can be told from outside. */
export type DataTableHandle = {
  /** Moves the focus by so many rows and says which row it is on; for shortcuts that work outside of the table too. */
  move: (step: number) => void
  focusActive: () => void
  /** Checks or unchecks the row with the focus, or with `isRange` every row up to it. */
  checkActive: (isRange: boolean) => void
  scrollToTop: () => void
}

/** What a table takes. It holds no data: sorting, choosing and loading are the caller's. */
export type DataTableProps<Row extends object> = {
  label: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** How many there are in all, as far as known; for those who cannot see the scroll bar. */
  rowCount?: number
  layout?: DataLayout
  onResizeColumn?: (columnId: string, width: number) => void
  sort?: DataSort
  onSort?: (columnId: string) => void
  /** Names what is listed: with another name the rows begin anew, at the top, and the header keeps the focus it may have. */
  listKey?: string
  /** Asks for a filter on a column, to be edited at its button: `[data-filter-of]`. */
  onFilter?: (columnId: string) => void
  filteredIds?: ReadonlySet<string>
  /** The row shown beside the table. */
  selectedId?: string | null
  onOpen: (row: Row, how: 'panel' | 'page') => void
  /** A row is about to be opened: what it takes may be fetched by the time the button is let go. */
  onPress?: (row: Row) => void
  /** The row that has the focus changed; with a panel open, the panel follows. */
  onActive?: (row: Row) => void
  /** The ids that are checked; leave out for a table without checkboxes. */
  checkedIds?: ReadonlySet<string>
  onCheck?: (ids: readonly string[], isChecked: boolean) => void
  density?: 'comfortable' | 'compact'
  isLoading?: boolean
  isBusy?: boolean
  flashingIds?: ReadonlySet<string>
  /** What can be done with the row under the pointer or the focus. With another function every row renders again. */
  rowActions?: (row: Row) => ReactNode
  onReachEnd?: () => void
  /** In place of rows when there are none. */
  empty?: ReactNode
  footer?: ReactNode
  className?: string
  ref?: Ref<DataTableHandle>
}

const leadWidth = 36
const rowHeight = (density: 'comfortable' | 'compact' = 'comfortable') => (density === 'compact' ? 32 : 40)

/**
 * Rows and columns with the semantics of a table, though only the visible rows exist. The header and the first
 * column stay in sight; it scrolls sideways by itself. One row has the focus: arrows or j and k move it, Enter
 * opens it, x checks it, Shift-click checks a range.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const text = useUiText()
  const scroller = useRef<HTMLDivElement>(null)
  const hasLead = props.checkedIds !== undefined
  const { columns: given, layout = noLayout } = props
  const columns = useMemo(
    () => arrangeColumns(given, layout, hasLead ? leadWidth : 0),
    [given, layout, hasLead],
  )
  const roving = useRovingRow({ ...props, scroller, rowHeight: rowHeight(props.density) })
  const on = useRowEvents(props, roving.setActive)
  useImperativeHandle(props.ref, () => ({
    move: roving.move,
    focusActive: roving.focusActive,
    checkActive: (isRange) => roving.checkActive(on.check, isRange),
    scrollToTop: () => scroller.current?.scrollTo({ top: 0 }),
  }))
  useTopOfList(scroller, props.listKey)
  const isEmpty = !props.isLoading && props.rows.length === 0
  return (
    <div
      ref={scroller}
      className={classNames('relative min-h-0 flex-1 overflow-auto overscroll-contain', props.className)}
      onScroll={() => isNearEnd(scroller.current) && props.onReachEnd?.()}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be real table rows, so no part is */}
      <div
        role="table"
        aria-label={props.label}
        aria-rowcount={props.rowCount === undefined ? -1 : props.rowCount + 1}
        aria-colcount={columns.shown.length + (hasLead ? 1 : 0)}
        aria-busy={props.isLoading || props.isBusy || undefined}
        style={{ '--columns': columns.template, minWidth: columns.totalWidth } as CSSProperties}
        onKeyDown={(event: KeyboardEvent) => roving.press(event, on.check)}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div role="rowgroup" className="contents">
          <DataTableHeader
            shown={columns.shown}
            sort={props.sort}
            onSort={props.onSort}
            onResize={props.onResizeColumn}
            onFilter={props.onFilter}
            filteredIds={props.filteredIds}
            checks={headerChecks(props)}
          />
        </div>
        {props.isLoading ? (
          <SkeletonRows shown={columns.shown} isCompact={props.density === 'compact'} hasLead={hasLead} />
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div role="rowgroup">
            <Rows
              key={props.listKey}
              {...props}
              {...{ scroller, on }}
              shown={columns.shown}
              roving={roving}
            />
          </div>
        )}
      </div>
      <span role="status" className="sr-only">
        {props.isLoading ? text('ui.loading') : ''}
      </span>
      <div className="sticky inset-s-0">{isEmpty ? props.empty : props.footer}</div>
    </div>
  )
}

/** Goes to the top whenever something else is listed. */
function useTopOfList(scroller: RefObject<HTMLElement | null>, listKey: string | undefined): void {
  useLayoutEffect(() => {
    if (listKey !== undefined) scroller.current?.scrollTo({ top: 0 })
  }, [scroller, listKey])
}

type RowsProps<Row extends object> = Omit<DataTableProps<Row>, 'columns' | 'ref'> & {
  shown: readonly ShownColumn<Row>[]
  roving: Readonly<{ active: number; keepMounted: readonly number[] }>
  on: RowEvents<Row>
  scroller: RefObject<HTMLDivElement | null>
}

function Rows<Row extends object>(props: RowsProps<Row>) {
  const isCompact = props.density === 'compact'
  return (
    <Virtualizer
      scrollRef={props.scroller}
      startMargin={headerHeight}
      itemSize={rowHeight(props.density)}
      keepMounted={props.roving.keepMounted}
      data={props.rows}
    >
      {(row, index) => {
        const id = props.rowId(row)
        return (
          <DataTableRow
            key={id}
            row={row}
            index={index}
            shown={props.shown}
            isCompact={isCompact}
            isSelected={id === props.selectedId}
            isActive={index === props.roving.active}
            isFlashing={props.flashingIds?.has(id) ?? false}
            isChecked={props.checkedIds?.has(id)}
            on={props.on}
            actions={props.rowActions}
          />
        )
      }}
    </Virtualizer>
  )
}

function headerChecks<Row extends object>({ rows, rowId, checkedIds, onCheck }: DataTableProps<Row>) {
  if (!checkedIds) return undefined
  const checked = rows.filter((row) => checkedIds.has(rowId(row))).length
  return {
    isChecked: checked > 0 && checked === rows.length,
    isMixed: checked > 0 && checked < rows.length,
    onChange: (isChecked: boolean) => onCheck?.(rows.map(rowId), isChecked),
  }
}

const noLayout: DataLayout = {}

function isNearEnd(at: HTMLElement | null): boolean {
  return at !== null && at.scrollHeight - at.scrollTop - at.clientHeight < 600
}
