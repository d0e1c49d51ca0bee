import { z } from 'zod'
import { addSums, noSum, type Range, type Sum } from '../../platform/zip/index.ts'
import type { WrittenPart } from '../format.ts'
import { type SheetKind, sheetKinds } from './sheet-rows.ts'

/** A stretch of a sheet's rows, as a part remembers it: of which sheet, how many rows, and its sum. */
export type SheetStretch = readonly [
  kind: number,
  rows: number,
  rawBytes: number,
  packedBytes: number,
  crc: number,
]

const count = z.int().min(0)
const partDetails = z.object({
  stretches: z.array(z.tuple([count, count, count, count, count])),
  widths: z.array(count),
})

/** A sheet: how many rows there are below its header, their sum, and where they lie in the parts. */
export type PlannedSheet = Readonly<{
  kind: SheetKind
  /** From 1: what does not fit on one sheet goes on, on the next of its kind. */
  nth: number
  rows: number
  sum: Sum
  pieces: readonly Readonly<{ part: WrittenPart; ranges: readonly Range[] }>[]
}>

type Piece = { part: WrittenPart; ranges: Range[] }
type Draft = { kind: SheetKind; nth: number; rows: number; sum: Sum; pieces: Piece[] }
type Plan = Readonly<{ sheets: readonly PlannedSheet[]; widths: readonly number[] }>

/**
 * Which stretches make which sheet, so that none has more rows than a spreadsheet opens. Known from what the parts
 * remember alone: nothing is read before it is written out.
 */
export async function planSheets(parts: readonly WrittenPart[], rowsMax: number): Promise<Plan> {
  const sheets = new Map<SheetKind, Draft[]>(sheetKinds.map((kind) => [kind, []]))
  sheets.get('sessions')?.push(draft('sessions', 1))
  let widths: number[] = []
  for (const part of parts) {
    const details = partDetails.parse(await part.details())
    widths = details.widths.map((width, i) => Math.max(width, widths[i] ?? 0))
    let at = 0
    for (const stretch of details.stretches) {
      const to = at + stretch[3]
      place(sheets, { part, stretch, range: { from: at, to } }, rowsMax)
      at = to
    }
  }
  return { sheets: [...sheets.values()].flat(), widths }
}

const draft = (kind: SheetKind, nth: number): Draft => ({ kind, nth, rows: 0, sum: noSum, pieces: [] })

type Placing = Readonly<{ part: WrittenPart; stretch: SheetStretch; range: Range }>

function place(sheets: Map<SheetKind, Draft[]>, { part, stretch, range }: Placing, rowsMax: number): void {
  const [index, rows, rawBytes, packedBytes, crc] = stretch
  const kind = sheetKinds[index]
  const ofKind = kind && sheets.get(kind)
  if (kind === undefined || ofKind === undefined) throw new Error(`no sheet has the number ${index}`)
  let sheet = ofKind.at(-1)
  if (sheet === undefined || sheet.rows + rows > rowsMax) {
    sheet = draft(kind, ofKind.length + 1)
    ofKind.push(sheet)
  }
  sheet.rows += rows
  sheet.sum = addSums(sheet.sum, { rawBytes, packedBytes, crc })
  const piece = sheet.pieces.at(-1)
  if (piece?.part === part) piece.ranges.push(range)
  else sheet.pieces.push({ part, ranges: [range] })
}
