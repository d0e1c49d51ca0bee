import type { Condition, Expression } from '@rapport/domain'
import { expect, test } from 'vitest'
import { countGroups, readGroups, writeGroups } from './advanced-groups.ts'

const is = (field: string): Condition => ({ type: 'condition', field, operator: 'set', values: [] })
const all = (...of: Expression[]): Expression => ({ type: 'all', of })
const any = (...of: Expression[]): Expression => ({ type: 'any', of })

test('groups of which all, or any, must hold are edited and written back as they were', () => {
  for (const parts of [
    [],
    [any(is('a'), is('b'))],
    [any(is('a'), is('b')), any(is('c'), is('d'))],
    [any(all(is('a'), is('b')), all(is('c'), is('d')))],
  ]) {
    const groups = readGroups(parts)
    expect(groups).not.toBeNull()
    if (groups !== null) expect(writeGroups(groups)).toEqual(parts)
  }
})

test('a choice between groups counts its groups, not itself', () => {
  expect(countGroups([any(all(is('a'), is('b')), is('c'), all(is('d'), is('e')))])).toBe(3)
  expect(countGroups([any(is('a'), is('b'))])).toBe(1)
})

test('what is nested deeper than the editor shows is left to its text', () => {
  expect(readGroups([any(is('a'), all(is('b'), any(is('c'), is('d'))))])).toBeNull()
})

test('an empty group is no condition', () => {
  expect(writeGroups({ between: 'any', groups: [{ match: 'any', conditions: [] }] })).toEqual([])
})
