import {
  type ArchivedFile,
  archivedText,
  packStretch,
  pickRanges,
  surround,
  writeZip,
} from '../../platform/zip/index.ts'
import type { ExportHead, Format, Part, WrittenPart } from '../format.ts'
import { cellTextMax } from './cell-text.ts'
import { type PlannedSheet, planSheets, type SheetStretch } from './plan-sheets.ts'
import { createRowMaker, type SheetKind, type SheetRow, sheetKinds } from './sheet-rows.ts'
import { columnsOf, sheetClosing, sheetOpening, workbookFiles } from './workbook-xml.ts'

/** What a spreadsheet can hold; lower in tests. */
type Limits = Readonly<{ rowsMax: number; textMax: number }>

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const stretchLetters = 64 * 1024
const stretchRows = 4_096

/** Rows of one sheet that wait to be packed together. */
type Waiting = { rows: string[]; letters: number }

/**
 * Workbooks: a sheet of sessions, one of messages where transcripts are asked for, and one for texts that no cell holds.
 * A part is packed stretches of rows of these sheets, as they come; the end lays those of each sheet end to end, without
 * opening them. Rows have no numbers, which the format allows, so that no part depends on those before it.
 */
export function createXlsxFormat(limits: Partial<Limits> = {}): Format {
  const { rowsMax = 1_048_576, textMax = cellTextMax } = limits
  return {
    format: 'xlsx',
    kindOf: async () => ({ ending: 'xlsx', mediaType }),
    writePart(head, part) {
      const stretches: SheetStretch[] = []
      const rows = createRowMaker(head, textMax)
      const body = packRows(readRows(part, rows.rowsOf), stretches, Math.min(stretchRows, rowsMax - 1))
      return { body, details: () => ({ stretches, widths: rows.widths() }) }
    },
    assemble: (head, parts) => writeZip(filesOf(head, parts, rowsMax - 1), { at: head.madeAt }),
  }
}

/** Workbooks as spreadsheets open them. */
export const xlsxFormat: Format = createXlsxFormat()

async function* readRows(
  { sessions }: Part,
  rowsOf: ReturnType<typeof createRowMaker>['rowsOf'],
): AsyncGenerator<SheetRow> {
  for await (const session of sessions) yield* rowsOf(session)
}

/** Packs rows, sheet by sheet, as soon as enough wait; `stretches` tells what lies where in the bytes. */
async function* packRows(
  rows: AsyncIterable<SheetRow>,
  stretches: SheetStretch[],
  stretchRowsMax: number,
): AsyncGenerator<Uint8Array> {
  const waiting = new Map<SheetKind, Waiting>()

  async function pack(kind: SheetKind, { rows }: Waiting): Promise<Uint8Array> {
    const { packed, sum } = await packStretch(Buffer.from(rows.join('')))
    stretches.push([sheetKinds.indexOf(kind), rows.length, sum.rawBytes, sum.packedBytes, sum.crc])
    waiting.delete(kind)
    return packed
  }

  for await (const { kind, xml } of rows) {
    const ofKind = waiting.get(kind) ?? { rows: [], letters: 0 }
    waiting.set(kind, ofKind)
    ofKind.rows.push(xml)
    ofKind.letters += xml.length
    if (ofKind.letters >= stretchLetters || ofKind.rows.length >= stretchRowsMax)
      yield await pack(kind, ofKind)
  }
  for (const [kind, ofKind] of waiting) yield await pack(kind, ofKind)
}

async function* filesOf(
  head: ExportHead,
  parts: readonly WrittenPart[],
  rowsMax: number,
): AsyncGenerator<ArchivedFile> {
  const { sheets, widths } = await planSheets(parts, rowsMax)
  const shown = sheets.map((sheet) => ({ sheet, columns: columnsOf(head, sheet.kind, widths) }))
  const counts = shown.map(({ columns }) => columns.headers.length)
  for (const [name, text] of Object.entries(workbookFiles(head, sheets, counts)))
    yield archivedText(name, text)
  for (const [i, { sheet, columns }] of shown.entries()) {
    const opening = sheetOpening(head, sheet, columns)
    const closing = sheetClosing(sheet, columns.headers.length)
    yield surround(`xl/worksheets/sheet${i + 1}.xml`, { opening, closing }, rowsOf(sheet))
  }
}

const rowsOf = ({ sum, pieces }: PlannedSheet) => ({
  sum,
  async *stretches() {
    for (const { part, ranges } of pieces) yield* pickRanges(await part.open(), ranges)
  },
})
