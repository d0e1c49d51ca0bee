import type { FieldValue } from '@rapport/domain'
import { expect, test } from 'vitest'
import { draftOf, isSameValue, readDraft } from './field-draft.ts'

const read = (kind: Parameters<typeof draftOf>[0], draft: string | readonly string[]) =>
  readDraft({ kind, choices: ['Free', 'Pro'] }, draft)

test('every value reads back from its box as it was', () => {
  const values: [Parameters<typeof draftOf>[0], FieldValue][] = [
    ['text', 'A-1042'],
    ['number', -1.5],
    ['date', '2026-11-20'],
    ['choice', 'Pro'],
    ['multi_choice', ['Pro', 'Free']],
    ['boolean', false],
    ['boolean', true],
    ['url', 'https://example.com/a?b=c'],
  ]
  for (const [kind, value] of values) expect(read(kind, draftOf(kind, value))).toEqual({ value })
})

test('an empty box is no value, of every kind', () => {
  for (const kind of ['text', 'number', 'date', 'choice', 'boolean', 'url'] as const)
    expect(read(kind, draftOf(kind, undefined))).toEqual({ value: null })
  expect(read('multi_choice', [])).toEqual({ value: null })
  expect(read('text', '  \n')).toEqual({ value: null })
})

test('a number is read with either sign before its fraction, and never guessed', () => {
  expect(read('number', '12,5')).toEqual({ value: 12.5 })
  expect(read('number', ' 12.5 ')).toEqual({ value: 12.5 })
  expect(read('number', '1,234')).toHaveProperty('problem')
  expect(read('number', '1,234,567')).toHaveProperty('problem')
  expect(read('number', 'twelve')).toHaveProperty('problem')
})

test('an address that would run code is refused', () => {
  expect(read('url', 'javascript:alert(1)')).toHaveProperty('problem')
})

test('leaving a box as it was is no change', () => {
  expect(isSameValue(undefined, null)).toBe(true)
  expect(isSameValue(['a'], ['a'])).toBe(true)
  expect(isSameValue(['a', 'b'], ['b', 'a'])).toBe(false)
  expect(isSameValue(false, null)).toBe(false)
})
