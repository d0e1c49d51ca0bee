import { ArrowDown, ArrowUp, ListFilter } from 'lucide-react'
import { type PointerEvent, useRef } from 'react'
import { Checkbox } from './checkbox.tsx'
import { classNames } from './class-names.ts'
import { clampWidth, columnWidth, type DataSort, type ShownColumn } from './data-table-model.ts'
import { useUiLocale, useUiText } from './locale.tsx'
import { usePromptValue } from './use-prompt-value.ts'

/** What the header row takes from its table. */
export type HeaderProps<Row> = {
  shown: readonly ShownColumn<Row>[]
  sort?: DataSort | undefined
  onSort?: ((columnId: string) => void) | undefined
  onResize?: ((columnId: string, width: number) => void) | undefined
  onFilter?: ((columnId: string) => void) | undefined
  /** The columns that a filter is on. */
  filteredIds?: ReadonlySet<string> | undefined
  checks?: { isChecked: boolean; isMixed: boolean; onChange: (isChecked: boolean) => void } | undefined
}

/** The header row of a table: it stays at the top, sorts, and lets columns be widened. */
export function DataTableHeader<Row>(props: HeaderProps<Row>) {
  const { shown, sort, onSort, onResize, onFilter, checks } = props
  const text = useUiText()
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be real table rows, so no part is
    // biome-ignore lint/a11y/useFocusableInteractive: rows below take the focus
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 grid h-7.5 grid-cols-(--columns) border-b border-line bg-paper"
    >
      {checks ? (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: the checkbox inside is
        <div role="columnheader" className="sticky inset-s-0 z-10 grid place-items-center bg-paper">
          <Checkbox hideLabel label={text('ui.selectAll')} {...checks} />
        </div>
      ) : null}
      {shown.map((one) => (
        <HeaderCell
          key={one.column.id}
          {...one}
          hasLead={checks !== undefined}
          direction={sort?.columnId === one.column.id ? sort.direction : undefined}
          onSort={onSort}
          onResize={onResize}
          onFilter={onFilter}
          isFiltered={props.filteredIds?.has(one.column.id) ?? false}
        />
      ))}
    </div>
  )
}

function HeaderCell<Row>(
  props: ShownColumn<Row> & {
    hasLead: boolean
    direction: DataSort['direction'] | undefined
    onSort: HeaderProps<Row>['onSort']
    onResize: HeaderProps<Row>['onResize']
    onFilter: HeaderProps<Row>['onFilter']
    isFiltered: boolean
  },
) {
  const { column, direction } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside is
    <div
      role="columnheader"
      aria-sort={column.isSortable ? (direction ?? 'none') : undefined}
      className={classNames(
        'group/head relative flex min-w-0 px-2.5 text-small font-medium text-muted',
        props.isFirst && 'sticky z-10 bg-paper',
        props.isFirst && (props.hasLead ? 'inset-s-9 ps-1' : 'inset-s-0'),
      )}
    >
      <HeaderWords
        column={column}
        direction={direction}
        onSort={column.isSortable ? props.onSort : undefined}
      />
      {column.isFilterable && props.onFilter ? (
        <FilterButton column={column} isOn={props.isFiltered} onFilter={props.onFilter} />
      ) : null}
      {props.onResize ? <Grip column={column} width={props.width} onResize={props.onResize} /> : null}
    </div>
  )
}

/** The column's name, which sorts when it is pressed, with an arrow where it does so already. */
function HeaderWords<Row>(props: {
  column: ShownColumn<Row>['column']
  direction: DataSort['direction'] | undefined
  onSort: HeaderProps<Row>['onSort']
}) {
  const { column, direction, onSort } = props
  const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown
  const place = classNames(
    'flex min-w-0 items-center gap-1',
    column.align === 'end' ? 'ms-auto justify-end' : 'flex-initial',
  )
  const words = (
    <>
      <span className="truncate">{column.header}</span>
      {direction ? <Arrow size={12} aria-hidden="true" className="shrink-0" /> : null}
    </>
  )
  if (!onSort) return <span className={place}>{words}</span>
  return (
    <button
      type="button"
      onClick={() => onSort(column.id)}
      className={classNames(place, '-outline-offset-2 hover:text-text', direction && 'text-text')}
    >
      {words}
    </button>
  )
}

/** Shown where the pointer or the focus is, and always where a filter is on. */
function FilterButton<Row>(props: {
  column: ShownColumn<Row>['column']
  isOn: boolean
  onFilter: (columnId: string) => void
}) {
  const text = useUiText()
  const { column, isOn, onFilter } = props
  const label = text(isOn ? 'ui.filteredColumn' : 'ui.filterColumn', { name: column.header })
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-haspopup="dialog"
      data-filter-of={column.id}
      onClick={() => onFilter(column.id)}
      className={classNames(
        'grid w-4 place-items-center rounded-small -outline-offset-2 hover:text-text',
        // One that is on stands by its words; one that is offered covers the padding, so that nothing moves.
        isOn
          ? 'shrink-0 text-accent'
          : 'absolute inset-y-1 z-10 bg-paper opacity-0 group-hover/head:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100',
        isOn && column.align === 'end' && '-order-1 ms-auto',
        !isOn && (column.align === 'end' ? '-inset-s-1' : 'inset-e-0.5'),
      )}
    >
      <ListFilter size={12} aria-hidden="true" strokeWidth={isOn ? 3 : 2} />
    </button>
  )
}

function Grip<Row>(props: {
  column: ShownColumn<Row>['column']
  width: number
  onResize: (columnId: string, width: number) => void
}) {
  const text = useUiText()
  const { direction } = useUiLocale()
  const start = useRef<{ x: number; width: number } | null>(null)
  const { column, width, onResize } = props
  const clamp = (value: number) => Math.round(clampWidth(column, value))
  const sign = direction === 'rtl' ? -1 : 1
  const now = usePromptValue(width, (next) => onResize(column.id, next))
  const drag = (event: PointerEvent) => {
    if (start.current)
      onResize(column.id, clamp(start.current.width + (event.clientX - start.current.x) * sign))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no hr
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={text('ui.resizeColumn', { name: column.header })}
      aria-valuenow={width}
      aria-valuemin={column.minWidth ?? columnWidth.min}
      aria-valuemax={columnWidth.max}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -16 * sign, ArrowRight: 16 * sign }[event.key]
        if (step === undefined) return
        event.preventDefault()
        now.set(clamp(now.get() + step))
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={drag}
      onLostPointerCapture={() => {
        start.current = null
      }}
      className="absolute inset-y-1.5 -inset-e-1 z-10 w-2 cursor-col-resize touch-none rounded-small border-line-strong hover:bg-accent/25 focus-visible:bg-accent/40"
    />
  )
}
