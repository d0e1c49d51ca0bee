import { expect, test } from 'vitest'
import { countryName, languageName } from './place-names.ts'

test('places are named in the reader’s language', () => {
  expect(languageName('pt-BR', 'en')).toBe('Brazilian Portuguese')
  expect(countryName('CZ', 'en')).toBe('Czechia')
  expect(countryName('CZ', 'de')).toBe('Tschechien')
})

test('what is no language or country is shown as it came', () => {
  for (const odd of ['', 'x', '<b>', '12345678901'])
    expect([languageName(odd, 'en'), countryName(odd, 'en')]).toEqual([odd, odd])
})
