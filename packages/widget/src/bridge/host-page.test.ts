import { expect, test } from 'vitest'
import { readHostPage } from './host-page.ts'

const read = (page: string, referrer = '') =>
  readHostPage(`#${encodeURIComponent(`${page} ${referrer}`)}`, 100)

test('the page is known by its origin, and its address carries nothing of its visitor', () => {
  expect(
    read('https://shop.example/cart?mail=ana%40shop.example#pay', 'https://search.example/?q=x'),
  ).toEqual({
    origin: 'https://shop.example',
    pageUrl: 'https://shop.example/cart',
    referrer: 'https://search.example/',
  })
})

test('a page that was come to directly has no page before it, and one too long to keep is left out', () => {
  expect(read(`https://shop.example/${'a'.repeat(100)}`)).toEqual({
    origin: 'https://shop.example',
    pageUrl: '',
    referrer: '',
  })
})

test('what is no page of the web hears nothing, and an origin alone is enough to be heard', () => {
  for (const page of ['about:srcdoc', 'data:text/html,x', 'nonsense', '']) expect(read(page).origin).toBe('')
  expect(readHostPage('#https%3A%2F%2Fshop.example', 100).origin).toBe('https://shop.example')
  expect(readHostPage('', 100)).toEqual({ origin: '', pageUrl: '', referrer: '' })
})
