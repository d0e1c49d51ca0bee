import { expect, test } from 'vitest'
import { sharesOf } from './shares-of.ts'

const shares = (...weights: number[]) => sharesOf(weights.map((weight) => ({ weight })))

test('shares are whole percents that add up to a hundred, whatever the weights', () => {
  expect(shares(1, 1, 1)).toEqual([34, 33, 33])
  expect(shares(2, 1)).toEqual([67, 33])
  expect(shares(50, 30, 20)).toEqual([50, 30, 20])
  expect(shares(0, 5)).toEqual([0, 100])
  expect(shares(7, 11, 13, 17, 19, 23).reduce((a, b) => a + b)).toBe(100)
})

test('without a positive weight nothing has a share', () => {
  expect(shares(0, 0)).toEqual([0, 0])
  expect(shares(Number.NaN)).toEqual([0])
  expect(shares()).toEqual([])
})
