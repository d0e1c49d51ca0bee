import type { ExportedLine } from './format.ts'
import type { LocalTime } from './local-time.ts'
import type { Word } from './words.ts'

/** A transcript as one text, a line of the talk after the other: when, who, what, and the names of files. */
export function writeLines(
  lines: readonly ExportedLine[],
  { word, local }: Readonly<{ word: Word; local: LocalTime }>,
): string {
  let text = ''
  for (const line of lines) {
    if (text !== '') text += '\n'
    text += `[${local(line.at)}] ${openingOf(line, word)}${line.text ?? word('line.erased')}`
    for (const { name } of line.files) text += ` ${word('line.file', { name })}`
  }
  return text
}

function openingOf({ kind, who }: ExportedLine, word: Word): string {
  if (kind === 'system') return '– '
  return kind === 'note' ? `${word('line.note')} ${who}: ` : `${who}: `
}
