import { useMemo } from 'react'
import { ColumnPicker } from '../columns/column-picker.tsx'
import { useAllColumns } from '../columns/use-columns.ts'

/** The columns that a file of sessions can have, those of the table, and what chooses among them. */
export function useExportColumns() {
  const all = useAllColumns()
  return useMemo(() => ({ all, Picker: ColumnPicker }), [all])
}
