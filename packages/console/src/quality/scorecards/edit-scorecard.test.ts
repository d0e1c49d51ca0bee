import { checkScorecard } from '@rapport/domain'
import { expect, test } from 'vitest'
import { moved, newCategory, newScorecard, withCategory, withCriterion } from './edit-scorecard.ts'

test('a new card can be used as it stands, and so can one with another category', () => {
  const card = newScorecard()
  expect(checkScorecard(card)).toEqual([])
  expect(checkScorecard({ categories: [...card.categories, newCategory()] })).toEqual([])
})

test('moving keeps everything, and stops at either end', () => {
  const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  expect(moved(items, 'b', 1).map(({ id }) => id)).toEqual(['a', 'c', 'b'])
  expect(moved(items, 'a', -1)).toBe(items)
  expect(moved(items, 'c', 1)).toBe(items)
})

test('a change touches only what it names, and taking out leaves the rest', () => {
  const card = { categories: [newCategory(), newCategory()] }
  const [first, second] = card.categories
  const renamed = withCategory(card, first?.id ?? '', (one) => ({ ...one, name: 'Tone' }))
  expect(renamed.categories.map(({ name }) => name)).toEqual(['Tone', ''])
  expect(renamed.categories[1]).toBe(second)
  expect(withCategory(card, first?.id ?? '', () => null).categories).toEqual([second])
  const emptied = withCriterion(newCategory(), first?.criteria[0]?.id ?? '', () => null)
  expect(emptied.criteria).toHaveLength(1)
})
