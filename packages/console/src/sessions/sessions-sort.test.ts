import { sessionFields } from '@rapport/domain'
import { expect, test } from 'vitest'
import { columnOfField, fieldOfColumn, namedSorts, pressedSort, usualSort } from './sessions-sort.ts'

const pressed = (field: string, times: number) =>
  Array.from({ length: times }).reduce((now: typeof usualSort) => pressedSort(now, field), usualSort)

test('a header sorts from the largest, then from the smallest, then lets the list be', () => {
  expect(pressed('duration', 1)).toEqual({ sort: 'duration', direction: 'desc' })
  expect(pressed('duration', 2)).toEqual({ sort: 'duration', direction: 'asc' })
  expect(pressed('duration', 3)).toEqual(usualSort)
})

test('priority begins with the most urgent', () => {
  expect(pressed('priority', 1)).toEqual({ sort: 'priority', direction: 'asc' })
  expect(pressed('priority', 3)).toEqual(usualSort)
})

test('the usual order, once pressed, turns round and comes back', () => {
  expect(pressed('started', 1)).toEqual({ sort: 'started', direction: 'asc' })
  expect(pressed('started', 2)).toEqual(usualSort)
})

test('every named order is one that the server knows', () => {
  const known = new Set<string>(sessionFields.map(({ name }) => name))
  expect(namedSorts.filter(({ sort }) => !known.has(sort))).toEqual([])
})

test('the column of the contact stands for the name, every other for itself', () => {
  expect([fieldOfColumn('contact'), columnOfField('contactName')]).toEqual(['contactName', 'contact'])
  expect([fieldOfColumn('tag'), columnOfField('tag')]).toEqual(['tag', 'tag'])
})
