import { expect, test } from 'vitest'
import { standsOn } from './stands-on.ts'

const allowed = ['https://shop.example', 'http://localhost:4301', 'https://*.brand.example']

test('no list lets every page show the widget', () => {
  expect(standsOn('https://anything.example', [])).toBe(true)
})

test.each([
  'https://shop.example',
  'http://localhost:4301',
  'https://a.brand.example',
  'https://a.b.brand.example',
])('%s is on the list', (origin) => {
  expect(standsOn(origin, allowed)).toBe(true)
})

test.each([
  'http://shop.example',
  'https://shop.example.evil',
  'https://evilshop.example',
  'http://localhost:4302',
  'https://brand.example',
  'https://evilbrand.example',
  'http://a.brand.example',
  'null',
])('%s is not', (origin) => {
  expect(standsOn(origin, allowed)).toBe(false)
})
