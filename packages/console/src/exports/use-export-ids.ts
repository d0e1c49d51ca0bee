import type { ExportId } from '@rapport/domain'
import { useKeptIds } from '../app/index.ts'

/** The exports begun in this tab that have not been put aside, the newest first. */
export const useExportIds = () => useKeptIds<ExportId>('exports')
