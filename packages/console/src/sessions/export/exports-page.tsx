import type { ReactNode } from 'react'
import { ExportsScreen } from '../../exports/index.ts'
import { usualColumns } from '../columns/column-list.ts'
import { useViews } from '../views/use-views.ts'
import { useExportColumns } from './use-export-columns.ts'

/** One's own exports, with what there is to export: the columns of sessions, and their saved views. */
export function ExportsPage(): ReactNode {
  const { views } = useViews()
  return <ExportsScreen columns={useExportColumns()} usualColumns={usualColumns} views={views} />
}
