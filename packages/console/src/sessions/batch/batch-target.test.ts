import { asId, type SessionId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { canUndo, expectedOf, targetOf } from './batch-target.ts'

const ids = new Set([asId<SessionId>('a'), asId<SessionId>('b')])
const query = { list: 'ended', filter: 'rating:at_most(2)' } as const

test('rows are named one by one, and all that match by the filter they match', () => {
  expect(targetOf({ covers: 'rows', ids }, query)).toEqual({ sessionIds: ['a', 'b'] })
  expect(targetOf({ covers: 'matching', ids }, query)).toEqual(query)
})

test('nobody acts on another number than they were told, and no number is made up beyond the counted', () => {
  expect(expectedOf(4_312)).toEqual({ expected: 4_312 })
  expect(expectedOf(10_000)).toEqual({ expected: 10_000 })
  expect(expectedOf(10_001)).toEqual({})
  expect(expectedOf(null)).toEqual({})
})

test('what nobody has counted cannot be promised to be taken back', () => {
  expect([1, 10_000, 10_001, null].map(canUndo)).toEqual([true, true, false, false])
})
