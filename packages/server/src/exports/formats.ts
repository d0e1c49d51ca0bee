import { csvFormat } from './csv-format.ts'
import { jsonlFormat } from './jsonl-format.ts'
import type { Formats } from './run-export.ts'
import { xlsxFormat } from './xlsx/xlsx-format.ts'

/** Every kind of file there is. */
export const formats: Formats = { csv: csvFormat, jsonl: jsonlFormat, xlsx: xlsxFormat }
