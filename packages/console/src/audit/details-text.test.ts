import { expect, test } from 'vitest'
import { detailsText } from './details-text.ts'

test('what an entry tells is one line, with lists and words as people write them', () => {
  const details = { q: 'refund', from: null, fields: ['name', 'settings'], found: 12 }
  expect(detailsText(details)).toBe('q: refund · from: null · fields: name, settings · found: 12')
  expect(detailsText({})).toBe('')
})
