import type { ExportHead } from './format.ts'

/** What stands over a column where times are written as a clock shows them, which says nothing without its zone. */
export const zonedHeader = (
  { options }: Pick<ExportHead, 'options'>,
  { header, isZoned }: ExportHead['columns'][number],
): string => (isZoned ? `${header} (${options.timeZone})` : header)
