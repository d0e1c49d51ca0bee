import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceOf, originOf } from './session-origin.ts'

const page = (pageUrl: string) => originOf({ pageUrl }).pageUrl

test('of a page the query, the fragment, and a user name are not kept', () => {
  expect(page('https://shop.example/checkout/2?email=ana%40shop.example#card')).toBe(
    'https://shop.example/checkout/2',
  )
  expect(page('https://ana:secret@shop.example:8443/')).toBe('https://shop.example:8443/')
  expect(originOf({ referrer: 'https://search.example/?q=parcel' }).referrer).toBe('https://search.example/')
})

test.each([
  'javascript:alert(1)',
  'data:text/html,hi',
  'file:///etc/passwd',
  'about:blank',
  'shop.example',
  '//shop.example/',
  '',
  `https://shop.example/${'a'.repeat(2_000)}`,
])('“%s” is no page that is kept', (text) => {
  expect(page(text)).toBeNull()
})

test('a country is two letters, and not known is not known', () => {
  const country = (text: string) => originOf({ country: text }).country
  expect([
    country('cz'),
    country(' DE '),
    country('XX'),
    country('T1'),
    country('Czechia'),
    country(''),
  ]).toEqual(['CZ', 'DE', null, null, null, null])
})

test('a language is a language tag', () => {
  const language = (text: string) => originOf({ language: text }).language
  expect(['cs', 'zh-Hans-CN', 'en-GB'].map(language)).toEqual(['cs', 'zh-Hans-CN', 'en-GB'])
  expect(['', 'č', 'en_GB', '<b>', 'x'].map(language)).toEqual([null, null, null, null, null])
})

test('whatever is said, what is kept is short, on one line, and in characters that everything can store', () => {
  fc.assert(
    fc.property(fc.record({ pageUrl: fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()) }), (said) => {
      const kept = originOf(said).pageUrl
      return kept === null || (/^https?:\/\/[\x21-\x7e]+$/.test(kept) && kept.length <= 2_000)
    }),
  )
})

test.each([
  [
    'phone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile/15E148 Safari/604.1',
  ],
  [
    'phone',
    'Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 Chrome/148.0.0.0 Mobile Safari/537.36',
  ],
  ['tablet', 'Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 Chrome/148.0.0.0 Safari/537.36'],
  [
    'tablet',
    'Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/18.7 Mobile/15E148 Safari/604.1',
  ],
  ['desktop', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/148.0.0.0 Safari/537.36'],
  [
    'desktop',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.1 Safari/605.1.15',
  ],
  ['desktop', 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'],
  ['desktop', 'Mozilla/5.0 (X11; CrOS x86_64 16000.0.0) AppleWebKit/537.36 Chrome/148.0.0.0 Safari/537.36'],
  [null, 'Mozilla/5.0 (compatible; Examplebot/2.1; +https://example.com/bot.html)'],
  [null, 'curl/8.14.1'],
  [null, ''],
])('%s: %s', (device, userAgent) => {
  expect(deviceOf(userAgent)).toBe(device)
})
