import { useEffect, useMemo, useRef } from 'react'
import type { RowEvents } from './data-table-row.tsx'

type Source<Row> = {
  rows: readonly Row[]
  rowId: (row: Row) => string
  onOpen: (row: Row, how: 'panel' | 'page') => void
  onPress?: ((row: Row) => void) | undefined
  onCheck?: ((ids: readonly string[], isChecked: boolean) => void) | undefined
}

/** What rows call, the same object for as long as the table lives, so that a new callback renders no row again. */
export function useRowEvents<Row>(source: Source<Row>, setActive: (index: number) => void): RowEvents<Row> {
  const latest = useRef({ source, setActive })
  const lastChecked = useRef<string | null>(null)
  useEffect(() => {
    latest.current = { source, setActive }
  })
  return useMemo(
    () => ({
      open: (row, how) => latest.current.source.onOpen(row, how),
      press: (row) => latest.current.source.onPress?.(row),
      focus: (index) => latest.current.setActive(index),
      check: (index, isChecked, isRange) => {
        const { rows, rowId, onCheck } = latest.current.source
        // By its id: rows that came meanwhile have moved it.
        const last = rows.findIndex((row) => rowId(row) === lastChecked.current)
        const from = isRange && last !== -1 ? last : index
        const range = rows.slice(Math.min(from, index), Math.max(from, index) + 1)
        const touched = rows[index]
        lastChecked.current = touched === undefined ? null : rowId(touched)
        onCheck?.(range.map(rowId), isChecked)
      },
    }),
    [],
  )
}
