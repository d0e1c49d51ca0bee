import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'

type Source<Row> = {
  rows: readonly Row[]
  rowId: (row: Row) => string
  selectedId?: string | null | undefined
  checkedIds?: ReadonlySet<string> | undefined
  onActive?: ((row: Row) => void) | undefined
  scroller: RefObject<HTMLElement | null>
  rowHeight: number
}

/**
 * Which row of a virtual table has the focus, and how keys move it. The row is remembered by its id, so that news
 * at the top do not hand the focus to a neighbour.
 */
export function useRovingRow<Row>(source: Source<Row>) {
  const { rows, rowId, scroller } = source
  const [activeId, setActiveId] = useState<string | null>(null)
  const wantsFocus = useRef(false)
  const wanted = activeId ?? source.selectedId ?? null
  const found = wanted === null ? -1 : rows.findIndex((row) => rowId(row) === wanted)
  const active = found === -1 ? 0 : found

  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    focusWhenShown(scroller.current, active)
  })

  const moveTo = (index: number) => {
    const target = Math.min(rows.length - 1, Math.max(0, index))
    const row = rows[target]
    if (row === undefined) return
    setActiveId(rowId(row))
    reveal(scroller.current, target, source.rowHeight)
    // The row that is active already may bring no render, and then nothing would hand it the focus.
    if (target === active) focusWhenShown(scroller.current, target)
    else wantsFocus.current = true
    source.onActive?.(row)
  }
  const setActive = (index: number) => {
    const row = rows[index]
    if (row !== undefined) setActiveId(rowId(row))
  }
  // Before anything was chosen, the first step goes to the first row rather than past it.
  const move = (step: number) => moveTo(found === -1 ? 0 : active + step)

  const toggle = (check: Check, isRange: boolean) => {
    const row = rows[active]
    if (row !== undefined) check(active, !source.checkedIds?.has(rowId(row)), isRange)
  }
  const press = (event: KeyboardEvent, check: Check) => {
    const isOnRow = (event.target as HTMLElement).dataset.row !== undefined
    if (!isOnRow || event.ctrlKey || event.metaKey || event.altKey) return
    const step = { ...steps, Home: -rows.length, End: rows.length }[event.code]
    if (step !== undefined) moveTo(active + step)
    else if (event.code === 'KeyX' && source.checkedIds) toggle(check, event.shiftKey)
    else return
    event.preventDefault()
  }

  return {
    active,
    keepMounted: rows.length > 0 ? [active] : [],
    setActive,
    move,
    press,
    focusActive: () => moveTo(active),
    checkActive: toggle,
  }
}

type Check = (index: number, isChecked: boolean, isRange: boolean) => void

const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  KeyJ: 1,
  KeyK: -1,
  PageDown: 10,
  PageUp: -10,
}

const framesMax = 20

/** A row that was far away is hidden until it has been measured, a frame or two later, and cannot be focused before. */
function focusWhenShown(scroller: HTMLElement | null, index: number, frames = 0): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-row="${index}"]`)
  row?.focus({ preventScroll: true })
  if (row && document.activeElement === row) return
  if (frames < framesMax) requestAnimationFrame(() => focusWhenShown(scroller, index, frames + 1))
}

/** The height of the header, which covers the first of what is scrolled. */
export const headerHeight = 30

/** Scrolls as little as possible until the row stands between the header and the lower edge. */
function reveal(scroller: HTMLElement | null, index: number, rowHeight: number): void {
  if (!scroller) return
  const top = index * rowHeight
  const bottom = top + headerHeight + rowHeight
  if (top < scroller.scrollTop) scroller.scrollTop = top
  else if (bottom > scroller.scrollTop + scroller.clientHeight)
    scroller.scrollTop = bottom - scroller.clientHeight
}
