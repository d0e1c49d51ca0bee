import { expect, test } from 'vitest'
import { accentWords, formatMessage, mirrorWords, parseMessage } from './index.ts'

const en = { tag: 'en', timeZone: 'UTC' }

test('arguments stand where the message names them, numbers with the separators of the language', () => {
  expect(formatMessage('{name} has {n}', { name: 'Ana', n: 18204 }, en)).toBe('Ana has 18,204')
  expect(formatMessage('{n, number}', { n: 18204.5 }, { tag: 'de' })).toBe('18.204,5')
  expect(formatMessage('{n, number, percent}', { n: 0.42 }, en)).toBe('42%')
})

test('a plural takes the form of its language, and an exact number comes before it', () => {
  const files = '{n, plural, =0 {nothing} one {# file} other {# files}}'
  expect([0, 1, 2].map((n) => formatMessage(files, { n }, en))).toEqual(['nothing', '1 file', '2 files'])
  const soubory = '{n, plural, one {# soubor} few {# soubory} other {# souborů}}'
  expect([1, 3, 5].map((n) => formatMessage(soubory, { n }, { tag: 'cs' }))).toEqual([
    '1 soubor',
    '3 soubory',
    '5 souborů',
  ])
  expect(formatMessage('{n, selectordinal, one {#st} two {#nd} other {#th}}', { n: 22 }, en)).toBe('22nd')
})

test('a select falls back to other, and cases nest', () => {
  const pattern = '{who, select, you {You} other {{name}}} took {n, plural, one {it} other {# of {all}}}'
  expect(formatMessage(pattern, { who: 'you', n: 1 }, en)).toBe('You took it')
  expect(formatMessage(pattern, { who: 'x', name: 'Wei', n: 3, all: 5 }, en)).toBe('Wei took 3 of 5')
})

test('dates and times are shown in the asked zone', () => {
  const at = Date.UTC(2026, 10, 20, 10, 2)
  expect(formatMessage('{at, date, short} {at, time, short}', { at }, en)).toMatch(/11\/20\/26 10:02\sAM/)
})

test('quotes make braces literal, and an apostrophe in a word needs none', () => {
  expect(formatMessage("don't '{touch}' it''s", {}, en)).toBe("don't {touch} it's")
})

test('an argument that was not given shows its name', () => {
  expect(formatMessage('Hi {name}', {}, en)).toBe('Hi {name}')
})

test.each(['{', '{a, plural, one {x}}', '{a, sometimes}', 'a } b', '{a,}'])(
  'a broken pattern %j is refused',
  (text) => {
    expect(() => parseMessage(text)).toThrow(SyntaxError)
  },
)

test('a pseudo-locale changes words and leaves arguments alone', () => {
  expect(formatMessage('Hi {name}', { name: 'Ana' }, { tag: 'en', transform: accentWords })).toBe('Ĥî Ana')
  expect(accentWords('Sessions')).toBe('Šéššîöñš··')
  expect(mirrorWords('Save')).toBe('سافي')
})
