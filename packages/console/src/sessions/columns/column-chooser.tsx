import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Button, Checkbox, classNames, SearchField, usePromptValue } from '../../ui/index.ts'
import { moveColumn, toggleColumn } from './arrange-columns.ts'
import { firstColumn, type ListedColumn } from './column-list.ts'
import type { Columns } from './use-columns.ts'

const rowHeight = 30

/** Which columns are shown and in which order: ticked, dragged, or moved with the arrow keys. */
export function ColumnChooser({ columns }: { columns: Columns }) {
  const t = useMessages()
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')
  const { all, shown } = columns
  const order = usePromptValue<readonly string[]>(shown, columns.arrange)
  const byId = new Map(all.map((column) => [column.id, column]))
  const isMeant = ({ label }: ListedColumn) =>
    label.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase())
  const inOrder = shown.flatMap((id) => byId.get(id) ?? [])
  const hidden = all.filter(({ id }) => !shown.includes(id))
  const move = (column: ListedColumn, step: number) => {
    const before = order.get()
    const next = moveColumn(before, column.id, step)
    if (next === before) return
    order.set(next)
    setSaid(
      t('sessions.column.moved', {
        name: column.label,
        place: next.indexOf(column.id) + 1,
        n: next.length,
      }),
    )
  }
  return (
    <div className="-m-3 flex max-h-[min(520px,70vh)] w-72 flex-col">
      <div className="border-b border-line p-2">
        <SearchField label={t('sessions.column.find')} value={typed} onChange={setTyped} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-1.5">
        <Heading>{t('sessions.column.shown')}</Heading>
        <ul>
          {inOrder.filter(isMeant).map((column) => (
            <ColumnLine
              key={column.id}
              column={column}
              isShown
              canMove={column.id !== firstColumn && typed.trim() === ''}
              onMove={(step) => move(column, step)}
              onToggle={() => order.set(toggleColumn(order.get(), column.id))}
            />
          ))}
        </ul>
        <Heading>{t('sessions.column.hidden')}</Heading>
        <ul>
          {hidden.filter(isMeant).map((column) => (
            <ColumnLine
              key={column.id}
              column={column}
              isShown={false}
              canMove={false}
              onMove={() => undefined}
              onToggle={() => order.set(toggleColumn(order.get(), column.id))}
            />
          ))}
        </ul>
      </div>
      <div className="border-t border-line p-1.5">
        <Button size="small" kind="quiet" disabled={columns.isUsual} onClick={columns.reset}>
          {t('sessions.column.reset')}
        </Button>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  )
}

const Heading = ({ children }: { children: string }) => (
  <h3 className="px-1.5 pt-1.5 pb-1 text-small text-faint">{children}</h3>
)

type LineProps = Readonly<{
  column: ListedColumn
  isShown: boolean
  canMove: boolean
  onMove: (step: number) => void
  onToggle: () => void
}>

function ColumnLine({ column, isShown, canMove, onMove, onToggle }: LineProps) {
  const t = useMessages()
  const drag = useDragMoves(onMove)
  const isFixed = column.id === firstColumn
  return (
    <li
      className={classNames(
        'flex items-center gap-1.5 rounded-base ps-1.5 pe-0.5 hover:bg-hover',
        drag.isDragging && 'bg-selected',
      )}
      style={{ height: rowHeight }}
    >
      <span className="min-w-0 flex-1" title={isFixed ? t('sessions.column.first') : undefined}>
        <Checkbox
          isChecked={isShown}
          isDisabled={isFixed}
          onChange={onToggle}
          label={<bdi className="truncate">{column.label}</bdi>}
        />
      </span>
      {canMove ? (
        <button
          type="button"
          aria-label={t('sessions.column.move', { name: column.label })}
          onKeyDown={(event: KeyboardEvent) => {
            const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
            if (step === undefined) return
            event.preventDefault()
            onMove(step)
          }}
          {...drag.handlers}
          className="grid size-6 shrink-0 cursor-grab touch-none place-items-center rounded-small text-faint hover:text-text active:cursor-grabbing"
        >
          <GripVertical size={13} aria-hidden="true" />
        </button>
      ) : null}
    </li>
  )
}

/** Turns a drag into steps: one for every line that the pointer has gone past. */
function useDragMoves(onMove: (step: number) => void) {
  const from = useRef<number | null>(null)
  const [isDragging, setIsDragging] = useState(false)
  const stop = () => {
    from.current = null
    setIsDragging(false)
  }
  return {
    isDragging,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = event.clientY
        setIsDragging(true)
      },
      onPointerMove: (event: PointerEvent) => {
        if (from.current === null) return
        const steps = Math.trunc((event.clientY - from.current) / rowHeight)
        if (steps === 0) return
        from.current += steps * rowHeight
        onMove(steps)
      },
      onLostPointerCapture: stop,
    },
  }
}
