import { type MouseEvent, memo, type ReactNode, useState } from 'react'
import { Checkbox } from './checkbox.tsx'
import { classNames } from './class-names.ts'
import type { ShownColumn } from './data-table-model.ts'
import { useUiText } from './locale.tsx'
import { Skeleton } from './surfaces.tsx'

/** What one row takes from its table. */
export type RowProps<Row> = {
  row: Row
  index: number
  shown: readonly ShownColumn<Row>[]
  isCompact: boolean
  isSelected: boolean
  isActive: boolean
  isFlashing: boolean
  isChecked?: boolean | undefined
  /** For everything that can be done with a row; kept stable by the table, so that rows do not render for nothing. */
  on: RowEvents<Row>
  /** What can be done with it; asked once the pointer or the focus has come to the row. */
  actions?: ((row: Row) => ReactNode) | undefined
}

/** What a row tells its table. */
export type RowEvents<Row> = Readonly<{
  open: (row: Row, how: 'panel' | 'page') => void
  press: (row: Row) => void
  focus: (index: number) => void
  check: (index: number, isChecked: boolean, isRange: boolean) => void
}>

function DataTableRowPlain<Row>(props: RowProps<Row>) {
  const { row, index, shown, isSelected, isChecked } = props
  const [isNear, setIsNear] = useState(false)
  const fill = isSelected ? 'bg-selected' : 'bg-paper group-hover/row:bg-hover'
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be real table rows
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChecked === undefined ? isSelected : isChecked}
      tabIndex={props.isActive ? 0 : -1}
      data-row={index}
      onPointerEnter={() => setIsNear(true)}
      onFocus={(event) => {
        setIsNear(true)
        if (event.target === event.currentTarget) props.on.focus(index)
      }}
      onPointerDown={() => props.on.press(row)}
      onClick={(event) =>
        !isControl(event) && props.on.open(row, event.metaKey || event.ctrlKey ? 'page' : 'panel')
      }
      onMouseDown={(event) => event.detail > 1 && !isControl(event) && event.preventDefault()}
      onDoubleClick={(event) => !isControl(event) && props.on.open(row, 'page')}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || event.key !== 'Enter') return
        event.preventDefault()
        props.on.open(row, event.metaKey || event.ctrlKey ? 'page' : 'panel')
      }}
      className={classNames(
        'group/row relative grid grid-cols-(--columns) grid-rows-[100%] items-center border-b border-line-soft outline-none after:pointer-events-none after:absolute after:inset-0 after:z-20 after:border-2 after:border-transparent focus-visible:after:border-accent',
        props.isCompact ? 'h-(--row-compact)' : 'h-(--row)',
        isSelected ? 'bg-selected' : 'hover:bg-hover',
        props.isFlashing && 'ui-flash',
      )}
    >
      {isChecked === undefined ? null : (
        <CheckCell
          index={index}
          isChecked={isChecked}
          fill={isSelected ? `${fill} ${selectedBar}` : fill}
          on={props.on}
        />
      )}
      {shown.map(({ column, isFirst }, place) => (
        // biome-ignore lint/a11y/useSemanticElements: see the row
        <div
          key={column.id}
          role="cell"
          style={{ gridColumn: place + (isChecked === undefined ? 1 : 2) }}
          className={classNames(
            'row-start-1 flex h-full min-w-0 items-center px-2.5',
            column.align === 'end' && 'justify-end',
            isFirst && `sticky z-10 ${fill}`,
            isFirst && (isChecked === undefined ? 'inset-s-0' : 'inset-s-9 ps-1'),
            isFirst && isSelected && isChecked === undefined && selectedBar,
          )}
        >
          <div
            className={classNames(
              'min-w-0 flex-1 overflow-x-clip text-ellipsis whitespace-nowrap',
              column.align === 'end' && 'text-end text-muted',
            )}
          >
            {column.cell(row)}
          </div>
        </div>
      ))}
      {isNear && props.actions ? <ActionsCell fill={fill}>{props.actions(row)}</ActionsCell> : null}
    </div>
  )
}

function ActionsCell({ fill, children }: { fill: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row
    <div
      role="cell"
      className={classNames(
        fill,
        'pointer-events-none sticky inset-e-0 z-10 col-start-1 -col-end-1 row-start-1 ms-auto flex h-full items-center gap-0.5 px-2 opacity-0 group-focus-within/row:pointer-events-auto group-focus-within/row:opacity-100 group-hover/row:pointer-events-auto group-hover/row:opacity-100',
      )}
    >
      {children}
    </div>
  )
}

function CheckCell<Row>(props: { index: number; isChecked: boolean; fill: string; on: RowEvents<Row> }) {
  const text = useUiText()
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row
    <div
      role="cell"
      className={classNames(
        'sticky inset-s-0 z-10 col-start-1 row-start-1 grid h-full place-items-center',
        props.fill,
      )}
    >
      <Checkbox
        hideLabel
        label={text('ui.selectRow')}
        isChecked={props.isChecked}
        onChange={() => undefined}
        onClick={(event) => props.on.check(props.index, !props.isChecked, event.shiftKey)}
      />
    </div>
  )
}

const selectedBar = 'before:absolute before:inset-y-0 before:inset-s-0 before:w-0.5 before:bg-accent'

/** A click on something that acts by itself is not a click on the row; nor is the end of selecting text. */
function isControl(event: MouseEvent): boolean {
  const inside = (event.target as Element).closest('button, a, input, label, [role="menu"]')
  return inside !== null || (getSelection()?.toString() ?? '') !== ''
}

/** One row. It renders again only when something of it changed, whatever happens to its neighbours. */
export const DataTableRow = memo(DataTableRowPlain) as typeof DataTableRowPlain

/** Rows on their way, in the size of real ones. */
export function SkeletonRows<Row>(props: {
  shown: readonly ShownColumn<Row>[]
  isCompact: boolean
  hasLead: boolean
}) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 12 }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: all alike
          key={index}
          className={classNames(
            'grid grid-cols-(--columns) items-center border-b border-line-soft',
            props.isCompact ? 'h-(--row-compact)' : 'h-(--row)',
          )}
        >
          {props.hasLead ? <span /> : null}
          {props.shown.map(({ column, isFirst }) => (
            <span
              key={column.id}
              className={classNames(
                'flex items-center gap-2 px-2.5',
                column.align === 'end' && 'justify-end',
              )}
            >
              {isFirst ? <Skeleton className="size-6 shrink-0 rounded-full" /> : null}
              <Skeleton className={classNames('h-2.5', widths[(index + column.id.length) % widths.length])} />
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}

const widths = ['w-3/5', 'w-4/5', 'w-1/2', 'w-2/3']
