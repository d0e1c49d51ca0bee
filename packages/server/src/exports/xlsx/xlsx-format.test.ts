import { Readable } from 'node:stream'
import { type FileId, instant } from '@rapport/domain'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { readZip } from '../../platform/zip/testing/read-zip.ts'
import type { Cell, ExportedLine } from '../format.ts'
import { anExportedSession, anExportHead, text, writeExport, writeParts } from '../testing/write-export.ts'
import { createXlsxFormat, xlsxFormat } from './xlsx-format.ts'

const moment = instant(Date.UTC(2026, 6, 1, 12, 34, 56, 789))
const aLine = (given: Partial<ExportedLine> = {}): ExportedLine => ({
  at: moment,
  kind: 'contact',
  who: 'Grace',
  text: 'Where is my parcel?',
  files: [],
  ...given,
})
const inZone = (timeZone: string, language = 'en') =>
  anExportHead({ options: { ...anExportHead().options, timeZone, language } })
const sheet1 = (archive: Buffer) =>
  readZip(archive)
    .find(({ name }) => name === 'xl/worksheets/sheet1.xml')
    ?.content.toString() ?? ''

test('numbers, moments and durations are what they are, and texts that look like them are texts', async () => {
  const cells: Cell[] = [
    { kind: 'number', value: -1.5 },
    { kind: 'moment', at: moment },
    { kind: 'duration', ms: 111_690_000 },
    { kind: 'text', text: '0012' },
    { kind: 'empty' },
    { kind: 'number', value: Number.NaN },
  ]
  const columns = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => ({ name, header: name }))

  const archive = await writeExport(xlsxFormat, { ...inZone('Europe/Prague'), columns }, [
    anExportedSession({ cells }),
  ])

  const { sheets } = await readXlsx(archive)
  expect(sheets.map(({ name }) => name)).toEqual(['Sessions'])
  expect(sheets[0]?.rows[0]).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
  const [number, at, , digits, ...empty] = sheets[0]?.rows[1] ?? []
  expect([number, digits, ...empty.filter((cell) => cell !== null)]).toEqual([-1.5, '0012'])
  // The wall clock of the zone: two hours ahead of UTC in July.
  expect(at).toEqual(new Date(Date.UTC(2026, 6, 1, 14, 34, 56)))
  expect(sheet1(archive)).toContain(`<c s="3"><v>${111_690_000 / 86_400_000}</v></c>`)
})

test('moments follow the clocks of their zone when those change, and are text where no spreadsheet has a date', async () => {
  const moments = [
    Date.UTC(2026, 2, 29, 0, 59, 59),
    Date.UTC(2026, 2, 29, 1, 0, 0),
    Date.UTC(2026, 9, 25, 0, 59, 59),
    Date.UTC(2026, 9, 25, 1, 0, 0),
    Date.UTC(1800, 0, 1),
  ]
  const sessions = moments.map((at) => anExportedSession({ cells: [{ kind: 'moment', at: instant(at) }] }))
  const { sheets } = await readXlsx(await writeExport(xlsxFormat, inZone('Europe/Prague'), sessions))
  expect(
    sheets[0]?.rows.slice(1).map(([cell]) => (cell instanceof Date ? cell.toISOString() : cell)),
  ).toEqual([
    '2026-03-29T01:59:59.000Z',
    '2026-03-29T03:00:00.000Z',
    '2026-10-25T02:59:59.000Z',
    '2026-10-25T02:00:00.000Z',
    '1800-01-01T00:00:00.000Z',
  ])
})

test('a transcript of 60,000 letters arrives whole, with no cell over 32,767', async () => {
  const long = '🦫 beaver, '.repeat(6_000).slice(0, 60_000)
  const names = Array.from({ length: 200 }, (_, i) => `${i} ${'n'.repeat(250)}.txt`)
  const files = names.map((name) => ({ id: name as FileId, name, mediaType: 'text/plain', bytes: 1 }))
  const session = anExportedSession({
    number: 7,
    cells: [text(long)],
    lines: [aLine({ text: long, files }), aLine({ text: null, kind: 'system' })],
  })

  const { sheets } = await readXlsx(await writeExport(xlsxFormat, anExportHead(), [session]))

  const [sessionRows = [], messages = [], longTexts = []] = sheets.map(({ rows }) => rows)
  expect(sheets.map(({ name }) => name)).toEqual(['Sessions', 'Messages', 'Long texts'])
  for (const cell of sheets.flatMap(({ rows }) => rows.flat()))
    expect(String(cell ?? '').length).toBeLessThanOrEqual(32_767)
  expect(sessionRows).toHaveLength(2)
  expect(long.startsWith(String(sessionRows[1]?.[0]))).toBe(true)
  expect(longTexts.slice(1).map((row) => row.slice(0, 3))).toEqual([
    [7, 'Contact', 1],
    [7, 'Contact', 2],
  ])
  expect(
    longTexts
      .slice(1)
      .map((row) => row[3])
      .join(''),
  ).toBe(long)
  expect(messages.slice(1, 3).map((row) => [row[0], row[2], row[4]])).toEqual([
    [7, 'Contact', 1],
    [7, 'Contact', 2],
  ])
  expect(
    messages
      .slice(1, 3)
      .map((row) => row[5])
      .join(''),
  ).toBe(long)
  expect(
    messages
      .slice(1, 3)
      .map((row) => row[6])
      .join(''),
  ).toBe(names.join('\n'))
  expect(messages[3]?.slice(2, 6)).toEqual(['System', 'Grace', null, '(erased)'])
})

test('what XML cannot say is left out, and everything else comes back letter for letter', async () => {
  const texts = [
    'a\u0000b\u0001\u001fc',
    'd\ud800e\udc00f',
    'g\ufffeh\uffff',
    '🦫\n\t "q" & <b> ]]>',
    '_x0041_ _X000d_',
    '  \u0085 ',
  ]
  const sessions = texts.map((value) => anExportedSession({ cells: [text(value)] }))
  const { sheets } = await readXlsx(await writeExport(xlsxFormat, anExportHead(), sessions))
  expect(sheets[0]?.rows.slice(1).map(([cell]) => cell)).toEqual(['abc', 'def', 'gh', ...texts.slice(3)])
})

test('rows that do not fit on a sheet go on on a further one, each with its header', async () => {
  const sessions = Array.from({ length: 25 }, (_, i) =>
    anExportedSession({
      number: i + 1,
      lines: [aLine({ text: `first ${i}` }), aLine({ text: `then ${i}` })],
    }),
  )
  const archive = await writeExport(createXlsxFormat({ rowsMax: 21 }), anExportHead(), sessions, {
    partSize: 4,
  })

  const { sheets } = await readXlsx(archive)
  expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['Sessions', 21],
    ['Sessions (2)', 6],
    ['Messages', 17],
    ['Messages (2)', 17],
    ['Messages (3)', 19],
  ])
  const messages = sheets.slice(2).flatMap(({ rows }) => rows.slice(1).map((row) => row[5]))
  expect(messages).toEqual(sessions.flatMap(({ lines }) => lines.map((line) => line.text)))
})

test('the header is frozen, bold and can be filtered by, and sheets run from the right in languages that do', async () => {
  const archive = await writeExport(xlsxFormat, inZone('Asia/Jerusalem', 'he'), [
    anExportedSession(),
    anExportedSession(),
  ])
  const xml = sheet1(archive)
  expect(xml).toContain('<sheetView rightToLeft="1" tabSelected="1"')
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
  expect(xml).toContain('<c t="inlineStr" s="1"><is><t xml:space="preserve">Contact</t></is></c>')
  expect(xml).toContain('<autoFilter ref="A1:A3"/>')
})

test('a workbook of nothing opens, and the same parts make the same file', async () => {
  const { sheets } = await readXlsx(await writeExport(xlsxFormat, anExportHead(), []))
  expect(sheets.map(({ rows }) => rows)).toEqual([[['Contact']]])
  const parts = await writeParts(xlsxFormat, anExportHead(), [anExportedSession({ lines: [aLine()] })])
  const write = async () => Buffer.concat(await Array.fromAsync(xlsxFormat.assemble(anExportHead(), parts)))
  expect((await write()).equals(await write())).toBe(true)
})

test('memory does not grow with the number of rows', async () => {
  const write = async (count: number) => {
    const sessions = (function* () {
      for (let number = 1; number <= count; number += 1)
        yield anExportedSession({ number, lines: [aLine({ text: `message of session ${number}` })] })
    })()
    const part = { first: 0, sessions: Readable.from(sessions) }
    let bytes = 0
    const { body, details } = xlsxFormat.writePart(anExportHead(), part, async () => null)
    for await (const chunk of body) bytes += chunk.length
    return { bytes, stretches: (details().stretches as unknown[]).length }
  }
  await write(2_000)
  const before = process.memoryUsage().rss
  const { bytes } = await write(20_000)
  const grown = (process.memoryUsage().rss - before) / 1e6
  process.stdout.write(
    `xlsx rows=40000 packed_kb=${Math.round(bytes / 1000)} rss_growth_mb=${grown.toFixed(0)}\n`,
  )
  expect(grown).toBeLessThan(100)
})

test('columns of times name their zone, and every printed page of every sheet says what its columns are', async () => {
  const columns = [
    { name: 'contact', header: 'Contact' },
    { name: 'started', header: 'Started', isZoned: true },
  ]
  const line = { at: moment, kind: 'agent', who: 'Marta', text: 'Hello', files: [] } as const
  const session = anExportedSession({
    cells: [
      { kind: 'text', text: 'Grace' },
      { kind: 'moment', at: moment },
    ],
    lines: [line],
  })
  const archive = await writeExport(xlsxFormat, { ...inZone('Asia/Tokyo'), columns }, [session])
  const { sheets } = await readXlsx(archive)
  expect(sheets[0]?.rows[0]).toEqual(['Contact', 'Started (Asia/Tokyo)'])
  const book =
    readZip(archive)
      .find(({ name }) => name === 'xl/workbook.xml')
      ?.content.toString() ?? ''
  const titles = [...book.matchAll(/_xlnm\.Print_Titles" localSheetId="(\d)">([^<]+)</g)]
  expect(titles.map(([, id, range]) => [id, range])).toEqual([
    ['0', `'Sessions'!$1:$1`],
    ['1', `'Messages'!$1:$1`],
  ])
})
