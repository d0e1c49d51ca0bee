import type { TagFileFault } from '@rapport/contract'
import { type TagColour, tagColours, tagDepthMax } from '@rapport/domain'
import { CsvError, parse } from 'csv-parse/sync'

/** A tag as a file names it: the names from the top down, and its colour where one is said. */
export type CsvTag = Readonly<{ path: readonly string[]; colour: TagColour | null }>

/** As many rows as one file may have, and characters as a name. */
export const csvMax = { rows: 1_000, nameCharacters: 120 } as const
const faultsMax = 100
const columns = ['level1', 'level2', 'level3', 'colour'] as const
const colourColumn = columns.indexOf('colour')

/**
 * Reads tags from CSV: up to three names and a colour in each row, with or without a header, with whatever spreadsheets put
 * between cells. What is wrong is said by row and column, the header and blank rows among the rows, which are passed over.
 */
export function readTagsCsv(
  csv: string,
): Readonly<{ rows: readonly CsvTag[]; faults: readonly TagFileFault[] }> {
  const faults: TagFileFault[] = []
  const note = (row: number, column: number, fault: Fault) => {
    if (faults.length < faultsMax) faults.push({ row, column, fault })
  }
  const rows: CsvTag[] = []
  const cells = readCells(csv, note)
  const first = cells.findIndex((row) => !isBlank(row))
  for (const [i, row] of cells.entries()) {
    if (isBlank(row) || (i === first && isHeader(row))) continue
    if (rows.length === csvMax.rows) {
      note(i + 1, 1, 'too_many_rows')
      break
    }
    rows.push(readRow(row, (column, fault) => note(i + 1, column, fault)))
  }
  if (rows.length === 0 && faults.length === 0) faults.push({ row: null, column: null, fault: 'no_tags' })
  return { rows, faults }
}

type Fault = TagFileFault['fault']
type Note = (row: number, column: number, fault: Fault) => void

function readCells(csv: string, note: Note): readonly (readonly string[])[] {
  try {
    return parseBy(csv, delimiterOf(csv))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line: unknown = error.lines
    note(typeof line === 'number' ? line : 1, 1, 'wrong_quote')
    return []
  }
}

const delimiters = [',', ';', '\t'] as const
type Delimiter = (typeof delimiters)[number]
const rowsTried = 20

function parseBy(csv: string, delimiter: Delimiter, isForTrial = false): readonly (readonly string[])[] {
  // The parser would take tabs for the white space that it trims.
  const trim = delimiter !== '\t'
  const rows: string[][] = parse(csv, {
    bom: true,
    trim,
    relax_column_count: true,
    // All of them: the parser would hold the whole file to how its first line ends.
    record_delimiter: ['\r\n', '\n', '\r'],
    delimiter,
    // Else blank lines at the top would be all that is looked at.
    ...(isForTrial ? { to: rowsTried, skip_empty_lines: true } : {}),
  })
  return rows.map((row) => row.map((cell) => cell.trim()))
}

/**
 * What stands between the cells: what makes most of the first rows more than one cell. A spreadsheet gives all its rows as
 * many cells, so of two signs that do the one does by which the rows are even; the comma where nothing tells.
 */
function delimiterOf(csv: string): Delimiter {
  const scores = delimiters.map((delimiter) => ({ delimiter, score: scoreOf(csv, delimiter) }))
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).delimiter
}

function scoreOf(csv: string, delimiter: Delimiter): number {
  try {
    const rows = parseBy(csv, delimiter, true).filter((row) => row.length > 1 || !isBlank(row))
    const split = rows.filter(({ length }) => length > 1 && length <= columns.length)
    const isEven = new Set(rows.map(({ length }) => length)).size === 1
    return split.length + (isEven && split.length > 0 ? 0.5 : 0)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // By another sign its quotes may be right.
    return 0
  }
}

const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell === '')

const isHeader = (row: readonly string[]): boolean =>
  row.every((cell, i) => cell === '' || cell.toLowerCase() === columns[i]) && row[0] !== ''

function readRow(row: readonly string[], note: (column: number, fault: Fault) => void): CsvTag {
  const names = row.slice(0, tagDepthMax)
  const depth = names.findLastIndex((name) => name !== '') + 1
  const path = names.slice(0, depth)
  if (depth === 0) note(1, 'no_name')
  for (const [i, name] of path.entries()) {
    const fault = faultOfName(name)
    if (fault !== null) note(i + 1, fault)
  }
  const said = (row[colourColumn] ?? '').toLowerCase()
  const colour = tagColours.find((one) => one === said) ?? null
  if (said !== '' && colour === null) note(colourColumn + 1, 'unknown_colour')
  const beyond = row.findIndex((cell, i) => i > colourColumn && cell !== '')
  if (beyond >= 0) note(beyond + 1, 'too_many_cells')
  return { path, colour }
}

function faultOfName(name: string): Fault | null {
  if (name === '') return 'name_left_out'
  if (name.length > csvMax.nameCharacters) return 'name_too_long'
  return /\p{Cc}/u.test(name) ? 'control_characters' : null
}
