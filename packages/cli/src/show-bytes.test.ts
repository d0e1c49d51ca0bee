import { expect, test } from 'vitest'
import { showBytes } from './show-bytes.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_500, '1.5 kB'],
  [123_456_789, '123 MB'],
  [7_200_000_000_000_000, '7200 TB'],
])('%i bytes read %s', (bytes, words) => expect(showBytes(bytes)).toBe(words))
