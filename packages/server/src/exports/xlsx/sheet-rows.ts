import type { Instant } from '@rapport/domain'
import type { Cell, ExportedLine, ExportedSession, ExportHead } from '../format.ts'
import { splitText } from '../split-text.ts'
import { cellTextMax, withoutUnwritable, xmlText } from './cell-text.ts'
import { createExcelMoments } from './excel-moment.ts'
import { cellStyles } from './styles-xml.ts'

/** The kinds of sheets, in their order in the file. A kind without rows has no sheet, but for the first. */
export const sheetKinds = ['sessions', 'messages', 'longTexts'] as const
export type SheetKind = (typeof sheetKinds)[number]

/** A row for one of the sheets. */
export type SheetRow = Readonly<{ kind: SheetKind; xml: string }>

/** What turns sessions into rows, and how wide their columns have become, in letters. */
export type RowMaker = Readonly<{
  rowsOf(session: ExportedSession): Generator<SheetRow>
  widths(): readonly number[]
}>

/** What a spreadsheet might take for a formula if it were typed in anew, as `'` before it says. */
const likeFormula = /^[\s'"]*[=+\-@|%＝＋－＠]|^[\t\r\n']/
const widest = 60
const dateLetters = 19

const emptyCell = '<c/>'
const numberCell = (value: number, style = 0) =>
  Number.isFinite(value) ? `<c${style === 0 ? '' : ` s="${style}"`}><v>${value}</v></c>` : emptyCell

/** Text by construction: a cell that says it is text is never reckoned, whatever the text looks like. */
function textCell(text: string, style: number = cellStyles.plain): string {
  if (text === '') return emptyCell
  const quoted = style === cellStyles.wrapped ? cellStyles.wrappedQuoted : cellStyles.quoted
  const shown = likeFormula.test(text) ? quoted : style
  return `<c t="inlineStr"${shown === 0 ? '' : ` s="${shown}"`}><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

const row = (kind: SheetKind, cells: readonly string[]): SheetRow => ({
  kind,
  xml: `<row>${cells.join('')}</row>`,
})

/** Rows without their numbers: a sheet's rows are those it has in their order, so none needs to know how many came before. */
export function createRowMaker(head: ExportHead, textMax: number): RowMaker {
  const serial = createExcelMoments(head.options.timeZone)
  const widths = head.columns.map(() => 0)

  function momentCell(at: Instant): string {
    const days = serial(at)
    return days === null ? textCell(new Date(at).toISOString()) : numberCell(days, cellStyles.moment)
  }

  function noteWidth(column: number, letters: number): void {
    widths[column] = Math.max(widths[column] ?? 0, Math.min(letters, widest))
  }

  /** A session's cell; a text that is too long for it goes on in a sheet of its own. */
  function cellOf(cell: Cell, column: number, over: (pieces: readonly string[]) => void): string {
    switch (cell.kind) {
      case 'empty':
        return emptyCell
      case 'number':
        noteWidth(column, String(cell.value).length)
        return numberCell(cell.value)
      case 'moment':
        noteWidth(column, dateLetters)
        return momentCell(cell.at)
      case 'duration':
        noteWidth(column, 9)
        // Whole seconds, as the screens say them: a spreadsheet would round up.
        return numberCell(Math.floor(cell.ms / 1000) / 86_400, cellStyles.duration)
      case 'text': {
        const pieces = splitText(withoutUnwritable(cell.text), textMax)
        if (pieces.length > 1) over(pieces)
        noteWidth(column, cell.text.length)
        return textCell(pieces[0] ?? '')
      }
    }
  }

  function* messageRows(number: number, line: ExportedLine): Generator<SheetRow> {
    const { word } = head
    const texts = splitText(withoutUnwritable(line.text ?? word('xlsx.erased')), textMax)
    const names = splitText(withoutUnwritable(line.files.map(({ name }) => name).join('\n')), textMax)
    const parts = Math.max(texts.length, names.length)
    for (let part = 0; part < parts; part += 1) {
      yield row('messages', [
        numberCell(number),
        momentCell(line.at),
        textCell(word(`xlsx.kind.${line.kind}`)),
        textCell(splitText(withoutUnwritable(line.who), textMax)[0] ?? ''),
        parts > 1 ? numberCell(part + 1) : emptyCell,
        textCell(texts[part] ?? '', cellStyles.wrapped),
        textCell(names[part] ?? '', cellStyles.wrapped),
      ])
    }
  }

  return {
    widths: () => widths,
    *rowsOf({ number, cells, lines }) {
      const long: SheetRow[] = []
      const xml = cells.map((cell, column) =>
        cellOf(cell, column, (pieces) => {
          const header = textCell(withoutUnwritable(head.columns[column]?.header ?? '').slice(0, textMax))
          for (const [i, piece] of pieces.entries()) {
            const cells = [numberCell(number), header, numberCell(i + 1), textCell(piece, cellStyles.wrapped)]
            long.push(row('longTexts', cells))
          }
        }),
      )
      yield row('sessions', xml)
      yield* long
      for (const line of lines) yield* messageRows(number, line)
    },
  }
}

/** The first row of a sheet. */
export const headerRow = (headers: readonly string[]): string =>
  `<row>${headers
    .map((header) => {
      const text = splitText(withoutUnwritable(header), cellTextMax)[0] ?? ''
      return `<c t="inlineStr" s="${cellStyles.header}"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
    })
    .join('')}</row>`
