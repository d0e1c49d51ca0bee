import { expect, test } from 'vitest'
import { csvFormat } from './csv-format.ts'
import { cutText, splitText } from './split-text.ts'
import { anExportedSession, anExportHead, text, writeExport } from './testing/write-export.ts'

test('a text is put into pieces that make it again, and no letter of two halves is parted', () => {
  for (let lead = 0; lead < 12; lead += 1) {
    const whole = `${'a'.repeat(lead)}${'𝒳'.repeat(40)}`
    const pieces = splitText(whole, 10)
    expect(pieces.join('')).toBe(whole)
    expect(pieces.every((piece) => piece.length <= 10 && piece.isWellFormed())).toBe(true)
  }
})

test('a text that is cut says so, stays within its measure, and never ends in half a letter', () => {
  expect(cutText('just fits!', 10)).toBe('just fits!')
  expect(cutText('does not fit', 10)).toBe('does not …')
  for (let lead = 0; lead < 12; lead += 1) {
    const cut = cutText(`${'a'.repeat(lead)}${'𝒳'.repeat(40)}`, 10)
    expect([cut.length <= 10, cut.isWellFormed(), cut.endsWith('…')]).toEqual([true, true, true])
  }
})

test('a cell of a CSV that is too long for a spreadsheet ends with an ellipsis, also one that begins as a formula', async () => {
  const cells = [text(`=${'𝒳'.repeat(20_000)}`), text('𝒳'.repeat(20_000))]
  const columns = ['one', 'two'].map((name) => ({ name, header: name }))
  const csv = (
    await writeExport(csvFormat, anExportHead({ columns }), [anExportedSession({ cells })])
  ).toString()
  const [, row = ''] = csv.split('\r\n')
  const [one = '', two = ''] = row.split(',')
  expect([one.length, two.length]).toEqual([32_767, 32_765])
  for (const cell of [one, two]) expect([cell.endsWith('𝒳…'), cell.isWellFormed()]).toEqual([true, true])
})
