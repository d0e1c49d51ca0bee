import type { Condition, Operator } from '@rapport/domain'
import { expect, test } from 'vitest'
import { blankCondition, isComplete, withOperator } from './complete-condition.ts'

const a = (operator: Operator, ...values: Condition['values']): Condition => ({
  type: 'condition',
  field: 'x',
  operator,
  values,
})

test('a condition counts once it says all that its operator needs', () => {
  expect(
    [a('any', 'bot'), a('between', 1, 1), a('set'), a('is', false), a('at_least', 0)].every(isComplete),
  ).toBe(true)
  const unfinished = [
    a('any'),
    a('between', 1),
    a('between', 2, 1),
    a('contains', ''),
    a('at_least', Number.NaN),
  ]
  expect(unfinished.some(isComplete)).toBe(false)
})

test('what is still meant survives another operator, what is not does not', () => {
  expect(withOperator(a('any', 'x', 'y'), 'none').values).toEqual(['x', 'y'])
  expect(withOperator(a('between', 1, 2), 'at_least').values).toEqual([1])
  expect(withOperator(a('is', 'x'), 'set').values).toEqual([])
  expect(withOperator(a('in_last', 60_000), 'after').values).toEqual([])
  expect(withOperator(a('in_last', 60_000), 'older_than').values).toEqual([60_000])
})

test('an editor begins with the usual operator of its kind', () => {
  expect(blankCondition({ name: 'started', kind: 'moment' })).toEqual({ ...a('in_last'), field: 'started' })
})
