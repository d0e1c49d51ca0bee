import { expect, test } from 'vitest'
import {
  moveColumn,
  readArrangement,
  shownColumns,
  toggleColumn,
  usualArrangement,
} from './arrange-columns.ts'
import { listColumns, usualColumns } from './column-list.ts'

const known = new Set(listColumns([], (key) => key).map(({ id }) => id))

test('the usual columns are all there, the contact first', () => {
  expect(shownColumns(usualArrangement, null, known)).toEqual(usualColumns)
  expect(usualColumns[0]).toBe('contact')
})

test("one's own choice goes before the view's, and the view's before the usual", () => {
  const ofView = ['contact', 'team']
  expect(shownColumns(usualArrangement, ofView, known)).toEqual(ofView)
  expect(shownColumns({ shown: ['number'], widths: {} }, ofView, known)).toEqual(['contact', 'number'])
})

test('a column that is gone is left out, and none stands twice', () => {
  const shown = ['field.gone', 'state', 'contact', 'state']
  expect(shownColumns({ shown, widths: {} }, null, known)).toEqual(['contact', 'state'])
})

test('a column moves among the others and never before the contact', () => {
  const shown = ['contact', 'state', 'agent', 'tag']
  expect(moveColumn(shown, 'tag', -1, 'contact')).toEqual(['contact', 'state', 'tag', 'agent'])
  expect(moveColumn(shown, 'state', 2, 'contact')).toEqual(['contact', 'agent', 'tag', 'state'])
  expect(moveColumn(shown, 'agent', -9, 'contact')).toEqual(['contact', 'agent', 'state', 'tag'])
  expect(moveColumn(shown, 'contact', 1, 'contact')).toEqual(shown)
  expect(moveColumn(shown, 'tag', 1, 'contact')).toEqual(shown)
})

test('where none stands first, each moves and goes alike', () => {
  expect(moveColumn(['contact', 'state'], 'state', -1)).toEqual(['state', 'contact'])
  expect(toggleColumn(['contact', 'state'], 'contact')).toEqual(['state'])
})

test('a column is shown at the end and hidden again; the contact stays', () => {
  expect(toggleColumn(['contact', 'state'], 'team', 'contact')).toEqual(['contact', 'state', 'team'])
  expect(toggleColumn(['contact', 'state'], 'state', 'contact')).toEqual(['contact'])
  expect(toggleColumn(['contact'], 'contact', 'contact')).toEqual(['contact'])
})

test('whatever was remembered, what is no arrangement counts as none', () => {
  for (const stored of [null, undefined, 'x', 7, []])
    expect(readArrangement(stored)).toEqual(usualArrangement)
  expect(readArrangement({ shown: ['a', 1, null], widths: { a: 90, b: '1', c: -1 } })).toEqual({
    shown: ['a'],
    widths: { a: 90 },
  })
})
