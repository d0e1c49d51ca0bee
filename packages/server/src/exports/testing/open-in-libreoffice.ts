import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { promisify } from 'node:util'

/** A cell as LibreOffice has it: what it shows, what it is, and the formula behind it, where there is one. */
export type OpenedCell = Readonly<{
  text: string
  /** `string`, `float`, `date`, `time` …; null where it is empty. */
  type: string | null
  /** Of numbers, dates (`2026-11-20T12:34:56`) and times (`PT01H02M03S`). */
  value: string | null
  formula: string | null
}>

/** A sheet without the empty cells and rows after its last. */
export type OpenedSheet = Readonly<{ name: string; rows: readonly (readonly OpenedCell[])[] }>

/** Why tests with LibreOffice are passed over on this machine; null where it is installed. */
export function noLibreOffice(): string | null {
  try {
    execFileSync('sh', ['-c', 'command -v soffice'], { stdio: 'ignore' })
    return null
  } catch {
    return 'LibreOffice is not installed (Debian, Ubuntu: apt-get install libreoffice-calc-nogui)'
  }
}

// As somebody opens it by a double click: commas, quotes, UTF-8, and whatever looks like a number or a date is one.
const csvFilter = '--infilter=CSV:44,34,76,1,,0,false,true,false'
const run = promisify(execFile)

/**
 * Opens spreadsheets as LibreOffice Calc does and tells what it made of each of their cells, in the order of the files.
 * Starting takes seconds, so all files go in one call; it has a profile of its own, so that a running one is left alone.
 */
export async function openInLibreOffice(files: readonly string[]): Promise<OpenedSheet[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-libreoffice-'))
  try {
    const isCsv = (file: string) => extname(file) === '.csv'
    for (const some of [files.filter(isCsv), files.filter((file) => !isCsv(file))]) {
      if (some.length === 0) continue
      const filter = some.every(isCsv) ? [csvFilter] : []
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
      const convert = ['--headless', '--convert-to', 'fods', '--outdir', folder]
      await run('soffice', [profile, ...filter, ...convert, ...some], { timeout: 120_000 })
    }
    return await Promise.all(
      files.map(async (file) => {
        const opened = join(folder, `${basename(file, extname(file))}.fods`)
        return readFlat(await readFile(opened, 'utf8'))
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How many cells LibreOffice took for formulas. */
export const countFormulas = (sheets: readonly OpenedSheet[]): number =>
  sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula !== null).length

/** Reads LibreOffice's flat form, which says of each cell what it is. */
function readFlat(xml: string): OpenedSheet[] {
  return [...xml.matchAll(/<table:table table:name="([^"]*)".*?<\/table:table>/gs)].map(
    ([table, name = '']) => {
      const rows: OpenedCell[][] = []
      for (const [, attributes = '', content = ''] of elements(table, 'table-row')) {
        const cells = readRow(content)
        const times = cells.length === 0 ? repeats(attributes, 'rows', 0) : repeats(attributes, 'rows', 1)
        // The rest of a sheet is one empty row, a million times.
        if (times < 10_000) rows.push(...Array.from({ length: Math.max(times, 1) }, () => cells))
      }
      while (rows.at(-1)?.length === 0) rows.pop()
      return { name: decode(name), rows }
    },
  )
}

function readRow(xml: string): OpenedCell[] {
  const cells: OpenedCell[] = []
  for (const [, attributes = '', content = ''] of elements(xml, '(?:covered-)?table-cell')) {
    const cell = readCell(attributes, content)
    const times = repeats(attributes, 'columns', 1)
    if (times < 1_000) cells.push(...Array.from({ length: times }, () => cell))
  }
  while (cells.at(-1)?.type === null && cells.at(-1)?.formula === null) cells.pop()
  return cells
}

const elements = (xml: string, name: string) =>
  xml.matchAll(new RegExp(`<table:${name}((?: [^>]*?)?)(?:/>|>(.*?)</table:${name}>)`, 'gs'))

const repeats = (attributes: string, what: 'rows' | 'columns', otherwise: number) =>
  Number(attribute(attributes, `table:number-${what}-repeated`) ?? otherwise)

function readCell(attributes: string, content: string): OpenedCell {
  const paragraphs = [...content.matchAll(/<text:p(?:\/>|[^>]*>(.*?)<\/text:p>)/gs)].map(
    ([, text = '']) => text,
  )
  const text = paragraphs
    .map((paragraph) =>
      decode(
        paragraph
          .replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_, count) => ' '.repeat(Number(count ?? 1)))
          .replaceAll('<text:tab/>', '\t')
          .replaceAll('<text:line-break/>', '\n')
          .replace(/<[^>]*>/g, ''),
      ),
    )
    .join('\n')
  const value = ['office:value', 'office:date-value', 'office:time-value', 'office:boolean-value']
    .map((name) => attribute(attributes, name))
    .find((found) => found !== null)
  return {
    text,
    type: attribute(attributes, 'office:value-type'),
    value: value ?? null,
    formula: attribute(attributes, 'table:formula'),
  }
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1]
  return found === undefined ? null : decode(found)
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const decode = (xml: string) =>
  xml.replace(/&(#x?)?(\w+);/g, (whole, isCode: string | undefined, name: string) => {
    if (isCode === undefined) return entities[name] ?? whole
    return String.fromCodePoint(Number.parseInt(name, isCode === '#x' ? 16 : 10))
  })
