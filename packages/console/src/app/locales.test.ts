import { expect, test } from 'vitest'
import { formatTagOf, localeOf } from './locales.ts'

test('dates are written as in the region of the reader, when it speaks the language of the words', () => {
  expect(formatTagOf(localeOf('en'), ['cs-CZ', 'en-GB', 'en-US'])).toBe('en-GB')
  expect(formatTagOf(localeOf('en'), ['cs-CZ'])).toBe('en')
  expect(formatTagOf(localeOf('ar-XB'), ['ar-EG'])).toBe('ar-u-nu-latn')
})
