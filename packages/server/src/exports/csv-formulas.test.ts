import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type FileId, instant } from '@rapport/domain'
import { expect, test } from 'vitest'
import { createTally } from '../testing/attacks/tally.ts'
import { csvFormat } from './csv-format.ts'
import { armFormula } from './defuse-formula.ts'
import type { ExportedLine } from './format.ts'
import { formulaPayloads } from './testing/formula-payloads.ts'
import {
  countFormulas,
  noLibreOffice,
  type OpenedCell,
  openInLibreOffice,
} from './testing/open-in-libreoffice.ts'
import { readCsv } from './testing/read-csv.ts'
import { anExportedSession, anExportHead, text, writeExport } from './testing/write-export.ts'

const columns = 12
const evil = '=1+1'
/** More than a cell holds. */
const unitsMax = 32_767

/** A talk whose second piece begins with the payload: pieces end behind a line of what somebody said. */
const longTalk = (payload: string): ExportedLine =>
  aLine(payload, `${`${'x'.repeat(7_999)}\n`.repeat(4)}${payload}${'y'.repeat(1_000)}`)

function aLine(who: string, said: string): ExportedLine {
  const file = { id: 'f' as FileId, name: who, mediaType: 'text/plain', bytes: 1 }
  return { at: instant(Date.UTC(2026, 0, 1)), kind: 'contact', who, text: said, files: [file] }
}

// Every payload stands in every column, as who writes, as what is written, as a file's name, and where a cell begins.
const sessions = formulaPayloads.map((payload, i) =>
  anExportedSession({
    number: i + 1,
    cells: Array(columns).fill(text(payload)),
    lines: [i % 2 === 0 ? longTalk(payload) : aLine(payload, payload)],
  }),
)
const talkOf = (payload: string, i: number): string => {
  const said = i % 2 === 0 ? longTalk(payload).text : payload
  return `[2026-01-01 00:00:00] ${payload}: ${said} =[${payload}]`
}
/** Also what is ours becomes somebody's when it is translated. */
const ourWords = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  key === 'line.file' ? `=[${values.name}]` : `=${key}${values.n ?? ''}`
const headerSets = Array.from({ length: Math.ceil(formulaPayloads.length / columns) }, (_, i) =>
  Array.from({ length: columns }, (_, j) => formulaPayloads[i * columns + j] ?? evil),
)
const headOf = (headers: readonly string[]) =>
  anExportHead({
    name: evil,
    workspaceName: evil,
    options: { ...anExportHead().options, transcripts: true },
    columns: headers.map((header, i) => ({ name: `c${i}`, header })),
    word: ourWords,
  })

type Rows = readonly (readonly string[])[]

/** A spreadsheet has one kind of line end, and LibreOffice no tabs in a cell of several lines. */
function shown(value: string): string {
  const lines = value.replaceAll(/\r\n?/g, '\n')
  return lines.length > unitsMax ? lines.replaceAll('\t', '') : lines
}
/** What looks like a number is one to whoever opens a CSV: `0012` is 12. A workbook keeps it as it is. */
const isSame = (found: string, wanted: string) =>
  shown(found) === shown(wanted) || (/^[\de]+$/.test(wanted) && Number(found) === Number(wanted))

/** What is said wrongly, over all cells that hold a payload. */
function attack(rows: Rows, headers: readonly string[], tally: ReturnType<typeof createTally>): void {
  const check = (where: string, found: string | undefined, wanted: string) =>
    found !== undefined && isSame(found, wanted)
      ? tally.safe()
      : tally.unsafe(
          `${where}: ${JSON.stringify(wanted.slice(-60))} became ${JSON.stringify(found?.slice(-60))}`,
        )
  const [top = []] = rows
  for (const [i, header] of headers.entries()) check('header', top[i], header)
  check('header of a transcript', top[columns], '=column.transcriptPart1')
  for (const [i, payload] of formulaPayloads.entries()) {
    const row = rows[i + 1] ?? []
    for (let column = 0; column < columns; column += 1) check(`column ${column}`, row[column], payload)
    check('transcript', row.slice(columns).join(''), talkOf(payload, i))
  }
}

const file = (headers: readonly string[]) => writeExport(csvFormat, headOf(headers), sessions)

test('whatever looks like a formula is text again when a CSV is read back, in every column, header and piece of a talk', async () => {
  const tally = createTally('ATK-55', 'formulas in a CSV, read back')
  for (const headers of headerSets) {
    const bytes = await file(headers)
    attack(await Array.fromAsync(readCsv(Readable.from([bytes]))), headers, tally)
  }
  tally.print()
  expect(tally.failures()).toEqual([])
})

const missing = noLibreOffice()
test.skipIf(missing !== null)(
  `a CSV full of formulas has none when LibreOffice opens it${missing ? ` (${missing})` : ''}`,
  { timeout: 120_000 },
  async () => {
    const tally = createTally('ATK-55', 'formulas in a CSV, opened')
    const folder = mkdtempSync(join(tmpdir(), 'rapport-formulas-'))
    const files: string[] = []
    for (const [i, headers] of headerSets.entries()) {
      files.push(join(folder, `formulas-${i}.csv`))
      writeFileSync(files[i] ?? '', await file(headers))
    }
    const opened = await openInLibreOffice(files)
    rmSync(folder, { recursive: true })

    for (const [i, headers] of headerSets.entries())
      attack(opened[i]?.[0]?.rows.map((row) => row.map(textOf)) ?? [], headers, tally)

    tally.print({ formula_cells: countFormulas(opened.flat()) })
    expect(tally.failures()).toEqual([])
    expect(countFormulas(opened.flat())).toBe(0)
  },
)

/** What a cell shows, without the apostrophe that kept it a text. */
const textOf = ({ text: value }: OpenedCell): string => armFormula(value)
