import type { ExportId } from '@rapport/domain'
import type { ExportOrder } from './export-order.ts'

const orders = new Map<ExportId, ExportOrder>()

/** Remembers what an export was asked for, as long as the page is open, so that one which failed can be tried again. */
export const keepOrder = (exportId: ExportId, order: ExportOrder): void => void orders.set(exportId, order)

/** What an export was asked for; undefined where another page asked. */
export const orderOf = (exportId: ExportId): ExportOrder | undefined => orders.get(exportId)
