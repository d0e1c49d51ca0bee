import { expect, test } from 'vitest'
import { safeAddress } from './safe-link.tsx'

test('only web addresses become links', () => {
  expect(safeAddress('https://shop.example/cart?id=1#top')).toBe('https://shop.example/cart?id=1#top')
  expect(safeAddress('http://localhost:8080/')).toBe('http://localhost:8080/')
  for (const other of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    '//shop.example',
    'shop.example',
    '',
  ])
    expect(safeAddress(other), other).toBe(null)
})
