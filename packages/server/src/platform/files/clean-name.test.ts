import { expect, test } from 'vitest'
import { cleanName, dispositionOf } from './clean-name.ts'

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\x', 'x'],
  ['/', 'file'],
  ['', 'file'],
  ['\u200b.htaccess', 'htaccess'],
  ['a.php\0.png', 'a.php.png'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['line\r\nbreak.txt', 'linebreak.txt'],
  ['half\ud800.txt', 'half\ufffd.txt'],
  ['退款 单.pdf', '退款 单.pdf'],
  ['👩‍💻.png', '👩‍💻.png'],
])('%j is shown as %j', (given, shown) => {
  expect(cleanName(given)).toBe(shown)
})

test('a name is cut to 200 characters and keeps its extension', () => {
  const name = cleanName(`${'x'.repeat(300)}.jpeg`)
  expect([...name]).toHaveLength(200)
  expect(name.endsWith('.jpeg')).toBe(true)
})

test('no name can end the header it stands in', () => {
  const header = dispositionOf('attachment', 'a";\\ b=ž%41\'.txt')
  expect(header).toBe(
    `attachment; filename="a_;_ b=__41'.txt"; filename*=UTF-8''a%22%3B%5C%20b%3D%C5%BE%2541%27.txt`,
  )
})
