import { expect, test } from 'vitest'
import { checkFieldValue, fieldTextMax } from './check-field-value.ts'
import type { FieldKind } from './field-kinds.ts'

const passes = (kind: FieldKind, value: unknown, choices: readonly string[] = []) =>
  'value' in checkFieldValue({ kind, choices }, value)

test('text is kept without the space around it, clean, not empty and not too long', () => {
  expect(checkFieldValue({ kind: 'text', choices: [] }, '  A-1042\n')).toEqual({ value: 'A-1042' })
  expect(passes('text', 'x'.repeat(fieldTextMax))).toBe(true)
  for (const wrong of ['', ' \n', 'x'.repeat(fieldTextMax + 1), 'a\0b', '\ud800', 7, true, null, ['a'], {}])
    expect(passes('text', wrong)).toBe(false)
})

test('a date is one of the calendar', () => {
  for (const right of ['2026-11-20', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])
    expect(passes('date', right)).toBe(true)
  for (const wrong of ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '0000-01-01', '2026-1-1'])
    expect(passes('date', wrong)).toBe(false)
  for (const wrong of ['2026-11-20T00:00', ' 2026-11-20', '', 20_261_120])
    expect(passes('date', wrong)).toBe(false)
})

test('a number is finite and no text', () => {
  for (const right of [0, -1.5, 1e308]) expect(passes('number', right)).toBe(true)
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, '7', true, []])
    expect(passes('number', wrong)).toBe(false)
})

test('a choice is one of the words, several are distinct ones of them and at least one', () => {
  const words = ['Free', 'Pro']
  expect(passes('choice', 'Pro', words)).toBe(true)
  for (const wrong of ['pro', '', 'Gold', ['Pro'], 1]) expect(passes('choice', wrong, words)).toBe(false)
  expect(passes('multi_choice', ['Pro', 'Free'], words)).toBe(true)
  for (const wrong of [[], ['Pro', 'Pro'], ['Gold'], 'Pro', [1], {}])
    expect(passes('multi_choice', wrong, words)).toBe(false)
})

test('an address opens in a browser and carries nobody’s password', () => {
  for (const right of ['https://example.com', 'http://a.b:8080/c?d=e#f', 'HTTPS://例え.jp/ü'])
    expect(passes('url', right)).toBe(true)
  for (const wrong of [
    'javascript:alert(1)',
    'ftp://a.b',
    'example.com',
    'https://',
    'https://a b.c',
    '//a.b',
  ])
    expect(passes('url', wrong)).toBe(false)
  for (const wrong of [
    'https://me:secret@a.b',
    'https://a.b\\@c.d',
    'https://a.b/"onload="x',
    'data:text/html,x',
  ])
    expect(passes('url', wrong)).toBe(false)
})

test('a yes or no is one', () => {
  expect(passes('boolean', false)).toBe(true)
  for (const wrong of ['true', 0, null]) expect(passes('boolean', wrong)).toBe(false)
})
