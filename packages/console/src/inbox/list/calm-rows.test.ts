import type { SessionRow } from '@rapport/contract/light'
import { expect, test } from 'vitest'
import { aSessionRow } from '../testing/a-session-row.ts'
import { followRows, holdRows } from './calm-rows.ts'

const rows = (...ids: string[]): SessionRow[] => ids.map((id) => aSessionRow({ id }))
const idsOf = (calm: ReturnType<typeof followRows>) =>
  calm.rows.map(({ row, isGone }) => (isGone ? `(${row.session.id})` : row.session.id))

test('while the reader holds the list, a new row waits and none moves', () => {
  const held = holdRows(followRows(rows('a', 'b', 'c')), rows('new', 'a', 'b', 'c'))
  expect(idsOf(held)).toEqual(['a', 'b', 'c'])
  expect(held.waiting).toBe(1)
})

test('a row that would move up keeps its place, shows its newest words, and is counted once', () => {
  const moved = aSessionRow({ id: 'c', preview: 'newest' })
  const held = holdRows(followRows(rows('a', 'b', 'c')), [moved, ...rows('a', 'b')])
  expect(idsOf(held)).toEqual(['a', 'b', 'c'])
  expect(held.rows[2]?.row.preview).toBe('newest')
  expect(held.waiting).toBe(1)
})

test('a row that left the list keeps its place, marked, so that a click never lands on its neighbour', () => {
  const held = holdRows(followRows(rows('a', 'b', 'c')), rows('a', 'c'))
  expect(idsOf(held)).toEqual(['a', '(b)', 'c'])
  expect(held.waiting).toBe(0)
})

test('the next page comes in below at once', () => {
  const held = holdRows(followRows(rows('a', 'b')), rows('a', 'b', 'c', 'd'))
  expect(idsOf(held)).toEqual(['a', 'b', 'c', 'd'])
  expect(held.waiting).toBe(0)
})

test('an empty list shows its first rows even while it is held', () => {
  expect(idsOf(holdRows(followRows([]), rows('a')))).toEqual(['a'])
})
