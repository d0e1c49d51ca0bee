import { expect, test } from 'vitest'
import { readTagsCsv } from './read-tags-csv.ts'

const paths = (csv: string) => {
  const { rows, faults } = readTagsCsv(csv)
  expect(faults).toEqual([])
  return rows.map(({ path, colour }) => [...path, ...(colour === null ? [] : [`(${colour})`])].join(' > '))
}

test('cells are told apart by commas, semicolons or tabs, as the first rows have them', () => {
  for (const sign of [',', ';', '\t']) {
    const lines = (rows: readonly string[][], end: string) => rows.map((row) => row.join(sign)).join(end)
    const rows = [
      ['Order', 'Late', '', 'blue'],
      ['Order', 'Lost', '', ''],
      ['Praise', '', '', ''],
    ]
    const header = ['level1', 'level2', 'level3', 'colour']
    const read = ['Order > Late > (blue)', 'Order > Lost', 'Praise']
    expect(paths(lines(rows, '\r\n'))).toEqual(read)
    expect(paths(`\uFEFF${lines([header, ...rows], '\r\n')}\r\n`)).toEqual(read)
    expect(paths(lines([['Praise'], ['Order', 'Late'], ['Order', 'Lost']], '\n'))).toEqual([
      'Praise',
      'Order > Late',
      'Order > Lost',
    ])
  }
})

test('a name may hold the signs that its file does not put between cells', () => {
  expect(paths('Lost, stolen;Late;;red\nOrder;;;\n')).toEqual(['Lost, stolen > Late > (red)', 'Order'])
  expect(paths('Lost; stolen,Late\nOrder,Paid; sent\nOrder,New\n')).toEqual([
    'Lost; stolen > Late',
    'Order > Paid; sent',
    'Order > New',
  ])
  expect(paths('"Lost; stolen";"say ""no"""\n')).toEqual(['Lost; stolen > say "no"'])
  expect(paths('"Lost, stolen" , Late\n')).toEqual(['Lost, stolen > Late'])
  expect(paths('One\nTwo\n')).toEqual(['One', 'Two'])
})

test('what is wrong is told by its row and column, the header among the rows, or of the whole file', () => {
  const faults = (csv: string) =>
    readTagsCsv(csv).faults.map(({ row, column, fault }) => `${row} ${column} ${fault}`)
  expect(faults('level1;level2;level3;colour\n;Under;;\nA;B;C;mauve;D')).toEqual([
    '2 1 name_left_out',
    '3 4 unknown_colour',
    '3 5 too_many_cells',
  ])
  expect(faults('A,"b')).toEqual(['1 1 wrong_quote'])
  expect(faults(`${'x'.repeat(121)},,,\n,,,red`)).toEqual(['1 1 name_too_long', '2 1 no_name'])
  expect(faults(' \n;;;\n')).toEqual(['null null no_tags'])
  const many = Array.from({ length: 1_001 }, (_, n) => `Tag ${n}`).join('\n')
  expect(faults(many)).toEqual(['1001 1 too_many_rows'])
})

test('blank lines and empty cells at the top say where what follows stands, and a header may follow them', () => {
  for (const sign of [',', ';', '\t']) {
    const rows = [['level1', 'level2', 'level3', 'colour'], ['Order', 'Late', '', 'blue'], ['Praise']]
    const text = rows.map((row) => row.join(sign)).join('\n')
    for (const blank of ['\n', '\r\n \r\n'.repeat(15)])
      expect(paths(`${blank}${text}`)).toEqual(['Order > Late > (blue)', 'Praise'])
    expect(readTagsCsv(`\n\n${sign}Under`).faults).toEqual([{ row: 3, column: 1, fault: 'name_left_out' }])
    expect(readTagsCsv(`${sign}Under\nOrder${sign}Late`).faults).toEqual([
      { row: 1, column: 1, fault: 'name_left_out' },
    ])
  }
})
