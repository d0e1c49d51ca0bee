import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Checkbox, classNames, SearchField, usePromptValue } from '../../ui/index.ts'
import { moveColumn, toggleColumn } from './arrange-columns.ts'

const rowHeight = 30

type Column = Readonly<{ id: string; label: string }>

/** What choosing columns takes. `firstId` stands first and stays, where there is one. */
export type ColumnPickerProps = Readonly<{
  all: readonly Column[]
  chosen: readonly string[]
  onChange(chosen: readonly string[]): void
  firstId?: string
}>

/** Columns to be ticked, dragged, or moved with the arrow keys. */
export function ColumnPicker({ all, chosen, onChange, firstId }: ColumnPickerProps) {
  const t = useMessages()
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')
  const order = usePromptValue<readonly string[]>(chosen, onChange)
  const byId = new Map(all.map((column) => [column.id, column]))
  const isMeant = ({ label }: Column) => label.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase())
  const inOrder = chosen.flatMap((id) => byId.get(id) ?? [])
  const hidden = all.filter(({ id }) => !chosen.includes(id))
  const move = (column: Column, step: number) => {
    const before = order.get()
    const next = moveColumn(before, column.id, step, firstId)
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
  const lineOf = (column: Column, isShown: boolean) => (
    <ColumnLine
      key={column.id}
      column={column}
      isShown={isShown}
      isFixed={column.id === firstId}
      canMove={isShown && column.id !== firstId && typed.trim() === ''}
      onMove={(step) => move(column, step)}
      onToggle={() => order.set(toggleColumn(order.get(), column.id, firstId))}
    />
  )
  return (
    <>
      <div className="border-b border-line p-2">
        <SearchField label={t('sessions.column.find')} value={typed} onChange={setTyped} />
      </div>
      <div className="max-h-72 min-h-0 flex-1 overflow-y-auto p-1.5">
        <Heading>{t('sessions.column.shown')}</Heading>
        <ul>{inOrder.filter(isMeant).map((column) => lineOf(column, true))}</ul>
        <Heading>{t('sessions.column.hidden')}</Heading>
        <ul>{hidden.filter(isMeant).map((column) => lineOf(column, false))}</ul>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  )
}

const Heading = ({ children }: { children: string }) => (
  <h3 className="px-1.5 pt-1.5 pb-1 text-small text-faint">{children}</h3>
)

type LineProps = Readonly<{
  column: Column
  isShown: boolean
  isFixed: boolean
  canMove: boolean
  onMove: (step: number) => void
  onToggle: () => void
}>

function ColumnLine({ column, isShown, isFixed, canMove, onMove, onToggle }: LineProps) {
  const t = useMessages()
  const drag = useDragMoves(onMove)
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
