import type { ViewView } from '@rapport/contract/light'
import type { ExportColumns } from './export-form.tsx'

/** What there is to export, as whoever lists sessions says: their columns, and the saved views. */
export type Exportable = Readonly<{
  columns: ExportColumns
  usualColumns: readonly string[]
  views: readonly ViewView[]
}>
