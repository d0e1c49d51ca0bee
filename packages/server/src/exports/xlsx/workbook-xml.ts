import type { ExportHead } from '../format.ts'
import { zonedHeader } from '../zoned-header.ts'
import { xmlAttribute } from './cell-text.ts'
import type { PlannedSheet } from './plan-sheets.ts'
import { headerRow, type SheetKind } from './sheet-rows.ts'
import { stylesXml } from './styles-xml.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org'
const spreadsheet = `${office}/spreadsheetml/2006/main`
const relations = `${office}/officeDocument/2006/relationships`
const packageRelations = `${office}/package/2006/relationships`
const sheetNameMax = 31
const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i

/** The headers of a kind of sheet, and how wide its columns are, in letters. */
export function columnsOf(
  head: ExportHead,
  kind: SheetKind,
  widths: readonly number[],
): Readonly<{ headers: readonly string[]; widths: readonly number[] }> {
  const { word } = head
  const session = word('xlsx.session')
  if (kind === 'sessions') {
    const headers = head.columns.map((column) => zonedHeader(head, column))
    return {
      headers,
      widths: headers.map((header, i) => Math.max(header.length + 3, (widths[i] ?? 0) + 2, 8)),
    }
  }
  if (kind === 'longTexts')
    return {
      headers: [session, word('xlsx.column'), word('xlsx.part'), word('xlsx.text')],
      widths: [12, 24, 8, 100],
    }
  const time = `${word('xlsx.time')} (${head.options.timeZone})`
  const rest = ['kind', 'from', 'part', 'text', 'files'].map((key) => word(`xlsx.${key}`))
  return { headers: [session, time, ...rest], widths: [12, 22, 14, 24, 8, 90, 32] }
}

/** A name that every spreadsheet takes for a sheet: short, and without the letters that addresses are made of. */
function sheetName(head: ExportHead, { kind, nth }: PlannedSheet): string {
  const ending = nth === 1 ? '' : ` (${nth})`
  const word = head.word(`xlsx.sheet.${kind}`).replace(/[[\]:*?/\\]|^'+|'+$/g, ' ')
  return `${word.slice(0, sheetNameMax - ending.length)}${ending}`
}

/** The name of a column by its number from 0: A to Z, AA and on. */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last
}

const rangeOf = (columns: number, rows: number, dollar: '' | '$') =>
  `${dollar}A${dollar}1:${dollar}${columnName(Math.max(columns, 1) - 1)}${dollar}${rows + 1}`

/** What stands before a sheet's rows: its frozen header, and the widths of its columns. */
export function sheetOpening(
  head: ExportHead,
  sheet: PlannedSheet,
  shown: ReturnType<typeof columnsOf>,
): string {
  const direction = rightToLeft.test(head.options.language) ? ' rightToLeft="1"' : ''
  const selected = sheet.kind === 'sessions' && sheet.nth === 1 ? ' tabSelected="1"' : ''
  const columns = shown.widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  return (
    `${declaration}<worksheet xmlns="${spreadsheet}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${direction}${selected} workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>${headerRow(shown.headers)}`
  )
}

/** What stands after them: arrows in the header to filter by, and paper that is as wide as the columns. */
export const sheetClosing = (sheet: PlannedSheet, columns: number): string =>
  `</sheetData><autoFilter ref="${rangeOf(columns, sheet.rows, '')}"/><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`

/** The small files of a workbook around its sheets, by name. Sheets are `xl/worksheets/sheet1.xml` and on. */
export function workbookFiles(
  head: ExportHead,
  sheets: readonly PlannedSheet[],
  columnCounts: readonly number[],
): Readonly<Record<string, string>> {
  const names = sheets.map((sheet) => sheetName(head, sheet))
  const ranges = sheets.map((sheet, i) => {
    const range = rangeOf(columnCounts[i] ?? 1, sheet.rows, '$')
    const quoted = xmlAttribute(`'${(names[i] ?? '').replaceAll("'", "''")}'`)
    const filter = `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${quoted}!${range}</definedName>`
    // On every printed page.
    const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${quoted}!$1:$1</definedName>`
    return filter + titles
  })
  const entries = names.map(
    (name, i) => `<sheet name="${xmlAttribute(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  )
  const targets = names.map((_, i) =>
    relation(i + 1, `${relations}/worksheet`, `worksheets/sheet${i + 1}.xml`),
  )
  return {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relationships([
      relation(1, `${relations}/officeDocument`, 'xl/workbook.xml'),
      relation(2, `${packageRelations}/metadata/core-properties`, 'docProps/core.xml'),
    ]),
    'docProps/core.xml': coreProperties(head),
    'xl/workbook.xml':
      `${declaration}<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><bookViews><workbookView/></bookViews>` +
      `<sheets>${entries.join('')}</sheets><definedNames>${ranges.join('')}</definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...targets,
      relation(names.length + 1, `${relations}/styles`, 'styles.xml'),
    ]),
    'xl/styles.xml': stylesXml,
  }
}

const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`

const relationships = (relations: readonly string[]) =>
  `${declaration}<Relationships xmlns="${packageRelations}">${relations.join('')}</Relationships>`

function contentTypes(sheets: number): string {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const override = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}+xml"/>`
  return [
    `${declaration}<Types xmlns="${office}/package/2006/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', `${main}.sheet.main`),
    override('xl/styles.xml', `${main}.styles`),
    override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties'),
    ...Array.from({ length: sheets }, (_, i) =>
      override(`xl/worksheets/sheet${i + 1}.xml`, `${main}.worksheet`),
    ),
    '</Types>',
  ].join('')
}

function coreProperties({ name, workspaceName, madeAt }: ExportHead): string {
  const made = new Date(madeAt).toISOString().replace(/\.\d+/, '')
  return (
    `${declaration}<cp:coreProperties xmlns:cp="${packageRelations.replace('relationships', 'metadata/core-properties')}" ` +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xmlAttribute(name)}</dc:title><dc:creator>${xmlAttribute(workspaceName)}</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${made}</dcterms:created></cp:coreProperties>`
  )
}
