import { expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

test('after the sign-in one comes to an address of the console and never to a foreign page', () => {
  expect(safeNext('/inbox/mine?x=1')).toBe('/inbox/mine?x=1')
  for (const foreign of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    undefined,
  ]) {
    expect(safeNext(foreign)).toBe('/')
  }
})
