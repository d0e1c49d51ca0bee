import { expect, test } from 'vitest'
import { arrangeColumns, type DataColumn } from './data-table-model.ts'

const column = (id: string, more: Partial<DataColumn<object>> = {}): DataColumn<object> => ({
  id,
  header: id,
  width: 100,
  cell: () => null,
  ...more,
})

const idsOf = (layout: Parameters<typeof arrangeColumns>[1]) =>
  arrangeColumns([column('a'), column('b'), column('c')], layout, 0).shown.map((one) => one.column.id)

test("columns stand in the reader's order, and those it does not name after them", () => {
  expect(idsOf({})).toEqual(['a', 'b', 'c'])
  expect(idsOf({ order: ['c', 'gone', 'c'] })).toEqual(['c', 'a', 'b'])
  expect(idsOf({ order: ['c', 'a'], hidden: ['c'] })).toEqual(['a', 'b'])
})

test('the first column shown is the one that stays in sight', () => {
  const { shown } = arrangeColumns([column('a'), column('b')], { hidden: ['a'] }, 0)
  expect(shown.map(({ isFirst }) => isFirst)).toEqual([true])
})

test('a width is never narrower than its column allows, nor wider than any may be', () => {
  const columns = [column('a', { minWidth: 80 }), column('b'), column('c')]
  const { shown, totalWidth } = arrangeColumns(columns, { widths: { a: 10, b: 10, c: 5000 } }, 36)
  expect(shown.map(({ width }) => width)).toEqual([80, 56, 900])
  expect(totalWidth).toBe(36 + 80 + 56 + 900)
})

test('rows reach the edge: by the column that grows, or by an empty one', () => {
  expect(arrangeColumns([column('a', { grows: true })], {}, 36).template).toBe('36px minmax(100px, 1fr)')
  expect(arrangeColumns([column('a')], {}, 0).template).toBe('100px minmax(0, 1fr)')
})
