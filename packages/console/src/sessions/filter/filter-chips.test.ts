import type { Condition, Expression } from '@rapport/domain'
import { expect, test } from 'vitest'
import { chipsOf, expressionOf, isBlank, placeOf, withChip } from './filter-chips.ts'

const is = (field: string, ...values: string[]): Condition => ({
  type: 'condition',
  field,
  operator: 'any',
  values,
})
const all = (...of: Expression[]): Expression => ({ type: 'all', of })
const any = (...of: Expression[]): Expression => ({ type: 'any', of })

test('conditions are chips, and so is a choice between conditions on one field', () => {
  const { chips, groups } = chipsOf(all(is('state', 'bot'), any(is('email', 'a'), is('email', 'b'))))
  expect(chips.map(({ field, anyOf }) => [field, anyOf.length])).toEqual([
    ['state', 1],
    ['email', 2],
  ])
  expect(groups).toEqual([])
})

test('whatever mixes fields stands behind Advanced', () => {
  const mixed = any(is('state', 'bot'), is('team', 'x'))
  expect(chipsOf(all(is('state', 'bot'), mixed))).toMatchObject({ groups: [mixed] })
  expect(chipsOf(mixed)).toEqual({ chips: [], groups: [mixed] })
})

test('a filter goes into the bar and comes back as it was', () => {
  const expressions = [
    all(),
    all(is('state', 'bot')),
    all(is('state', 'bot'), any(is('email', 'a'), is('email', 'b')), all(is('team', 'x'), any())),
  ]
  for (const one of expressions) expect(expressionOf(chipsOf(one))).toEqual(one)
})

test('a chip is added, changed in its place, and taken away when it says nothing', () => {
  const filter = chipsOf(all(is('state', 'bot'), is('team', 'x')))
  expect(placeOf(filter, 'inbox')).toBe(2)
  const added = withChip(filter, placeOf(filter, 'inbox'), 'inbox', [is('inbox', 'i')])
  expect(added.chips.map(({ field }) => field)).toEqual(['state', 'team', 'inbox'])
  const changed = withChip(added, placeOf(added, 'team'), 'team', [is('team', 'y')])
  expect(expressionOf(changed)).toEqual(all(is('state', 'bot'), is('team', 'y'), is('inbox', 'i')))
  expect(withChip(changed, 0, 'state', []).chips.map(({ field }) => field)).toEqual(['team', 'inbox'])
})

test('only a filter without chips and groups is blank', () => {
  expect(isBlank(chipsOf(all()))).toBe(true)
  expect(isBlank(chipsOf(all(any())))).toBe(false)
})
