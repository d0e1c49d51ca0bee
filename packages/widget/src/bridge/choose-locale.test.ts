import { expect, test } from 'vitest'
import { chooseLocale, directionOf } from './choose-locale.ts'

test.each([
  [['cs'], 'cs'],
  [['zh-Hant-TW'], 'zh'],
  [['AR_eg'], 'ar'],
  [['in'], 'id'],
  [['sk-SK', 'en'], 'cs'],
  [[undefined, '', 'xx', 'id-ID', 'en'], 'id'],
  [['constructor', '__proto__', '*'], 'en'],
  [[], 'en'],
] as const)('of %j the first that is spoken is %s', (asked, expected) => {
  expect(chooseLocale(asked)).toBe(expected)
})

test('only Arabic runs from right to left', () => {
  expect([directionOf('ar'), directionOf('zh')]).toEqual(['rtl', 'ltr'])
})
