import { expect, test } from 'vitest'
import { moodOf } from './mood.ts'

test('a mood is named only where it is plain, and alike on both sides', () => {
  expect([-100, -15, -14, 0, 14, 15, 100].map(moodOf)).toEqual([
    'negative',
    'negative',
    'neutral',
    'neutral',
    'neutral',
    'positive',
    'positive',
  ])
})
