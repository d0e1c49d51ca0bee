import { defuseFormula } from './defuse-formula.ts'
import type { Cell, ExportedSession, ExportHead, Format, Part, WrittenPart } from './format.ts'
import { gatherBytes } from './gather-bytes.ts'
import { type LocalTime, localTimeIn } from './local-time.ts'
import { cutText, splitText } from './split-text.ts'
import { writeLines } from './write-lines.ts'
import { zonedHeader } from './zoned-header.ts'

/** What a cell of Excel holds; one less for the apostrophe that a piece may need. */
const unitsMax = 32_766
const byteOrderMark = '\ufeff'
const lineEnd = '\r\n'

/**
 * What a part remembers: into how many pieces its longest transcript went, and for each row how many bytes it has and how
 * many pieces. The header and the missing cells can only be written when all parts are.
 */
type Details = Readonly<{ pieces: number; rows: readonly (readonly [bytes: number, pieces: number])[] }>

/**
 * Comma-separated values as Excel and LibreOffice open them: UTF-8 with a byte order mark, RFC 4180, no cell over 32,767
 * characters and none that is a formula. A transcript stands last in its row, in as many cells as it needs; any other text
 * that is too long for its cell ends there with an ellipsis.
 */
export const csvFormat: Format = {
  format: 'csv',
  kindOf: async () => ({ ending: 'csv', mediaType: 'text/csv; charset=utf-8' }),
  writePart(head, part) {
    const rows: [number, number][] = []
    return {
      body: gatherBytes(writeRows(head, part, rows)),
      details: (): Details => ({ pieces: Math.max(0, ...rows.map(([, pieces]) => pieces)), rows }),
    }
  },
  assemble: (head, parts) => gatherBytes(assemble(head, parts)),
}

async function* writeRows(head: ExportHead, part: Part, rows: [number, number][]): AsyncGenerator<string> {
  const local = localTimeIn(head.options.timeZone)
  const hasTranscript = tellsLines(head)
  for await (const session of part.sessions) {
    const cells = session.cells.map((cell) => csvCell(cell, local))
    const pieces = hasTranscript ? transcriptOf(session, head, local) : []
    const row = [...cells, ...pieces.map((piece) => quoted(defuseFormula(piece)))].join(',') + lineEnd
    rows.push([Buffer.byteLength(row), pieces.length])
    yield row
  }
}

const transcriptOf = ({ lines }: ExportedSession, { word }: ExportHead, local: LocalTime) =>
  splitText(writeLines(lines, { word, local }), unitsMax)

/** Whether anything of the talk goes into the file. */
const tellsLines = ({ options }: ExportHead): boolean =>
  options.transcripts || options.notes || options.systemMessages

function csvCell(cell: Cell, local: LocalTime): string {
  switch (cell.kind) {
    case 'empty':
      return ''
    case 'number':
      return String(cell.value)
    case 'moment':
      return local(cell.at)
    case 'duration':
      return durationText(cell.ms)
    case 'text':
      return quoted(defuseFormula(cutText(cell.text, unitsMax)))
  }
}

/** Whole hours, minutes and seconds, as the screens say them, `26:03:09`: spreadsheets add them up. */
function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const two = (count: number) => String(count).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

// A semicolon too: where commas are decimal points, spreadsheets divide by it.
const special = /[",;\r\n\t]|^\s|\s$/
const quoted = (text: string): string => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

async function* assemble(
  head: ExportHead,
  parts: readonly WrittenPart[],
): AsyncGenerator<string | Uint8Array> {
  let pieces = tellsLines(head) ? 1 : 0
  for (const part of parts) pieces = Math.max(pieces, (await detailsOf(part)).pieces)
  const headers = head.columns.map((column) => zonedHeader(head, column))
  yield byteOrderMark + [...headers, ...transcriptHeaders(pieces, head)].map(headerCell).join(',') + lineEnd
  for (const part of parts) yield* pad(await part.open(), await detailsOf(part), pieces)
}

const headerCell = (header: string): string => quoted(defuseFormula(header))

const transcriptHeaders = (pieces: number, { word, options: { timeZone: zone } }: ExportHead) =>
  pieces === 1
    ? [word('column.transcript', { zone })]
    : Array.from({ length: pieces }, (_, i) => word('column.transcriptPart', { n: i + 1, zone }))

const detailsOf = async ({ details }: WrittenPart): Promise<Details> => (await details()) as Details

/** The rows of a part, each with as many cells as the header: what a row lacks is put before its end. */
async function* pad(
  bytes: AsyncIterable<unknown>,
  { rows }: Details,
  pieces: number,
): AsyncGenerator<string | Uint8Array> {
  const short = rows.some(([, own]) => own < pieces)
  let row = 0
  // Until the next row's end, where its missing cells go.
  let left = (rows[0]?.[0] ?? 0) - lineEnd.length
  for await (const chunk of bytes) {
    let rest = chunk as Buffer
    while (short && row < rows.length && rest.length >= left) {
      yield rest.subarray(0, left)
      yield ','.repeat(pieces - (rows[row]?.[1] ?? pieces))
      rest = rest.subarray(left)
      row += 1
      left = rows[row]?.[0] ?? Number.POSITIVE_INFINITY
    }
    left -= rest.length
    yield rest
  }
}
