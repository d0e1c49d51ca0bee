import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FileId, instant } from '@rapport/domain'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { createTally } from '../../testing/attacks/tally.ts'
import type { ExportedLine } from '../format.ts'
import { formulaPayloads } from '../testing/formula-payloads.ts'
import {
  countFormulas,
  noLibreOffice,
  type OpenedSheet,
  openInLibreOffice,
} from '../testing/open-in-libreoffice.ts'
import { anExportedSession, anExportHead, text, writeExport } from '../testing/write-export.ts'
import { createXlsxFormat } from './xlsx-format.ts'

const columns = 12
const usual = anExportHead()
const evil = '=1+1'

// Every payload stands in every column, in everything of a message, and in a text that is too long for its cell.
const sessions = formulaPayloads.map((payload, i) => {
  const line: ExportedLine = {
    at: instant(Date.UTC(2026, 0, 1)),
    kind: i % 2 === 0 ? 'contact' : 'note',
    who: payload,
    text: payload,
    files: [{ id: 'f' as FileId, name: payload, mediaType: 'text/plain', bytes: 1 }],
  }
  const long = text(`${'x'.repeat(100)}${payload}`)
  return anExportedSession({
    number: i + 1,
    cells: [...Array(columns).fill(text(payload)), long],
    lines: [line],
  })
})
const head = anExportHead({
  name: evil,
  workspaceName: evil,
  columns: Array.from({ length: columns + 1 }, (_, i) => ({
    name: `c${i}`,
    header: formulaPayloads[i] ?? evil,
  })),
  // Also what is ours becomes somebody's when it is translated.
  word: (key) => (key.startsWith('xlsx.sheet.') ? usual.word(key) : `=${usual.word(key)}`),
})

/** A spreadsheet has one kind of line end. */
const shown = (value: string) => value.replaceAll('\r\n', '\n')

type Rows = readonly (readonly (string | null)[])[]

/** What is said wrongly, over all cells that hold a payload. */
function attack(sheets: Readonly<Record<string, Rows>>, tally: ReturnType<typeof createTally>): void {
  const check = (where: string, found: string | null | undefined, wanted: string) =>
    found !== null && found !== undefined && shown(found) === shown(wanted)
      ? tally.safe()
      : tally.unsafe(`${where}: ${JSON.stringify(wanted)} became ${JSON.stringify(found)}`)
  const { Sessions = [], Messages = [], 'Long texts': longTexts = [] } = sheets
  for (const [i, { header }] of head.columns.entries()) check('header', Sessions[0]?.[i], header)
  for (const [i, payload] of formulaPayloads.entries()) {
    for (let column = 0; column < columns; column += 1)
      check(`column ${column}`, Sessions[i + 1]?.[column], payload)
    const message = Messages[i + 1] ?? []
    for (const [name, column] of [
      ['who', 3],
      ['text', 5],
      ['file', 6],
    ] as const)
      check(name, message[column], payload)
    check('kind', message[2], i % 2 === 0 ? '=Contact' : '=Note')
    check('long text', longTexts[2 * i + 2]?.[3], payload)
    check('long header', longTexts[2 * i + 2]?.[1], formulaPayloads[columns] ?? evil)
  }
}

const workbook = () => writeExport(createXlsxFormat({ textMax: 100 }), head, sessions)

test('whatever looks like a formula is text again when a workbook is read back, in every column', async () => {
  const tally = createTally('ATK-55', 'formulas in a workbook, read back')
  const { sheets } = await readXlsx(await workbook())

  attack(
    Object.fromEntries(
      sheets.map(({ name, rows }) => [
        name,
        rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
      ]),
    ),
    tally,
  )

  tally.print()
  expect(tally.failures()).toEqual([])
})

const missing = noLibreOffice()
test.skipIf(missing !== null)(
  `a workbook full of formulas has none when LibreOffice opens it${missing ? ` (${missing})` : ''}`,
  { timeout: 120_000 },
  async () => {
    const tally = createTally('ATK-55', 'formulas in a workbook, opened')
    const folder = mkdtempSync(join(tmpdir(), 'rapport-formulas-'))
    const file = join(folder, 'formulas.xlsx')
    writeFileSync(file, await workbook())
    const [sheets = []] = await openInLibreOffice([file])
    rmSync(folder, { recursive: true })

    attack(Object.fromEntries(sheets.map(({ name, rows }) => [name, textsOf(rows)])), tally)

    tally.print({ formula_cells: countFormulas(sheets) })
    expect(tally.failures()).toEqual([])
    expect(countFormulas(sheets)).toBe(0)
  },
)

/** Texts of cells that are texts: a number or a date in their place would be a change. */
const textsOf = (rows: OpenedSheet['rows']): Rows =>
  rows.map((row) => row.map((cell) => (cell.type === 'string' ? cell.text : null)))
