import { expect, test } from 'vitest'
import { linkText } from './link-text.ts'

const hrefs = (text: string) => linkText(text).flatMap(({ href }) => href ?? [])

test('an address becomes a link and the words around it stay as they are', () => {
  expect(linkText('See https://shop.example/a?b=1, please.')).toEqual([
    { text: 'See ' },
    { text: 'https://shop.example/a?b=1', href: 'https://shop.example/a?b=1' },
    { text: ', please.' },
  ])
})

test('nothing of the text is lost, whatever is in it', () => {
  for (const text of [
    '',
    'www.',
    'http://',
    'a https://x.example) b',
    '退款 https://例子.example/路 好',
    'x'.repeat(20_000),
  ]) {
    expect(
      linkText(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  }
})

test('brackets around an address stay outside, and brackets of it inside', () => {
  expect(hrefs('(https://shop.example/a)')).toEqual(['https://shop.example/a'])
  expect(hrefs('https://wiki.example/Tea_(drink)')).toEqual(['https://wiki.example/Tea_(drink)'])
})

test('www is taken for https', () => {
  expect(hrefs('www.shop.example')).toEqual(['https://www.shop.example/'])
})

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'JaVaScRiPt://shop.example/%0aalert(1)',
  'vbscript:x',
  'file:///etc/passwd',
  '//shop.example',
  'https://',
  'mailto:a@b.example',
])('%s is never a link', (text) => {
  expect(hrefs(text)).toEqual([])
})

test('a hostile length is read at once', () => {
  const started = performance.now()
  for (const text of [
    'https://'.repeat(2_500),
    `https://a.example/${')'.repeat(19_000)}x`,
    'www.'.repeat(5_000),
  ])
    linkText(text)
  expect(performance.now() - started).toBeLessThan(500)
})
