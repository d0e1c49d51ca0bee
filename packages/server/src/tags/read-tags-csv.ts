import type { FieldError } from '@rapport/contract'
import { type TagColour, tagColours, tagDepthMax } from '@rapport/domain'
import { CsvError, parse } from 'csv-parse/sync'

/** A tag as a file names it: the names from the top down, and its colour where one is said. */
export type CsvTag = Readonly<{ path: readonly string[]; colour: TagColour | null }>

const rowsMax = 1_000
const nameMax = 120
const problemsMax = 100
const columns = ['level1', 'level2', 'level3', 'colour'] as const
const colourColumn = columns.indexOf('colour')

/**
 * Reads tags from CSV: up to three names and a colour in each row, with or without a header. What is wrong is said by row
 * and column, both from 1 as spreadsheets count, the header among them; blank rows are passed over.
 */
export function readTagsCsv(
  csv: string,
): Readonly<{ rows: readonly CsvTag[]; problems: readonly FieldError[] }> {
  const problems: FieldError[] = []
  const note = (row: number, column: number, message: string) => {
    if (problems.length < problemsMax) problems.push({ path: ['csv', row, column], message })
  }
  const rows: CsvTag[] = []
  const cells = readCells(csv, note)
  for (const [i, row] of cells.entries()) {
    if (row.every((cell) => cell === '') || (i === 0 && isHeader(row))) continue
    if (rows.length === rowsMax) {
      note(i + 1, 1, `must not be beyond ${rowsMax} tags`)
      break
    }
    rows.push(readRow(row, (column, message) => note(i + 1, column, message)))
  }
  if (rows.length === 0 && problems.length === 0) note(1, 1, 'must name a tag')
  return { rows, problems }
}

type Note = (row: number, column: number, message: string) => void

function readCells(csv: string, note: Note): readonly (readonly string[])[] {
  try {
    return parse(csv, { bom: true, trim: true, relax_column_count: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line: unknown = error.lines
    note(typeof line === 'number' ? line : 1, 1, 'cannot be read as CSV: a quote is wrong here')
    return []
  }
}

const isHeader = (row: readonly string[]): boolean =>
  row.every((cell, i) => cell === '' || cell.toLowerCase() === columns[i]) && row[0] !== ''

function readRow(row: readonly string[], note: (column: number, message: string) => void): CsvTag {
  const names = row.slice(0, tagDepthMax)
  const depth = names.findLastIndex((name) => name !== '') + 1
  const path = names.slice(0, depth)
  if (depth === 0) note(1, 'must be a name')
  for (const [i, name] of path.entries()) {
    const problem = problemOfName(name)
    if (problem !== null) note(i + 1, problem)
  }
  const said = (row[colourColumn] ?? '').toLowerCase()
  const colour = tagColours.find((one) => one === said) ?? null
  if (said !== '' && colour === null) note(colourColumn + 1, `must be one of ${tagColours.join(', ')}`)
  const beyond = row.findIndex((cell, i) => i > colourColumn && cell !== '')
  if (beyond >= 0) note(beyond + 1, 'must be empty: a row has three names and a colour')
  return { path, colour }
}

function problemOfName(name: string): string | null {
  if (name === '') return 'must not be empty: a name stands under it'
  if (name.length > nameMax) return `must be at most ${nameMax} characters`
  return /\p{Cc}/u.test(name) ? 'must not have control characters' : null
}
