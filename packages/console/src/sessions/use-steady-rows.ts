import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { changedIds, steadyRows, versionsOf } from './steady-rows.ts'

type Source = Readonly<{
  /** Names the list: with another one nothing is kept. */
  listKey: string
  rows: readonly SessionRow[]
  isListed: (row: SessionRow) => boolean
  keptId: SessionId | null
}>

/**
 * The rows to show, none moving under the pointer. Put `hold` on what holds them; `letGo` before the reader asks for
 * something new among them.
 */
export function useSteadyRows({ listKey, rows, isListed, keptId }: Source) {
  const [isHeld, setIsHeld] = useState(false)
  const before = useRef<Readonly<{ listKey: string; ids: readonly SessionId[] }>>({ listKey, ids: noIds })
  const known = before.current.listKey === listKey ? before.current.ids : noIds
  const shown = steadyRows({ before: known, rows, isListed, isHeld, keptId })
  useEffect(() => {
    before.current = { listKey, ids: shown.map(({ session }) => session.id) }
  })
  const letGo = useCallback(() => {
    before.current = { listKey, ids: noIds }
  }, [listKey])
  return { shown, hold: useHold(setIsHeld), letGo }
}

const aimMs = 4000

/** Says that the pointer is about to hit something: while it moves over the rows, and for a moment after. */
function useHold(setIsHeld: (isHeld: boolean) => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useMemo(() => {
    const release = () => {
      clearTimeout(timer.current)
      setIsHeld(false)
    }
    return {
      // A finger leaves no pointer behind that rows could move under.
      onPointerMove: ({ pointerType }: PointerEvent) => {
        if (pointerType !== 'mouse') return
        clearTimeout(timer.current)
        timer.current = setTimeout(release, aimMs)
        setIsHeld(true)
      },
      onPointerLeave: release,
      // A second press selects a word, and a row with something selected in it does not open.
      onMouseDown: (event: MouseEvent) => {
        if (event.detail > 1) event.preventDefault()
      },
    }
  }, [setIsHeld])
}

const noIds: readonly SessionId[] = []
const flashMs = 1000

/** The ids of rows that have just said something new; each is in the set for as long as its flash takes. */
export function useFlashingIds(listKey: string, rows: readonly SessionRow[]): ReadonlySet<string> {
  const [flashing, setFlashing] = useState<ReadonlySet<string>>(noneFlash)
  const before = useRef({ listKey, versions: versionsOf(rows) })
  useEffect(() => {
    const last = before.current
    before.current = { listKey, versions: versionsOf(rows) }
    if (last.listKey !== listKey) return
    const changed = changedIds(last.versions, rows)
    if (changed.length === 0) return
    setFlashing((now) => new Set([...now, ...changed]))
    setTimeout(() => {
      setFlashing((now) => new Set([...now].filter((id) => !changed.some((one) => one === id))))
    }, flashMs)
  }, [listKey, rows])
  return flashing
}

const noneFlash: ReadonlySet<string> = new Set()
