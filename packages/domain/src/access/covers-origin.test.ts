import { expect, test } from 'vitest'
import { coversOrigin } from './covers-origin.ts'

test.each([
  ['https://shop.example.com', 'https://shop.example.com', true],
  ['https://shop.example.com', 'http://shop.example.com', false],
  ['https://shop.example.com', 'https://shop.example.com:8443', false],
  ['https://*.example.com', 'https://a.example.com', true],
  ['https://*.example.com', 'https://a.b.example.com', true],
  ['https://*.example.com', 'https://example.com', false],
  ['https://*.example.com', 'https://evilexample.com', false],
  ['https://*.example.com', 'https://evil.test/.example.com', false],
  ['https://*.example.com', 'http://a.example.com', false],
  ['https://*.example.com:8443', 'https://a.example.com:8443', true],
  ['https://*.example.com', 'null', false],
])('%s covers %s: %s', (pattern, origin, isCovered) => {
  expect(coversOrigin(pattern, origin)).toBe(isCovered)
})
