import { csvFormat } from './csv-format.ts'
import { htmlFormat } from './html/html-format.ts'
import { jsonlFormat } from './jsonl-format.ts'
import type { ExportSetup } from './run-export.ts'
import { xlsxFormat } from './xlsx/xlsx-format.ts'

/** Exports as the product makes them. */
export const exportSetup: ExportSetup = {
  formats: { csv: csvFormat, jsonl: jsonlFormat, xlsx: xlsxFormat, html: htmlFormat },
  sessionsPerPart: 5_000,
  sessionsAtOnce: 200,
}
